import { parseArgs } from 'node:util'
import { isMutant, MUTANTS, mutate } from './mutants.ts'

const { values } = parseArgs({
  options: {
    /** How many schedules, from seed 1 on. */
    seeds: { type: 'string', default: '100' },
    /** This one alone, with all that happens in it. */
    seed: { type: 'string' },
    /** The seed to begin with. */
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '200' },
    benches: { type: 'string', default: '2-30' },
    /** What must not happen, by names with commas between. */
    without: { type: 'string', default: '' },
    /** Invariants that are not checked. */
    except: { type: 'string', default: '' },
    mutant: { type: 'string' },
    /** Prints all that happens, not only the end of it. */
    trace: { type: 'boolean', default: false },
  },
})

if (values.mutant !== undefined && !isMutant(values.mutant)) {
  console.error(
    `There is no mutant ${values.mutant}. There are: ${Object.keys(MUTANTS).join(', ')}`,
  )
  process.exit(2)
}
// Before anything of the program is loaded.
if (values.mutant !== undefined) mutate(values.mutant)
const { campaign } = await import('./campaign.ts')
const [least, most] = values.benches.split('-').map(Number)
const failed = await campaign(
  {
    seeds: values.seed
      ? [Number(values.seed)]
      : Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.from) + i),
    steps: Number(values.steps),
    benches: [least ?? 2, most ?? least ?? 30],
    without: values.without.split(',').filter(Boolean),
    except: values.except.split(',').filter(Boolean),
    mutant: values.mutant ?? null,
    whole: values.trace,
  },
  (line) => console.log(line),
)
process.exitCode = failed ? 1 : 0
