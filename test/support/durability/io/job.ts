// Benches that do the same work again and again, each in a folder of its own and each with another fault below
// it; what was told of every act is said the moment that it was told.
//   node job.ts FOLDER ROUNDS.json MODE
// A MODE other than `product` guesses what became of a commit that failed: what a campaign must find.
import { openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openDesk } from './desk.ts'
import type { Answer, Mode, Round } from './told.ts'
import { ACTS } from './work.ts'

const [folder, file, mode] = process.argv.slice(2)
const said = openSync(join(folder!, 'said'), 'w')
const say = (text: string) => writeSync(said, text)
const rounds: Round[] = JSON.parse(readFileSync(file!, 'utf8'))

for (const round of rounds) await carryOut(round)

async function carryOut({ round, rule, again, late }: Round): Promise<void> {
  const answer = (given: Omit<Answer, 'round'>) => say(JSON.stringify({ round, ...given }))
  say(`arm ${rule}`)
  const learnt = (command: string, isSaved: boolean) =>
    answer({ command, told: isSaved ? 'saved' : 'not saved', why: 'learnt' })
  const ledger = join(folder!, round, 'ledger.db')
  const open = () => openDesk(ledger, learnt, mode as Mode)
  const desk = await open().catch((error: unknown) => {
    answer({ command: 'open', told: 'unknown', why: String(error) })
    // The disk works again, and somebody starts the program again.
    say('arm')
    return open()
  })
  for (const { command, act } of ACTS) {
    const first = await desk.ask(act)
    answer({ command, ...first })
    if (again && first.told !== 'saved') answer({ command, ...(await desk.ask(act)) })
  }
  if (!late) say('arm')
  await desk.close()
  say('arm')
}
