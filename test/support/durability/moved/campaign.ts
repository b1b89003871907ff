import { copyFileSync, cpSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Random, seeded } from '../../../../electron/store/demo/random.ts'
import { shortLived } from '../image.ts'
import { ledgerBefore } from '../io/campaign.ts'
import { openDesk } from '../io/desk.ts'
import type { Mode } from '../io/told.ts'
import { ACTS } from '../io/work.ts'
import { commandsOf, faultsOf, lookInto } from '../sound.ts'

/** What somebody does to the files of a ledger while a bench has them open. */
const HARMS: Readonly<Record<string, (ledger: string) => void>> = {
  'database removed': (ledger) => rmSync(ledger),
  'log removed': (ledger) => rmSync(`${ledger}-wal`),
  'both removed': (ledger) => {
    rmSync(ledger)
    rmSync(`${ledger}-wal`)
  },
  'database replaced': (ledger) => {
    copyFileSync(ledger, `${ledger}.copy`)
    renameSync(`${ledger}.copy`, ledger)
  },
  'log replaced': (ledger) => {
    writeFileSync(`${ledger}-wal.copy`, '')
    renameSync(`${ledger}-wal.copy`, `${ledger}-wal`)
  },
}

export interface MovedTally {
  readonly rounds: number
  /** Acts asked for after the harm, and those of them that were told to be saved and are not there. */
  readonly asked: number
  readonly falseSaved: number
  /** Rounds that lost what was saved before the harm, and those of them whose next start said nothing. */
  readonly losing: number
  readonly silent: number
  readonly told: readonly string[]
}

type Counted = {
  -readonly [K in keyof MovedTally]: MovedTally[K] extends number ? number : string[]
}

/** Takes a ledger's files away from benches at work, at moments that follow from the seed. */
export async function movedCampaign(
  rounds: number,
  seed: number,
  mode: Mode = 'product',
): Promise<MovedTally> {
  const random = seeded(seed)
  const tally: Counted = { rounds: 0, asked: 0, falseSaved: 0, losing: 0, silent: 0, told: [] }
  const before = ledgerBefore()
  for (let n = 0; n < rounds; n++) {
    const harm = Object.keys(HARMS)[n % Object.keys(HARMS).length]!
    await harmOne(before, harm, random, mode, tally)
  }
  rmSync(before, { recursive: true, force: true })
  return tally
}

async function harmOne(
  before: string,
  harm: string,
  random: Random,
  mode: Mode,
  tally: Counted,
): Promise<void> {
  const folder = shortLived('moved')
  cpSync(before, folder, { recursive: true })
  const ledger = join(folder, 'ledger.db')
  const desk = await openDesk(ledger, () => {}, mode)
  const at = 1 + random.below(ACTS.length - 2)
  const savedBefore: string[] = []
  const savedAfter: string[] = []
  for (const [n, { command, act }] of ACTS.entries()) {
    if (n === at) HARMS[harm]!(ledger)
    const { told } = await desk.ask(act)
    if (n >= at) tally.asked++
    if (told === 'saved' && command !== 'rest') (n < at ? savedBefore : savedAfter).push(command)
  }
  await desk.close()
  judge(folder, savedBefore, savedAfter, `${harm} before act ${at}`, tally)
  rmSync(folder, { recursive: true, force: true })
}

function judge(
  folder: string,
  savedBefore: readonly string[],
  savedAfter: readonly string[],
  what: string,
  tally: Counted,
): void {
  const { alarms, seen } = lookInto(folder, (db) => ({
    present: commandsOf(db),
    faults: faultsOf(db),
  }))
  const missing = (commands: readonly string[]) => commands.filter((one) => !seen?.present.has(one))
  const falseSaved = missing(savedAfter)
  const isLosing = missing(savedBefore).length > 0
  const isSilent = isLosing && alarms.length === 0
  tally.rounds++
  tally.falseSaved += falseSaved.length
  if (isLosing) tally.losing++
  if (isSilent) tally.silent++
  if (falseSaved.length > 0 || isSilent)
    tally.told.push(`${what}: told saved and not there ${falseSaved.length}, silent ${isSilent}`)
}
