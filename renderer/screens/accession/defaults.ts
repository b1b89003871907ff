import type { SetupOf } from '#shared/domain/batch/setup.ts'
import { pseudonym } from '#shared/domain/specimen/facts.ts'
import { type Choices, loadChoices } from './choices.ts'
import { type Collected, collectedAt, localTime } from './collected.ts'

/** What holds for every tube of a batch, as it stands in the form. */
export interface Defaults extends Choices {
  readonly collected: Collected
  /** A donor's pseudonym as it is written; empty for none. */
  readonly donor: string
  /** Microlitres as they are written; empty where nobody measured them. */
  readonly microlitres: string
  readonly visit: string | null
  readonly planned: string | null
}

type Setup = SetupOf<'accession'>

/** What was chosen last on this computer. Donor, time and visit are of the day and never kept. */
export const lastDefaults = (): Defaults => ({
  ...loadChoices(),
  collected: { is: 'unknown' },
  donor: '',
  microlitres: '',
  visit: null,
  planned: null,
})

/** The form of a batch that is open. */
export const defaultsOf = (setup: Setup): Defaults => ({
  study: setup.study,
  material: setup.material,
  tubeType: setup.tubeType,
  collected:
    setup.collectedAt === null
      ? { is: 'unknown' }
      : { is: 'at', local: localTime(setup.collectedAt) },
  donor: setup.donor ?? '',
  microlitres: setup.nanolitres === null ? '' : String(setup.nanolitres / 1000),
  visit: setup.visit,
  planned: setup.planned,
})

/** The batch that the form asks for; null while something of it is missing or unfit. `now` in UTC milliseconds. */
export function setupFrom(form: Defaults, now: number): Setup | null {
  const { study, material, tubeType, visit, planned } = form
  const at = collectedAt(form.collected, now)
  const donor = donorIn(form)
  const nanolitres = nanolitresIn(form)
  if (study === null || at === undefined || donor === undefined || nanolitres === undefined)
    return null
  // A visit says itself of what kind its tubes are.
  if (material === null && visit === null) return null
  return {
    kind: 'accession',
    ...{ study, material: material ?? 'other', tubeType, visit, planned, donor, nanolitres },
    collectedAt: at,
  }
}

/** Null for none, undefined for what is no pseudonym. */
export function donorIn({ donor }: Pick<Defaults, 'donor'>): string | null | undefined {
  const named = donor.trim().toUpperCase()
  if (named === '') return null
  return pseudonym.safeParse(named).success ? named : undefined
}

/** In nanolitres; null for none, undefined for what is no volume. */
export function nanolitresIn({
  microlitres,
}: Pick<Defaults, 'microlitres'>): number | null | undefined {
  const written = microlitres.trim()
  if (written === '') return null
  const [, whole, parts = ''] = /^(\d{1,7})(?:[.,](\d{1,3}))?$/.exec(written) ?? []
  return whole === undefined ? undefined : Number(whole) * 1000 + Number(parts.padEnd(3, '0'))
}
