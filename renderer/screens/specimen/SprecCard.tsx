import { useState } from 'react'
import { useIntl } from 'react-intl'
import type { SprecView } from '#shared/contract/views.ts'
import type { SprecElement, SprecResult } from '#shared/domain/sprec/sprec.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { Code } from '../../components/Code.tsx'
import { type Column, Table } from '../../components/Table.tsx'
import { useT } from '../../i18n/use-t.ts'
import { sayRests, sayWhy } from './say-sprec.ts'
import styles from './sprec.module.css'

/** The SPREC code in the version that is chosen, what each element rests on, and what is missing. */
export function SprecCard({ sprec }: { sprec: SprecView }) {
  const t = useT()
  const [version, setVersion] = useState(2)
  const result = sprec.find((one) => one.version === version)
  return (
    <Card
      title={t('sprec.title')}
      aside={<Versions sprec={sprec} version={version} onChoose={setVersion} />}
      className={styles.card}
    >
      {result?.applies === false && <p className={styles.note}>{t(`sprec.why.${result.why}`)}</p>}
      {result?.applies && <Elements result={result} />}
    </Card>
  )
}

interface VersionsProps {
  sprec: SprecView
  version: number
  onChoose: (version: number) => void
}

function Versions({ sprec, version, onChoose }: VersionsProps) {
  const t = useT()
  return (
    <fieldset className={styles.versions}>
      <legend className={styles.label}>{t('sprec.version')}</legend>
      {sprec.map((one) => (
        <Button
          key={one.version}
          size={48}
          kind={one.version === version ? 'steel' : 'outlined'}
          aria-pressed={one.version === version}
          aria-label={t('sprec.versionNumber', { version: one.version })}
          onClick={() => onChoose(one.version)}
        >
          {one.version}
        </Button>
      ))}
    </fieldset>
  )
}

function Elements({ result }: { result: Extract<SprecResult, { applies: true }> }) {
  const t = useT()
  const columns: readonly Column<SprecElement>[] = [
    {
      id: 'element',
      header: t('sprec.element'),
      cell: ({ element }) => t(`sprec.element.${element}`),
      as: 'quiet',
      width: '32%',
    },
    { id: 'code', header: t('sprec.code'), cell: ({ code }) => code, as: 'code', width: '12%' },
    { id: 'rests', header: t('sprec.rests'), cell: (one) => <Rests one={one} /> },
  ]
  return (
    <>
      <div className={styles.whole}>
        <Code size={30} strong breaks>
          {result.code}
        </Code>
        {!result.complete && (
          <p className={styles.partly}>{t('sprec.partly', { version: result.version })}</p>
        )}
      </div>
      <Table
        caption={t('sprec.caption', { version: result.version })}
        columns={columns}
        rows={result.elements}
        rowKey={({ element }) => element}
      />
    </>
  )
}

function Rests({ one }: { one: SprecElement }) {
  const intl = useIntl()
  const rests = sayRests(intl, one.rests)
  const why = sayWhy(intl, one)
  return (
    <div className={styles.rests}>
      {rests && <span>{rests}</span>}
      {why && <span className={styles.why}>{why}</span>}
    </div>
  )
}
