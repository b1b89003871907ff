import type { BenchView } from '#shared/contract/views.ts'
import type { Role } from '#shared/domain/words.ts'
import type { ReadDb } from '../open.ts'
import { hasPin } from '../pins.ts'
import { personOfBadge } from '../queries/people.ts'

/** The people of the demo biobank with what they scan or type; shown on its sign-in screen. */
export const DEMO_PEOPLE: readonly { name: string; role: Role; badge: string; pin: string }[] = [
  { name: 'Ida Lindqvist', role: 'technician', badge: 'FKB-DEMO-IDA', pin: '1111' },
  { name: 'Marc Dubois', role: 'manager', badge: 'FKB-DEMO-MARC', pin: '2222' },
  { name: 'Jana Weber', role: 'administrator', badge: 'FKB-DEMO-JANA', pin: '3333' },
]

export const DEMO_STUDIES = [
  { code: 'NORDLUNG', name: 'Nordic lung cohort' },
  { code: 'BALTGUT', name: 'Baltic gut microbiome' },
  { code: 'HJARTA', name: 'Heart failure follow-up' },
] as const

/**
 * The demo people of a ledger with their badges, on every bench that has it; their PINs only where they
 * are set. Null in a biobank that is no demo.
 */
export function demoPeople(db: ReadDb): BenchView['demo'] {
  const known = DEMO_PEOPLE.flatMap(({ name, badge, pin }) => {
    const person = personOfBadge(db, badge)
    return person.ok ? [{ name, badge, pin: hasPin(db, person.value.person) ? pin : null }] : []
  })
  return known.length > 0 ? known : null
}
