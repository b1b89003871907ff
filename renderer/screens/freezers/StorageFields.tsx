import type { StorageRow } from '#shared/contract/views.ts'
import { Banner } from '../../components/Banner.tsx'
import { CheckField, Select, TextField } from '../../components/fields.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useAnswerScan } from '../lookup/use-answer-scan.ts'
import styles from './freezers.module.css'
import { nextName, roomFor, type StorageForm } from './templates.ts'

/** The form as it is being filled in: numbers are texts until they are read. */
export interface Draft {
  readonly kind: 'freezer' | 'tank'
  readonly name: string
  /** Container of a room, `new`, or `none`. */
  readonly room: string
  readonly roomName: string
  readonly celsius: string
  readonly shelves: string
  readonly racks: string
  readonly boxes: string
}

const TEMPLATES = {
  freezer: { celsius: '-80', shelves: '5', racks: '6', boxes: '13' },
  tank: { celsius: '-190', shelves: '1', racks: '8', boxes: '10' },
} as const

/** A draft from a template, with the next free name and the room of the freezer before it. */
export function draftOf(
  kind: Draft['kind'],
  storage: readonly StorageRow[],
  roomName: string,
): Draft {
  const name = nextName(
    kind === 'freezer' ? 'F' : 'T',
    storage.map((row) => row.name),
  )
  const rooms = roomsOf(storage)
  const room = rooms[0]?.container ?? (storage.length === 0 ? 'new' : 'none')
  return { kind, name, room, roomName, ...TEMPLATES[kind] }
}

const roomsOf = (storage: readonly StorageRow[]): { container: string; name: string }[] => {
  const rooms = new Map(
    storage.flatMap(({ room, place }) =>
      room !== null && place ? [[place.container, room] as const] : [],
    ),
  )
  return [...rooms].map(([container, name]) => ({ container, name }))
}

/** A whole number from a field, or null. */
export const readDraft = (text: string): number | null =>
  /^-?\d{1,3}$/.test(text.trim()) ? Number(text) : null

const MOST = 40

const size = (text: string): number | null => {
  const n = readDraft(text)
  return n !== null && n >= 1 && n <= MOST ? n : null
}

/** The form of the storage, or null while a number is missing or out of reach. */
export function formOf(draft: Draft): StorageForm | null {
  const [shelves, racks, boxes] = [size(draft.shelves), size(draft.racks), size(draft.boxes)]
  if (racks === null || boxes === null) return null
  if (draft.kind === 'tank') return { kind: 'tank', racks, boxes }
  return shelves === null ? null : { kind: 'freezer', shelves, racks, boxes }
}

interface StorageFieldsProps {
  draft: Draft
  storage: readonly StorageRow[]
  onChange: (draft: Draft) => void
}

export function StorageFields({ draft, storage, onChange }: StorageFieldsProps) {
  const t = useT()
  const unused = useAnswerScan()
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change })
  const template = (kind: Draft['kind']) => () =>
    onChange({ ...draftOf(kind, storage, draft.roomName), room: draft.room })
  return (
    <div className={styles.form}>
      <div className={styles.row}>
        <CheckField
          group="kind"
          label={t('freezers.freezer')}
          note={t('freezers.freezerNote')}
          checked={draft.kind === 'freezer'}
          onChange={template('freezer')}
        />
        <CheckField
          group="kind"
          label={t('freezers.tank')}
          note={t('freezers.tankNote')}
          checked={draft.kind === 'tank'}
          onChange={template('tank')}
        />
      </div>
      <div className={styles.row}>
        <TextField
          label={t('freezers.name')}
          code
          value={draft.name}
          onChange={(text) => set({ name: text.slice(0, 40) })}
        />
        <TextField
          label={t('freezers.celsius')}
          value={draft.celsius}
          onChange={(celsius) => set({ celsius })}
          error={readDraft(draft.celsius) === null ? t('freezers.wholeDegrees') : undefined}
        />
      </div>
      <Room draft={draft} storage={storage} set={set} />
      <Sizes draft={draft} set={set} />
      {unused && <Banner tone="caution">{unused}</Banner>}
    </div>
  )
}

interface PartProps {
  draft: Draft
  set: (change: Partial<Draft>) => void
}

function Room({ draft, storage, set }: PartProps & { storage: readonly StorageRow[] }) {
  const t = useT()
  const options = [
    ...roomsOf(storage).map(({ container, name }) => ({ value: container, label: name })),
    { value: 'new', label: t('freezers.newRoom') },
    { value: 'none', label: t('freezers.noRoom') },
  ]
  return (
    <div className={styles.row}>
      <Select
        label={t('freezers.room')}
        value={draft.room}
        options={options}
        onChange={(room) => set({ room })}
      />
      {draft.room === 'new' && (
        <TextField
          label={t('freezers.roomName')}
          value={draft.roomName}
          onChange={(text) => set({ roomName: text.slice(0, 60) })}
        />
      )}
    </div>
  )
}

function Sizes({ draft, set }: PartProps) {
  const t = useT()
  const form = formOf(draft)
  const fault = (text: string) =>
    size(text) === null ? t('freezers.numberFrom', { most: MOST }) : undefined
  return (
    <>
      <div className={styles.row}>
        {draft.kind === 'freezer' && (
          <TextField
            label={t('freezers.shelves')}
            value={draft.shelves}
            onChange={(shelves) => set({ shelves })}
            error={fault(draft.shelves)}
          />
        )}
        <TextField
          label={draft.kind === 'freezer' ? t('freezers.racksOnShelf') : t('freezers.racks')}
          value={draft.racks}
          onChange={(racks) => set({ racks })}
          error={fault(draft.racks)}
        />
        <TextField
          label={t('freezers.boxesInRack')}
          value={draft.boxes}
          onChange={(boxes) => set({ boxes })}
          error={fault(draft.boxes)}
        />
      </div>
      {form && <p className={styles.sum}>{t('freezers.roomFor', { ...roomFor(form) })}</p>}
    </>
  )
}
