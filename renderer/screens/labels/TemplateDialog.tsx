import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { DPIS } from '#shared/label/dots.ts'
import { layOut } from '#shared/label/layout.ts'
import {
  elementsOutside,
  FIELDS,
  type Field,
  type LabelElement,
  type LabelTemplate,
  labelTemplate,
} from '#shared/label/template.ts'
import { client } from '../../app/client.ts'
import { Banner } from '../../components/Banner.tsx'
import { Button } from '../../components/Button.tsx'
import { Select, TextField } from '../../components/fields.tsx'
import { LabelPicture } from '../../components/LabelPicture.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './labels.module.css'
import { SettingDialog } from './SettingDialog.tsx'
import { sayFault } from './say.ts'
import { sampleOf } from './subjects.ts'

interface TemplateDialogProps {
  template: LabelTemplate
  isNew: boolean
  onClose: () => void
}

/** A template of the bench's own, by form: its size and what stands where, beside how it will look. */
export function TemplateDialog({ template: before, isNew, onClose }: TemplateDialogProps) {
  const t = useT()
  const [template, setTemplate] = useState(before)
  const { elements } = template
  const read = labelTemplate.safeParse(template)
  const outside = new Set(elementsOutside(template))
  const layout = useMemo(() => layOut(template, sampleOf(template), DPIS[1]), [template])
  const set = (changed: Partial<LabelTemplate>) => setTemplate({ ...template, ...changed })
  const setElement = (at: number, element: LabelElement) =>
    set({ elements: elements.map((one, index) => (index === at ? element : one)) })
  /** A label of one piece is as large as its paper. */
  const resize = (size: { width?: number; height?: number }) => {
    const [only] = template.parts
    const parts = template.parts.length === 1 ? [{ ...only!, ...size }] : template.parts
    set({ ...size, parts })
  }
  return (
    <SettingDialog
      question={isNew ? t('labels.newTemplate') : before.name}
      save={{
        isReady: read.success && outside.size === 0,
        act: () => client.labels.saveTemplate(read.data ?? template),
      }}
      remove={
        isNew
          ? undefined
          : {
              label: t('labels.removeTemplate'),
              act: () => client.labels.removeTemplate({ template: before.id }),
            }
      }
      onClose={onClose}
    >
      <figure className={styles.preview}>
        {layout.ok ? (
          <LabelPicture
            template={template}
            layout={layout.value}
            label={t('labels.previewOf', { code: template.name })}
          />
        ) : (
          <Banner tone="stop">{sayFault(t, layout.error)}</Banner>
        )}
        <figcaption>{t('labels.realSize')}</figcaption>
      </figure>
      <TextField
        label={t('labels.templateName')}
        value={template.name}
        onChange={(name) => set({ name })}
        required
      />
      <div className={styles.halves}>
        <Millimetres
          label={t('labels.width')}
          value={template.width}
          onChange={(width) => resize({ width })}
        />
        <Millimetres
          label={t('labels.height')}
          value={template.height}
          onChange={(height) => resize({ height })}
        />
      </div>
      {elements.map((element, at) => (
        <ElementFields
          key={at}
          element={element}
          number={at + 1}
          isOutside={outside.has(at)}
          onChange={(next) => setElement(at, next)}
          onRemove={
            elements.length > 1
              ? () => set({ elements: elements.filter((_, index) => index !== at) })
              : undefined
          }
        />
      ))}
      <div className={styles.reasons}>
        {(['matrix', 'linear', 'text'] as const).map((kind) => (
          <Button
            key={kind}
            size={48}
            icon={IconPlus}
            disabled={elements.length >= 20}
            onClick={() => set({ elements: [...elements, NEW[kind]] })}
          >
            {t(`labels.element.${kind}`)}
          </Button>
        ))}
      </div>
    </SettingDialog>
  )
}

const NEW: Readonly<Record<LabelElement['kind'], LabelElement>> = {
  matrix: { kind: 'matrix', x: 1, y: 1, size: 8 },
  linear: { kind: 'linear', x: 1, y: 1, width: 45, height: 8 },
  text: { kind: 'text', x: 1, y: 1, width: 15, height: 2.5, align: 'left', field: 'accession' },
}

interface ElementFieldsProps {
  element: LabelElement
  number: number
  isOutside: boolean
  onChange: (element: LabelElement) => void
  onRemove: (() => void) | undefined
}

/** One thing on the label. What lies beside it is said where it is set. */
function ElementFields({ element, number, isOutside, onChange, onRemove }: ElementFieldsProps) {
  const t = useT()
  const lengths = (['x', 'y', 'size', 'width', 'height'] as const).filter((one) => one in element)
  return (
    <fieldset className={styles.element}>
      <legend>
        {t('labels.elementNumber', { number, kind: t(`labels.element.${element.kind}`) })}
      </legend>
      {element.kind === 'text' && (
        <div className={styles.pair}>
          <Select
            label={t('labels.field')}
            value={element.field}
            onChange={(field: Field) => onChange({ ...element, field })}
            options={FIELDS.map((one) => ({ value: one, label: t(`labels.field.${one}`) }))}
          />
          <Select
            label={t('labels.align')}
            value={element.align}
            onChange={(align) => onChange({ ...element, align })}
            options={(['left', 'middle'] as const).map((one) => ({
              value: one,
              label: t(`labels.align.${one}`),
            }))}
          />
        </div>
      )}
      {element.kind === 'text' && element.field === 'free' && (
        <TextField
          label={t('labels.freeWords')}
          value={element.words ?? ''}
          onChange={(words) => onChange({ ...element, words })}
        />
      )}
      <div className={styles.lengths}>
        {lengths.map((one) => (
          <Millimetres
            key={one}
            label={t(`labels.length.${one}`)}
            value={(element as unknown as Record<string, number>)[one]!}
            onChange={(value) => onChange({ ...element, [one]: value } as LabelElement)}
          />
        ))}
      </div>
      {isOutside && <p className={styles.outside}>{t('labels.outsideHere')}</p>}
      {onRemove && (
        <Button size={48} icon={IconTrash} onClick={onRemove}>
          {t('labels.removeElement')}
        </Button>
      )}
    </fieldset>
  )
}

interface MillimetresProps {
  label: string
  value: number
  onChange: (value: number) => void
}

/** A length. What is no number yet stays in the field and changes nothing. */
function Millimetres({ label, value, onChange }: MillimetresProps) {
  const [text, setText] = useState(String(value))
  return (
    <TextField
      label={label}
      type="number"
      value={text}
      onChange={(next) => {
        setText(next)
        const number = Number(next)
        if (next.trim() !== '' && Number.isFinite(number)) onChange(number)
      }}
    />
  )
}
