// Scans tube after tube, two into a box and the third into a batch of registrations, until somebody kills it,
// and says where each is once its scan was acknowledged:
//   node scan-forever.ts LEDGER FIRST-NUMBER [early]
// `early` says so before the scan is made: what a campaign must find.
import { writeSync } from 'node:fs'
import { v7 } from 'uuid'
import type { IntakeAnswer } from '#shared/contract/intake.ts'
import { systemClock } from '../../../../electron/clock.ts'
import { migrate } from '../../../../electron/store/migrations/index.ts'
import { openWriter } from '../../../../electron/store/open.ts'
import { createWriter } from '../../../../electron/store/writer.ts'

const [file, first, early] = process.argv.slice(2)
const db = openWriter(file!)
migrate(db)
const writer = createWriter(
  { db, clock: systemClock, newId: v7 },
  { say: () => {}, isCancelled: () => false },
)
const actor = db
  .prepare("SELECT json_extract(heads, '$[0].claim.person') FROM entity WHERE name LIKE 'person:%'")
  .pluck()
  .get() as string

for (let n = Number(first); ; n++) {
  const code = `FX${String(n).padStart(8, '0')}`
  if (early) sayAndWait(code)
  const position = n % 3 === 0 ? register(code) : store(code)
  if (!early) writeSync(1, `${code} ${position}\n`)
}

/** Where the tube now is in the box that is being filled. */
function store(code: string): string {
  const { outcome } = scanWithRoom(code)
  if (outcome.type !== 'stored') throw new Error(JSON.stringify(outcome))
  return outcome.position
}

/** Registered in the other batch that is open: it has no position. */
function register(code: string): '-' {
  const { outcome } = writer.scanWork('accession', code, act())
  if (outcome.type !== 'done') throw new Error(JSON.stringify(outcome))
  return '-'
}

/** In the box that is open or, when it is full, in the next one. */
function scanWithRoom(code: string): IntakeAnswer {
  const answer = scan(code)
  if (answer.outcome.type !== 'full') return answer
  const box = Number(answer.session.box.code.slice(3))
  scan(`BX-${box + 1}`)
  return scan(code)
}

function scan(text: string): IntakeAnswer {
  return writer.scanInto(text, act())
}

function act() {
  return { id: v7(), via: { source: 'wedge', device: 'test' }, actor } as const
}

function sayAndWait(code: string): void {
  writeSync(1, `${code} ?\n`)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
}
