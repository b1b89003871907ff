import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { WISHES, WITHDRAWERS } from '#shared/domain/donor/facts.ts'
import { type ActDone, type AskedAct, askRunning, carryOut, centreAct } from './acts.ts'
import { systemRandom } from './secrets.ts'
import { openService } from './start.ts'

/** Words that make the service's program carry out an act instead of answering benches. */
export const isAct = (word: string | undefined): boolean =>
  word === 'withdraw' || word === 'erase' || word === 'lent' || word === 'lend-again'

const USAGE = `npm run service -- withdraw D-XXXX-XXXX --by ${WITHDRAWERS.join('|')} --wish ${WISHES.join('|')} [--reason TEXT] [--data DIR]
npm run service -- erase D-XXXX-XXXX --confirm D-XXXX-XXXX [--data DIR]
npm run service -- lent D-XXXX-XXXX [--data DIR]
npm run service -- lend-again [--data DIR]`

/** Carries out an act of the centre, by the service that runs or by itself; answers the exit code. */
export async function runAct(args: readonly string[], folder: string): Promise<number> {
  const asked = readAct(args)
  if (typeof asked === 'string') {
    console.error(asked)
    return 2
  }
  const said = await carry(folder, asked)
  if (said.isDone) console.log(said.sentence)
  else console.error(said.sentence)
  return said.isDone ? 0 : 1
}

/** The act, or what is wrong with how it was asked for. */
export function readAct(args: readonly string[]): AskedAct | string {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      by: { type: 'string' },
      wish: { type: 'string' },
      reason: { type: 'string' },
      confirm: { type: 'string' },
      data: { type: 'string' },
    },
  })
  const [type, donor] = positionals
  const { by, wish, reason = null, confirm } = values
  const read = centreAct.safeParse(
    type === 'withdraw' ? { type, donor, by, wish, reason } : { type, donor },
  )
  if (!read.success) return USAGE
  if (type === 'erase' && confirm !== donor)
    return `This destroys the keys to all notes, photographs and documents about ${donor}, here and at every bench. Nobody can bring them back.\nTo do it, say the pseudonym twice: npm run service -- erase ${donor} --confirm ${donor}`
  return read.data
}

async function carry(folder: string, act: AskedAct): Promise<ActDone> {
  const options = { folder, now: Date.now, random: systemRandom, newEpoch: randomUUID }
  const opened = await openService({ ...options, say: console.log })
  if (opened.ok) {
    try {
      return await carryOut(opened.value.context, act)
    } finally {
      await opened.value.close()
    }
  }
  if (opened.error.type !== 'Locked') return { isDone: false, sentence: opened.error.why }
  const said = await askRunning(folder, act)
  return said ?? { isDone: false, sentence: 'The service that runs on these data does not answer.' }
}
