import type { Role } from '#shared/domain/words.ts'

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
