import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Random, seeded } from '../../../../electron/store/demo/random.ts'
import { mustRun } from '../../process.ts'
import { imageOf, shortLived, writeImage } from '../image.ts'
import { Disk } from '../power/disk.ts'
import { watched } from '../shim/build.ts'
import { type Call, readLog } from '../shim/log.ts'
import { commandsOf, derivedFaults, faultsOf, lookInto } from '../sound.ts'
import { type Calls, type Fault, KINDS, nameOf, ruleOf } from './plan.ts'
import type { Answer, Mode, Round } from './told.ts'
import { ACTS, benchBefore } from './work.ts'

const JOB = join(import.meta.dirname, 'job.ts')

/** Rounds that one child carries out. */
const ROUNDS_OF_A_CHILD = 20
/** Power cuts in each round, unless somebody wants another number. */
const CUTS = 6
/** So many faults are told; all are counted. */
const TOLD = 20

export interface IoTally {
  readonly rounds: number
  /** Calls that failed. */
  readonly failed: number
  /** What was told of the acts. */
  readonly saved: number
  readonly notSaved: number
  readonly unknown: number
  /** Acts that were told to be saved and are not there, after the end of the program. */
  readonly falseSaved: number
  /** Acts that were told not to be saved and are there. */
  readonly falseNotSaved: number
  /**
   * States that a power cut may leave, those of them that lack an act that was told to be saved, and those
   * that have one that was told not to be.
   */
  readonly images: number
  readonly lost: number
  readonly reappeared: number
  /** Ledgers that are wrong in another way. */
  readonly broken: number
  readonly told: readonly string[]
}

type Counted = { -readonly [K in keyof IoTally]: IoTally[K] extends number ? number : string[] }

/** Which calls fail, of those that an undisturbed bench makes: one round for each. */
export type Plan = (calls: Calls, random: Random) => readonly Fault[]

/** Faults below benches at work, and `cuts` power cuts in each round. */
export async function ioCampaign(
  plan: Plan,
  seed: number,
  mode: Mode = 'product',
  cuts: number = CUTS,
): Promise<IoTally> {
  const random = seeded(seed)
  const tally: Counted = {
    ...{ rounds: 0, failed: 0, saved: 0, notSaved: 0, unknown: 0, falseSaved: 0, falseNotSaved: 0 },
    ...{ images: 0, lost: 0, reappeared: 0, broken: 0, told: [] },
  }
  const before = ledgerBefore()
  try {
    const calls = await callsOfWork(before, mode)
    const faults = plan(calls, random)
    for (let n = 0; n < faults.length; n += ROUNDS_OF_A_CHILD)
      await carryOut(before, faults.slice(n, n + ROUNDS_OF_A_CHILD), { mode, cuts }, random, tally)
    return tally
  } finally {
    rmSync(before, { recursive: true, force: true })
  }
}

/** Nothing was told that is not so, and no ledger was harmed. */
export const isSound = ({
  falseSaved,
  falseNotSaved,
  lost,
  reappeared,
  broken,
}: IoTally): boolean => falseSaved + falseNotSaved + lost + reappeared + broken === 0

/** A ledger that every round begins with, some of it still in its log. The caller removes it. */
export function ledgerBefore(): string {
  const bench = benchBefore()
  const folder = shortLived('before')
  for (const name of readdirSync(bench.folder))
    if (!name.endsWith('-shm')) cpSync(join(bench.folder, name), join(folder, name))
  bench.remove()
  return folder
}

/** How many calls of each kind the work makes when nothing fails. */
async function callsOfWork(before: string, mode: Mode): Promise<Calls> {
  const { calls } = await work(
    before,
    [{ round: 'r0', rule: '', again: false, late: true }],
    mode,
    () => {},
  )
  const wrong = answersIn(calls).find(({ told }) => told !== 'saved')
  if (wrong) throw new Error(`undisturbed, and not saved: ${JSON.stringify(wrong)}`)
  const counted = calls
    .filter(({ op }) => op === 'armed')[1]!
    .data.toString()
    .split(' ')
  return Object.fromEntries(
    KINDS.map((kind) => [kind, Number(counted[counted.indexOf(kind) + 1])]),
  ) as Calls
}

interface Worked {
  readonly calls: readonly Call[]
}

/** Lets a child do its work in every round, and shows what is left. */
async function work(
  before: string,
  rounds: readonly Round[],
  mode: Mode,
  look: (root: string, calls: readonly Call[]) => void,
): Promise<Worked> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'frostkeep-io-')))
  try {
    const [root, log, plan] = ['bench', 'log', 'rounds.json'].map((name) => join(folder, name))
    for (const { round } of rounds) cpSync(before, join(root!, round), { recursive: true })
    writeFileSync(plan!, JSON.stringify(rounds))
    const env = await watched({ root: root!, log: log! })
    await mustRun(process.execPath, [JOB, root!, plan!, mode], { env })
    const calls = readLog(readFileSync(log!))
    look(root!, calls)
    return { calls }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function carryOut(
  before: string,
  faults: readonly Fault[],
  { mode, cuts }: { mode: Mode; cuts: number },
  random: Random,
  tally: Counted,
): Promise<void> {
  const rounds = faults.map((fault, n) => ({
    round: `r${n}`,
    rule: ruleOf(fault),
    again: random.below(3) === 0,
    late: random.below(2) === 0,
  }))
  await work(before, rounds, mode, (root, calls) => {
    tally.failed += calls.filter(({ op }) => op === 'fault').length
    const answers = answersIn(calls)
    for (const [n, { round }] of rounds.entries()) {
      const own = answers.filter((answer) => answer.round === round)
      const faultsFound = [
        ...judge(join(root, round), own, tally),
        ...cutAll(before, round, calls, cuts, random, tally),
      ]
      tally.rounds++
      if (faultsFound.length > 0 && tally.told.length < TOLD)
        tally.told.push(`${nameOf(faults[n]!)}: ${faultsFound.join('; ')}`)
    }
  })
}

const answersIn = (calls: readonly Call[]): Answer[] =>
  calls.filter(isAnswer).map(({ data }) => JSON.parse(data.toString()) as Answer)

const isAnswer = ({ op, data }: Call): boolean => op === 'said' && data.toString().startsWith('{')

const COMMANDS = new Set(ACTS.map(({ command }) => command).filter((command) => command !== 'rest'))

/** Compares what was told with what is there after the program has ended. */
function judge(folder: string, answers: readonly Answer[], tally: Counted): string[] {
  const told = lastTold(answers)
  const { present, faults } = found(folder, true)
  for (const answer of told.values()) {
    if (answer.told === 'saved') tally.saved++
    else if (answer.told === 'not saved') tally.notSaved++
    else tally.unknown++
  }
  const falseSaved = wrong(told, 'saved', (command) => !present.has(command))
  const falseNotSaved = wrong(told, 'not saved', (command) => present.has(command))
  tally.falseSaved += falseSaved.length
  tally.falseNotSaved += falseNotSaved.length
  if (faults.length > 0) tally.broken++
  return [
    ...falseSaved.map((why) => `told saved and not there: ${why}`),
    ...falseNotSaved.map((why) => `told not saved and there: ${why}`),
    ...faults,
  ]
}

/** What was told last of every command. */
const lastTold = (answers: readonly Answer[]): Map<string, Answer> =>
  new Map(answers.filter(({ command }) => COMMANDS.has(command)).map((a) => [a.command, a]))

const wrong = (
  told: ReadonlyMap<string, Answer>,
  what: Answer['told'],
  isWrong: (command: string) => boolean,
): string[] =>
  [...told.values()]
    .filter((answer) => answer.told === what && isWrong(answer.command))
    .map(({ command, why }) => `${command} (${why ?? ''})`)

/** The commands that a ledger has, and what is wrong with it. */
function found(folder: string, deeply: boolean): { present: Set<string>; faults: string[] } {
  const { alarms, seen } = lookInto(folder, (db) => ({
    present: commandsOf(db),
    faults: [...faultsOf(db), ...(deeply && !db.readonly ? derivedFaults(db) : [])],
  }))
  return { present: seen?.present ?? new Set(), faults: [...alarms, ...(seen?.faults ?? [])] }
}

/** Cuts the power at some moments of a round: what was told to be saved by then must be there. */
function cutAll(
  before: string,
  round: string,
  calls: readonly Call[],
  cuts: number,
  random: Random,
  tally: Counted,
): string[] {
  const own = ownCalls(calls, round)
  const points = cutPoints(own, cuts, random)
  const disk = new Disk(imageOf(before))
  const folder = shortLived('image')
  const faults: string[] = []
  let played = 0
  for (const point of points) {
    for (; played < point; played++) disk.play(own[played]!)
    writeImage(folder, disk.cut(random), random)
    const told = lastTold(answersIn(own.slice(0, point)))
    const after = found(folder, false)
    const lost = wrong(told, 'saved', (command) => !after.present.has(command))
    // Asked for again it may be on the disk, and nobody has been told yet.
    const toldLater = lastTold(answersIn(own.slice(point)))
    const reappeared = wrong(
      told,
      'not saved',
      (command) => after.present.has(command) && !toldLater.has(command),
    )
    tally.images++
    if (lost.length > 0) tally.lost++
    if (reappeared.length > 0) tally.reappeared++
    if (after.faults.length > 0) tally.broken++
    faults.push(
      ...lost.map((why) => `lost in a power cut: ${why}`),
      ...reappeared.map((why) => `there after a power cut: ${why}`),
      ...after.faults,
    )
  }
  rmSync(folder, { recursive: true, force: true })
  return faults
}

/** Every second one is right after an answer: what was said last is then the newest on the disk. */
function cutPoints(calls: readonly Call[], cuts: number, random: Random): number[] {
  const answered = calls.flatMap((call, n) => (isAnswer(call) ? [n + 1] : []))
  return Array.from({ length: cuts }, (_, n) =>
    n % 2 === 0 ? random.of(answered) : random.below(calls.length + 1),
  ).sort((a, b) => a - b)
}

/** The calls for the folder of one round, as if it were the watched one, and what was said of it. */
function ownCalls(calls: readonly Call[], round: string): Call[] {
  const within = `${round}/`
  return calls.flatMap((call) => {
    if (isAnswer(call))
      return (JSON.parse(call.data.toString()) as Answer).round === round ? [call] : []
    if (call.name === round) return [{ ...call, name: '' }]
    if (!call.name.startsWith(within)) return []
    const data = call.op === 'rename' ? call.data.subarray(within.length) : call.data
    return [{ ...call, name: call.name.slice(within.length), data }]
  })
}
