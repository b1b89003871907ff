import type { Command } from '#shared/domain/commands.ts'
import type { PlannedEvent, PlannedTube, StudyField } from '#shared/domain/study/facts.ts'
import type { NewId } from '#shared/lib/ids.ts'
import { SETUP_VIA } from '../found.ts'

/** What the lung cohort asks of a tube. None has to be answered: a newcomer may scan on. */
const FIELDS: StudyField[] = [
  {
    type: 'choice',
    key: 'fasting',
    label: 'Fasting',
    required: false,
    options: ['Yes', 'No', 'Unknown'],
  },
  {
    type: 'number',
    key: 'haemolysis',
    label: 'Haemolysis index',
    required: false,
    unit: 'mg/dL',
    decimals: 0,
    min: 0,
    max: 2000,
  },
  { type: 'date', key: 'kit_expiry', label: 'Kit expires', required: false },
]

const EDTA: PlannedTube = {
  key: 'edta',
  label: 'EDTA blood',
  material: 'whole-blood',
  tubeType: 'edta-tube',
  count: 2,
  nanolitres: 9_000_000,
}
const SERUM: PlannedTube = {
  key: 'serum',
  label: 'Serum',
  material: 'serum',
  tubeType: 'serum-tube',
  count: 1,
  nanolitres: 5_000_000,
}
const URINE: PlannedTube = {
  key: 'urine',
  label: 'Urine, first of the morning',
  material: 'urine',
  tubeType: 'cryotube',
  count: 1,
  nanolitres: 2_000_000,
}

const EVENTS: PlannedEvent[] = [
  { key: 'baseline', name: 'Baseline', day: 0, tubes: [EDTA, SERUM, URINE] },
  {
    key: 'follow_up',
    name: 'Follow-up after a year',
    day: 365,
    tubes: [{ ...EDTA, count: 1 }, SERUM],
  },
]

/**
 * What two of the demo's studies say about their specimens: the lung cohort its fields and its protocol, the heart
 * failure study how its codes look, which is how all codes of the demo look.
 */
export function demoPlans(newId: NewId, [lung, , heart]: readonly string[]): Command[] {
  const how = () => ({ id: newId(), via: SETUP_VIA })
  return [
    { type: 'setFields', ...how(), study: lung!, fields: FIELDS },
    {
      type: 'publishProtocol',
      ...how(),
      study: lung!,
      protocol: newId(),
      name: 'Lung cohort, version 1',
      replaces: null,
      events: EVENTS,
    },
    { type: 'setIdentifiers', ...how(), study: heart!, forms: ['FX########'], check: 'none' },
  ]
}
