import { useMemo } from 'react'
import type { FreezerRack } from '#shared/contract/views.ts'
import { fillAt } from '#shared/domain/position/fill.ts'
import {
  type FillOrder,
  fillOrder,
  type LabellingScheme,
  type Layout,
  labellingScheme,
  size,
} from '#shared/domain/position/layout.ts'
import { positionName, rowName } from '#shared/domain/position/names.ts'
import { MATERIALS, type Material } from '#shared/domain/words.ts'
import type { Scan } from '#shared/scan/scan.ts'
import { useScanSink } from '../../app/scanner.ts'
import { BoxMap } from '../../components/BoxMap.tsx'
import { CheckField, Select, TextField } from '../../components/fields.tsx'
import { useNames } from '../../i18n/names.ts'
import { useSentence } from '../../i18n/use-sentence.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './freezers.module.css'

const SIZES = { '9x9': [9, 9], '10x10': [10, 10], '8x12': [8, 12] } as const
type Size = keyof typeof SIZES

export interface BoxDraft {
  readonly code: string
  /** The code once more, where it was typed. */
  readonly again: string
  /** The scan that the code came with; null: a person typed it. */
  readonly scan: Scan | null
  readonly index: number
  readonly size: Size
  readonly scheme: LabellingScheme
  readonly fill: FillOrder
  /** Empty: any material. */
  readonly holds: readonly Material[]
}

export const NEW_BOX: BoxDraft = {
  code: '',
  again: '',
  scan: null,
  index: 0,
  size: '9x9',
  scheme: 'letters-numbers',
  fill: 'rows-top-left',
  holds: [],
}

export function layoutOf({ size, scheme, fill }: BoxDraft): Layout {
  const [rows, columns] = SIZES[size]
  return { rows, columns, scheme, fill }
}

interface BoxFieldsProps {
  draft: BoxDraft
  rack: FreezerRack
  onChange: (draft: BoxDraft) => void
}

/** Code, place, form and contents of a new box; a scan fills in the code. */
export function BoxFields({ draft, rack, onChange }: BoxFieldsProps) {
  const set = (change: Partial<BoxDraft>) => onChange({ ...draft, ...change })
  useScanSink((scan) => set({ code: scan.text, scan, again: '' }))
  return (
    <>
      <div className={styles.two}>
        <div className={styles.form}>
          <CodeFields draft={draft} set={set} />
          <FormFields draft={draft} rack={rack} set={set} />
        </div>
        <Preview draft={draft} />
      </div>
      <Materials draft={draft} set={set} />
    </>
  )
}

interface PartProps {
  draft: BoxDraft
  set: (change: Partial<BoxDraft>) => void
}

function CodeFields({ draft, set }: PartProps) {
  const t = useT()
  const { code, again, scan } = draft
  const differs = again !== '' && !code.startsWith(again)
  return (
    <>
      <TextField
        label={t('freezers.boxCode')}
        hint={scan ? t('freezers.boxScanned') : t('freezers.boxScan')}
        code
        autoFocus
        value={code}
        onChange={(text) => set({ code: text.trim().slice(0, 60), scan: null })}
      />
      {code !== '' && !scan && (
        <TextField
          label={t('freezers.boxCodeAgain')}
          code
          value={again}
          onChange={(text) => set({ again: text.trim() })}
          error={differs ? t('freezers.boxCodeDiffers') : undefined}
        />
      )}
    </>
  )
}

function FormFields({ draft, rack, set }: PartProps & { rack: FreezerRack }) {
  const t = useT()
  const levels = rack.boxes.flatMap((box, index) =>
    box ? [] : [{ value: String(index), label: rack.positions[index] ?? String(index + 1) }],
  )
  return (
    <>
      <div className={styles.row}>
        <Select
          label={t('freezers.level')}
          value={String(draft.index)}
          options={levels}
          onChange={(index) => set({ index: Number(index) })}
        />
        <Select<Size>
          label={t('freezers.size')}
          value={draft.size}
          options={[
            { value: '9x9', label: '9 × 9' },
            { value: '10x10', label: '10 × 10' },
            { value: '8x12', label: '8 × 12' },
          ]}
          onChange={(size) => set({ size })}
        />
      </div>
      <Select<LabellingScheme>
        label={t('freezers.scheme')}
        value={draft.scheme}
        options={labellingScheme.options.map((value) => ({ value, label: t(`scheme.${value}`) }))}
        onChange={(scheme) => set({ scheme })}
      />
      <Select<FillOrder>
        label={t('freezers.fill')}
        value={draft.fill}
        options={fillOrder.options.map((value) => ({ value, label: t(`fillOrder.${value}`) }))}
        onChange={(fill) => set({ fill })}
      />
    </>
  )
}

/** The box as it will be named and filled. */
function Preview({ draft }: { draft: BoxDraft }) {
  const t = useT()
  const sentence = useSentence()
  const layout = layoutOf(draft)
  const first = fillAt(layout, 0)
  const names = useMemo(
    () => Array.from({ length: size(layout) }, (_, index) => positionName(layout, index)),
    [layout],
  )
  return (
    <div className={styles.preview}>
      <BoxMap
        rows={layout.rows}
        columns={layout.columns}
        rowLabels={Array.from({ length: layout.rows }, (_, row) => rowName(layout, row))}
        columnLabels={Array.from({ length: layout.columns }, (_, column) =>
          layout.scheme === 'numbers' ? '' : String(column + 1),
        )}
        cells={names.map((label, index) => ({
          state: index === first ? 'target' : 'empty',
          label,
          name: label,
        }))}
        target={first}
        ariaLabel={t('freezers.preview')}
      />
      <p className={styles.sum}>
        {
          sentence('freezers.filledFrom', {
            first: names[first] ?? '',
            second: names[fillAt(layout, 1)] ?? '',
          }).shown
        }
      </p>
    </div>
  )
}

function Materials({ draft, set }: PartProps) {
  const t = useT()
  const names = useNames()
  const toggle = (material: Material) => (wanted: boolean) =>
    set({
      holds: wanted ? [...draft.holds, material] : draft.holds.filter((one) => one !== material),
    })
  return (
    <fieldset className={styles.materials}>
      <legend>{draft.holds.length === 0 ? t('freezers.holdsAny') : t('freezers.holds')}</legend>
      {MATERIALS.map((material) => (
        <CheckField
          key={material}
          label={names.material(material)}
          checked={draft.holds.includes(material)}
          onChange={toggle(material)}
        />
      ))}
    </fieldset>
  )
}
