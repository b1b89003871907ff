// `npm run seed -- --specimens 1000000 --data FOLDER [--seed 7]`: makes a data folder with so many
// specimens and ten events of each, for measuring at scale. People sign in as in the demo biobank.
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '../electron/store/migrations/index.ts'
import { openWriter } from '../electron/store/open.ts'
import { rebuildIfOld } from '../electron/store/rebuild.ts'
import { seedLedger } from './seed/seed-ledger.ts'

const { values } = parseArgs({
  options: {
    specimens: { type: 'string', default: '10000' },
    data: { type: 'string', default: 'seeded' },
    seed: { type: 'string', default: '20417' },
  },
})
const specimens = Number(values.specimens)
const seed = Number(values.seed)
const file = join(values.data, 'ledger.db')

if (!Number.isInteger(specimens) || specimens < 1 || !Number.isInteger(seed)) {
  console.error('--specimens takes a number from 1, --seed a whole number')
  process.exitCode = 1
} else if (existsSync(file)) {
  console.error(`There is a ledger in ${values.data} already: it stays as it is`)
  process.exitCode = 1
} else makeFolder()

function makeFolder(): void {
  const start = performance.now()
  const db = openWriter(file)
  migrate(db)
  rebuildIfOld(db)
  // Nothing of this must survive a power cut: the folder is made again then.
  db.pragma('synchronous = OFF')
  db.pragma('secure_delete = OFF')
  db.pragma('cache_size = -1000000')
  const events = seedLedger(db, {
    specimens,
    seed,
    say: (done, now) => sayProgress(start, done, now),
  })
  db.close()
  const seconds = (performance.now() - start) / 1_000
  const size = statSync(file).size / 1e9
  console.log(
    `${events} events in ${seconds.toFixed(0)} s, ${size.toFixed(2)} GB, ${rate(events, start)} events/s`,
  )
}

function rate(events: number, start: number): number {
  return Math.round((events * 1_000) / (performance.now() - start))
}

function sayProgress(start: number, done: number, events: number): void {
  console.log(
    `${done} of ${specimens} specimens, ${events} events, ${rate(events, start)} events/s`,
  )
}
