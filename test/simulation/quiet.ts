import type { Bench } from './bench.ts'
import { peek } from './memory-ledger.ts'
import { CALM } from './network.ts'
import type { Site } from './site.ts'
import { Violation } from './violation.ts'

const MINUTE = 60_000
const LAST_ARRIVES = 35 * MINUTE
/** So many times everybody looks again. After a restore several messages follow from one another. */
const ROUNDS = 12

/** All troubles end, everybody is at work again, and time runs until nobody has anything to say. I4 */
export async function becomeQuiet(site: Site): Promise<void> {
  calm(site)
  // What is still on its way arrives first, and may be of a bench that has been restored since.
  await site.time.sleep(LAST_ARRIVES)
  for (let round = 1; round <= ROUNDS; round++) {
    await site.time.sleep(6 * MINUTE)
    await site.time.pass(2_500)
    if (site.violation) throw site.violation
    if (await isQuiet(site)) return staysQuiet(site)
  }
  const stuck = await Promise.all(site.benches.map(stateOf))
  throw new Violation('I4', `no quiet after ${ROUNDS} rounds:\n${stuck.join('\n')}`)
}

function calm(site: Site): void {
  site.step = -1
  site.note('quiet')
  site.network.weather = CALM
  site.network.isServiceAway = false
  for (const bench of site.benches) {
    bench.isCut = false
    if (bench.isDown) bench.restart()
    bench.process.awaits = Number.POSITIVE_INFINITY
    bench.fuse.statements = Number.POSITIVE_INFINITY
    bench.fuse.commits = Number.POSITIVE_INFINITY
  }
}

const UNPLACED = `
  SELECT 1 FROM event e WHERE NOT EXISTS (SELECT 1 FROM stream_order o WHERE o.event = e.id) LIMIT 1`

async function isQuiet(site: Site): Promise<boolean> {
  const log = site.service.log()
  for (const { writer, store, db } of site.benches) {
    if (writer.waiting().count > 0) return false
    // Another bench's answer may have been taken for one's own: the next hello puts that right.
    if (peek(db, UNPLACED).get() !== undefined) return false
    const cursor = writer.cursor()
    if ((cursor?.pos ?? 0) !== log.length) return false
    if (cursor && log.length > 0 && cursor.hash !== log.at(-1)!.running) return false
    if (cursor && cursor.epoch !== site.service.epoch) return false
    if (store.limbo && (await store.limbo(0, { events: 1, bytes: 1_000_000 })).length > 0)
      return false
  }
  return true
}

/** I4: what is over is over: no message that says something goes round for ever. */
async function staysQuiet(site: Site): Promise<void> {
  const { network, time } = site
  const before = network.news
  await time.sleep(7 * MINUTE)
  await time.pass(2_500)
  if (network.news !== before)
    throw new Violation('I4', `${network.news - before} messages after everything was said`)
}

async function stateOf(bench: Bench): Promise<string> {
  const limbo = bench.store.limbo ? await bench.store.limbo(0, { events: 9, bytes: 1_000_000 }) : []
  const { count } = bench.writer.waiting()
  return `${bench.name}: ${JSON.stringify(bench.client.state())}, ${count} waiting, ${limbo.length} in limbo, cursor ${JSON.stringify(bench.writer.cursor())}`
}
