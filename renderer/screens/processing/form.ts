import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { PROCESSINGS, type ProcessingKind, type Spin } from '#shared/domain/processing/facts.ts'
import { MATERIALS, type Material, TUBE_TYPES, type TubeType } from '#shared/domain/words.ts'
import { readSpins, type SpinForm } from './spins.ts'

export const UNITS = ['µL', 'mL'] as const
export type Unit = (typeof UNITS)[number]

/** At what temperature a batch waited: nobody knows, as rooms and fridges are, or as it was measured. */
export type Kept =
  | { readonly is: 'unknown' | 'room' | 'cold' }
  | { readonly is: 'other'; readonly celsius: string }

/** A batch before it begins, as it stands in the form. Times are the bench's own, `2026-06-12T14:22:41`, or empty. */
export interface Form {
  readonly kind: ProcessingKind
  /** Of a derivative; an aliquot and a pool are of what they come from. */
  readonly material: Material | null
  readonly tubeType: TubeType
  readonly perParent: number
  /** As it is written; empty where nobody measured it. */
  readonly amount: string
  readonly unit: Unit
  readonly spins: readonly SpinForm[]
  readonly startedAt: string
  readonly endedAt: string
  readonly keptBefore: Kept
  readonly keptAfter: Kept
  readonly box: string | null
  readonly closeParent: boolean
}

export const MOST_PER_PARENT = 99
const KEPT = 'frostkeep.processing'
const UNKNOWN: Kept = { is: 'unknown' }

/** What was chosen last on this computer. Times and the box are of the day and never kept. */
export function lastForm(): Form {
  const last = kept()
  const perParent = Number(last.perParent)
  const isCount = Number.isInteger(perParent) && perParent >= 1 && perParent <= MOST_PER_PARENT
  return {
    kind: PROCESSINGS.find((one) => one === last.kind) ?? 'aliquot',
    material: MATERIALS.find((one) => one === last.material) ?? null,
    tubeType: TUBE_TYPES.find((one) => one === last.tubeType) ?? 'cryotube',
    perParent: isCount ? perParent : 4,
    amount: typeof last.amount === 'string' ? last.amount.slice(0, 12) : '',
    unit: UNITS.find((one) => one === last.unit) ?? 'µL',
    spins: readSpins(last.spins),
    startedAt: '',
    endedAt: '',
    keptBefore: UNKNOWN,
    keptAfter: UNKNOWN,
    box: null,
    closeParent: last.closeParent === true,
  }
}

function kept(): Record<string, unknown> {
  try {
    return Object(JSON.parse(localStorage.getItem(KEPT) ?? '{}'))
  } catch {
    return {}
  }
}

export const keepForm = ({ kind, material, tubeType, perParent, ...rest }: Form): void => {
  const { amount, unit, spins, closeParent } = rest
  const all = { kind, material, tubeType, perParent, amount, unit, spins, closeParent }
  localStorage.setItem(KEPT, JSON.stringify(all))
}

/** Whether the form has any spins: an aliquot is not spun, and what stands there for another time does not count. */
export const isSpun = ({ kind }: Pick<Form, 'kind'>): boolean => kind === 'derivative'

/** The batch that the form asks for; null while something of it is missing or unfit. */
export function setupFrom(form: Form, processing: string): SetupOf<'processing'> | null {
  const nanolitres = nanolitresIn(form)
  const spins = isSpun(form) ? spinsIn(form.spins) : []
  const [startedAt, endedAt] = [momentIn(form.startedAt), momentIn(form.endedAt)]
  const [keptAt, keptAfter] = [tenthsOf(form.keptBefore), tenthsOf(form.keptAfter)]
  if (nanolitres === undefined || spins === undefined) return null
  if (startedAt === undefined || endedAt === undefined) return null
  if (keptAt === undefined || keptAfter === undefined) return null
  if (form.kind === 'derivative' && form.material === null) return null
  const { kind, tubeType, perParent, box, closeParent } = form
  const told = { startedAt, endedAt, spins, keptAt, keptAfter, method: null }
  return {
    kind: 'processing',
    processing: { processing, kind, ...told },
    material: kind === 'derivative' ? form.material : null,
    ...{ tubeType, perParent, box, closeParent },
    // A pool holds what its parts gave, and what was spun off is no part of the volume before.
    nanolitres: kind === 'pool' ? null : nanolitres,
    take: kind === 'derivative' || nanolitres === 0 ? null : nanolitres,
  }
}

/** Null for none, undefined for what is no volume. */
export function nanolitresIn({ amount, unit }: Pick<Form, 'amount' | 'unit'>) {
  const written = amount.trim()
  if (written === '') return null
  const digits = unit === 'mL' ? 6 : 3
  const [, whole, parts = ''] = /^(\d{1,6})(?:[.,](\d{1,6}))?$/.exec(written) ?? []
  if (whole === undefined || parts.length > digits) return undefined
  return Number(whole + parts.padEnd(digits, '0'))
}

/** UTC milliseconds; null for none, undefined for a time that is not whole. */
function momentIn(local: string): number | null | undefined {
  if (local === '') return null
  const at = new Date(local).getTime()
  return Number.isNaN(at) ? undefined : at
}

/** Tenths of a degree Celsius; null where nobody knows, undefined for what is no temperature. */
export function tenthsOf(kept: Kept): number | null | undefined {
  switch (kept.is) {
    case 'unknown':
      return null
    case 'room':
      return 220
    case 'cold':
      return 50
    case 'other':
      return tenthsIn(kept.celsius)
  }
}

export function tenthsIn(celsius: string): number | undefined {
  const written = celsius.trim().replace('\u2212', '-').replace(',', '.')
  if (!/^-?\d{1,3}(\.\d)?$/.test(written)) return undefined
  const tenths = Math.round(Number(written) * 10)
  return tenths >= -3000 && tenths <= 1000 ? tenths : undefined
}

/** Undefined while a spin is not whole. */
export function spinsIn(spins: readonly SpinForm[]): Spin[] | undefined {
  const read = spins.flatMap((one) => spinIn(one) ?? [])
  return read.length === spins.length ? read : undefined
}

function spinIn({ g, minutes, celsius, brake }: SpinForm): Spin | null {
  const tenths = tenthsIn(celsius)
  const [force, lasted] = [countIn(g), countIn(minutes)]
  if (force === null || lasted === null || tenths === undefined) return null
  if (force > 200_000 || lasted > 1440 || tenths < -500) return null
  return { g: force, minutes: lasted, celsius: tenths, brake }
}

const countIn = (written: string): number | null =>
  /^[1-9]\d{0,5}$/.test(written.trim()) ? Number(written.trim()) : null
