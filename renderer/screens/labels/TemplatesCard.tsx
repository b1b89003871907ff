import { IconCopy, IconPencil } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { TemplateView } from '#shared/contract/labels.ts'
import { DPIS } from '#shared/label/dots.ts'
import { layOut } from '#shared/label/layout.ts'
import type { LabelTemplate } from '#shared/label/template.ts'
import { useBench } from '../../app/bench.tsx'
import { client } from '../../app/client.ts'
import { refresh, useLive } from '../../app/live.ts'
import { isManager } from '../../app/may.ts'
import { newId } from '../../app/new-id.ts'
import { Button } from '../../components/Button.tsx'
import { Card } from '../../components/Card.tsx'
import { LabelPicture } from '../../components/LabelPicture.tsx'
import { type Say, useT } from '../../i18n/use-t.ts'
import styles from './labels.module.css'
import { sampleOf } from './subjects.ts'
import { TemplateDialog } from './TemplateDialog.tsx'

/** Each kind of label as it will be printed, at its real size. */
export function TemplatesCard() {
  const t = useT()
  const { person } = useBench()
  const mayChange = isManager(person)
  const { data: templates } = useLive(['label-templates'], () => client.labels.templates())
  const [open, setOpen] = useState<{ template: LabelTemplate; isNew: boolean }>()
  const close = () => {
    setOpen(undefined)
    void refresh()
  }
  return (
    <Card title={t('labels.templates')} aside={t('labels.realSize')}>
      {templates?.map(({ template, builtIn }) => (
        <div key={template.id} className={styles.template}>
          <div className={styles.templateHead}>
            <span>{nameOf(t, { template, builtIn })}</span>
            {mayChange && (
              <Button
                size={48}
                icon={builtIn ? IconCopy : IconPencil}
                onClick={() =>
                  setOpen(
                    builtIn
                      ? { template: copyOf(t, template), isNew: true }
                      : { template, isNew: false },
                  )
                }
              >
                {builtIn ? t('labels.copy') : t('labels.change')}
              </Button>
            )}
          </div>
          <Picture template={template} name={nameOf(t, { template, builtIn })} />
        </div>
      ))}
      {open && <TemplateDialog {...open} onClose={close} />}
    </Card>
  )
}

export const nameOf = (t: Say, { template, builtIn }: TemplateView): string =>
  builtIn ? t(`labels.builtIn.${template.id}`) : template.name

const copyOf = (t: Say, template: LabelTemplate): LabelTemplate => ({
  ...template,
  id: newId(),
  name: t('labels.copyOf', { name: t(`labels.builtIn.${template.id}`) }).slice(0, 60),
})

function Picture({ template, name }: { template: LabelTemplate; name: string }) {
  const t = useT()
  const layout = useMemo(() => layOut(template, sampleOf(template), DPIS[1]), [template])
  return layout.ok ? (
    <LabelPicture
      template={template}
      layout={layout.value}
      label={t('labels.previewOf', { code: name })}
    />
  ) : null
}
