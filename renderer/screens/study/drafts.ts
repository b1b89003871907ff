import { readVolume } from '#shared/domain/imports/values.ts'
import type { PlannedEvent, PlannedTube, StudyField } from '#shared/domain/study/facts.ts'
import type { Material, TubeType } from '#shared/domain/words.ts'

/** A key for what people gave a name: small letters, digits and `_`, none of those that are taken. */
export function keyFor(label: string, taken: readonly string[]): string {
  const plain = label
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 34)
  const stem = plain || 'field'
  for (let n = 1; ; n++) {
    const key = n === 1 ? stem : `${stem}_${n}`
    if (!taken.includes(key)) return key
  }
}

/** A field as it stands in a form: what is typed, not yet what it means. */
export interface FieldDraft {
  /** Null while it is new. */
  readonly key: string | null
  readonly label: string
  readonly type: StudyField['type']
  readonly required: boolean
  readonly unit: string
  readonly decimals: string
  readonly min: string
  readonly max: string
  /** One on each line. */
  readonly options: string
}

export const NEW_FIELD: FieldDraft = {
  key: null,
  label: '',
  type: 'text',
  required: false,
  unit: '',
  decimals: '0',
  min: '',
  max: '',
  options: '',
}

export function draftOf(field: StudyField): FieldDraft {
  const { key, label, type, required } = field
  const draft = { ...NEW_FIELD, key, label, type, required }
  if (field.type === 'choice') return { ...draft, options: field.options.join('\n') }
  if (field.type !== 'number') return draft
  const { unit, decimals, min, max } = field
  const said = (bound: number | null) => (bound === null ? '' : String(bound))
  return { ...draft, unit, decimals: String(decimals), min: said(min), max: said(max) }
}

/** The field that a form describes; null while it is not whole. */
export function readFieldDraft(draft: FieldDraft, taken: readonly string[]): StudyField | null {
  const label = draft.label.trim()
  if (label === '') return null
  const plain = { key: draft.key ?? keyFor(label, taken), label, required: draft.required }
  switch (draft.type) {
    case 'text':
    case 'date':
      return { ...plain, type: draft.type }
    case 'choice': {
      const options = [...new Set(draft.options.split('\n').flatMap((line) => line.trim() || []))]
      return options.length > 0 ? { ...plain, type: 'choice', options } : null
    }
    case 'number':
      return numberField(plain, draft)
  }
}

function numberField(
  plain: Pick<StudyField, 'key' | 'label' | 'required'>,
  draft: FieldDraft,
): StudyField | null {
  const decimals = Number(draft.decimals)
  const [min, max] = [readBound(draft.min), readBound(draft.max)]
  if (!/^[0-6]$/.test(draft.decimals) || min === undefined || max === undefined) return null
  if (min !== null && max !== null && min > max) return null
  return { ...plain, type: 'number', unit: draft.unit.trim(), decimals, min, max }
}

/** Undefined where it is no number. */
function readBound(text: string): number | null | undefined {
  const written = text.trim().replace(',', '.')
  if (written === '') return null
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(written) ? Number(written) : undefined
}

export interface TubeDraft {
  readonly id: string
  readonly key: string | null
  readonly label: string
  readonly material: Material | null
  readonly tubeType: TubeType | null
  readonly count: string
  readonly millilitres: string
}

export interface EventDraft {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly day: string
  readonly tubes: readonly TubeDraft[]
}

export const newTube = (id: string): TubeDraft => ({
  id,
  key: null,
  label: '',
  material: null,
  tubeType: null,
  count: '1',
  millilitres: '',
})

export const newEvent = (id: string, tube: string): EventDraft => ({
  id,
  key: null,
  name: '',
  day: '',
  tubes: [newTube(tube)],
})

/** A form that begins with what was published. */
export const draftsOf = (events: readonly PlannedEvent[], newId: () => string): EventDraft[] =>
  events.map(({ key, name, day, tubes }) => ({
    id: newId(),
    key,
    name,
    day: day === null ? '' : String(day),
    tubes: tubes.map(({ count, nanolitres, ...tube }) => ({
      ...tube,
      id: newId(),
      count: String(count),
      millilitres: nanolitres === null ? '' : String(nanolitres / 1_000_000),
    })),
  }))

/** The events that a form describes; null while it is not whole. Keys that were published stay. */
export function readEvents(drafts: readonly EventDraft[]): PlannedEvent[] | null {
  const taken = drafts.flatMap(({ key }) => key ?? [])
  const events = drafts.map((draft): PlannedEvent | null => {
    const [name, tubes] = [draft.name.trim(), readTubes(draft.tubes)]
    const day = readCount(draft.day, 0, 36_500)
    if (name === '' || tubes === null || day === undefined) return null
    const key = draft.key ?? keyFor(name, taken)
    taken.push(key)
    return { key, name, day, tubes }
  })
  return events.length === 0 || events.includes(null) ? null : (events as PlannedEvent[])
}

function readTubes(drafts: readonly TubeDraft[]): PlannedTube[] | null {
  const taken = drafts.flatMap(({ key }) => key ?? [])
  const tubes = drafts.map((draft): PlannedTube | null => {
    const { material, tubeType } = draft
    const label = draft.label.trim()
    const count = readCount(draft.count, 1, 99)
    const nanolitres =
      draft.millilitres.trim() === '' ? null : readVolume(`${draft.millilitres} mL`)
    const isUnread = draft.millilitres.trim() !== '' && !nanolitres
    if (label === '' || !material || !tubeType || !count || isUnread) return null
    const key = draft.key ?? keyFor(label, taken)
    taken.push(key)
    return { key, label, material, tubeType, count, nanolitres }
  })
  return tubes.length === 0 || tubes.includes(null) ? null : (tubes as PlannedTube[])
}

/** Undefined where it is no such number; null where nothing stands there. */
function readCount(text: string, least: number, most: number): number | null | undefined {
  const written = text.trim()
  if (written === '') return null
  const count = /^\d{1,5}$/.test(written) ? Number(written) : Number.NaN
  return count >= least && count <= most ? count : undefined
}

/** The same list with one item a place up or down. */
export function moved<Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] {
  const to = from + by
  const next = [...items]
  if (to < 0 || to >= items.length) return next
  ;[next[from], next[to]] = [next[to]!, next[from]!]
  return next
}
