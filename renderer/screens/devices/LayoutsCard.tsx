import { IconFileSearch, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import type { RacksView } from '#shared/contract/racks.ts'
import type { Delimiter } from '#shared/scan/rack/text.ts'
import { client } from '../../app/client.ts'
import { base64Of } from '../../app/rack-file.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Card, CardInset, CardRow } from '../../components/Card.tsx'
import { FileDrop } from '../../components/FileDrop.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './devices.module.css'
import { RemoveLayout } from './RemoveLayout.tsx'
import { readSample, type Sample } from './sample.ts'

interface LayoutsCardProps {
  racks: RacksView | undefined
  mayChange: boolean
  onSample: (sample: Sample) => void
}

/** Layouts of rack files that this bench was taught. */
export function LayoutsCard({ racks, mayChange, onSample }: LayoutsCardProps) {
  const t = useT()
  const [fault, setFault] = useState<string>()
  const [removing, setRemoving] = useState<{ readonly id: string; readonly name: string }>()
  const learn = async (file: File) => {
    setFault(undefined)
    const sample = await readSample(file, async () =>
      client.racks.learn({ base64: await base64Of(file) }),
    )
    if (sample.ok) onSample(sample.value)
    else setFault(t(`racks.learnFault.${sample.error}`))
  }
  return (
    <FileDrop
      form="card"
      label={t('racks.sampleFile')}
      region={t('racks.layouts')}
      accept=".csv,.txt,.tsv,text/*"
      onFiles={([file]) => file && mayChange && void learn(file)}
    >
      {(choose) => (
        <Card
          title={t('racks.layouts')}
          foot={
            mayChange && (
              <Button icon={IconFileSearch} onClick={choose}>
                {t('racks.learn')}
              </Button>
            )
          }
        >
          {fault && (
            <CardInset>
              <Banner tone="caution">{fault}</Banner>
            </CardInset>
          )}
          {racks?.layouts.length === 0 && <p className={styles.nothing}>{t('racks.noLayouts')}</p>}
          {racks?.layouts.map(({ id, layout }) => (
            <CardRow
              key={id}
              icon={<Icon of={IconTable} size={26} />}
              title={layout.name}
              sub={t('racks.layoutWords', {
                columns: layout.columns,
                delimiter: t(`racks.delimiter.${DELIMITERS[layout.delimiter]}`),
              })}
              end={
                mayChange && (
                  <Button size={48} onClick={() => setRemoving({ id, name: layout.name })}>
                    {t('racks.remove')}
                  </Button>
                )
              }
            />
          ))}
          {removing && <RemoveLayout {...removing} onClose={() => setRemoving(undefined)} />}
        </Card>
      )}
    </FileDrop>
  )
}

const DELIMITERS: Readonly<Record<Delimiter, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}
