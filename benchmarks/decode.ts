import { parseArgs } from 'node:util'
import { type Case, casesOf } from './decode/cases.ts'
import { prepare, readersOf } from './decode/engines.ts'
import { generatedCases } from './decode/generated.ts'
import { type AnyKind, generatedRacks } from './decode/generated-racks.ts'
import { goalsOf, type Scores } from './decode/goals.ts'
import { liveRate } from './decode/live.ts'
import { type Score, scoreOf } from './decode/score.ts'

/*
 * How many codes each decoder reads, and how many that are not there, in folders of real pictures and in
 * pictures that a seed draws. `--data DIR` holds `barcodes/SET/` (a picture, its text in .txt or its bytes
 * in .bin beside it; none for pictures without a code), `pucks/` and `racks/` (pictures and a truth.json).
 */
const { values: asked } = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** Pictures of every hardship and kind of code. */
    each: { type: 'string', default: '2' },
    /** Only these: wasm, library, grid, ladder, rack. */
    engine: { type: 'string', multiple: true },
    /** Only these: barcodes, pucks, racks, generated, drawn racks, live. */
    kind: { type: 'string', multiple: true },
    /** Says what was not read, or wrong. */
    notes: { type: 'boolean', default: false },
  },
})

const isAsked = (kind: string): boolean => asked.kind === undefined || asked.kind.includes(kind)

async function main(): Promise<void> {
  prepare()
  const scores: Record<string, Record<string, Score>> = {}
  for (const { kind, cases } of await pictures()) {
    if (cases === undefined) console.log(`${kind.padEnd(10)} missing: the folder has none`)
    else if (isAsked(kind)) scores[kind] = await scoresOf(kind, cases)
  }
  const live = isAsked('live') ? await liveRate(180) : undefined
  if (live) {
    console.log(`live       ${live.read.toFixed(1)} looks a second of CPU while codes are read`)
    console.log(`live       ${live.stuck.toFixed(1)} looks a second of CPU while none can be read`)
  }
  const goals = goalsOf(scores as Scores, live)
  for (const { goal, met } of goals) console.log(`${met ? 'met   ' : 'MISSED'} ${goal}`)
  console.log(
    JSON.stringify({ seed: Number(asked.seed), scores: withoutNotes(scores), live, goals }),
  )
  process.exitCode = goals.every(({ met }) => met) ? 0 : 1
}

async function pictures(): Promise<{ kind: AnyKind; cases: Case[] | undefined }[]> {
  if (asked.data === undefined) console.log('no --data: only pictures that are generated')
  const given = asked.data === undefined ? [] : casesOf(asked.data)
  const cases = generatedCases(Number(asked.seed), Number(asked.each))
  const racks = isAsked('drawn racks') ? generatedRacks(Number(asked.seed)) : []
  return [...given, { kind: 'generated', cases }, { kind: 'drawn racks', cases: racks }]
}

async function scoresOf(kind: AnyKind, cases: readonly Case[]): Promise<Record<string, Score>> {
  const scores: Record<string, Score> = {}
  for (const [engine, read] of Object.entries(readersOf(kind))) {
    if (asked.engine !== undefined && !asked.engine.includes(engine)) continue
    const score = await scoreOf(cases, read)
    scores[engine] = score
    console.log(`${kind.padEnd(10)} ${engine.padEnd(8)} ${said(score)}`)
    if (asked.notes) for (const note of score.notes) console.log(`    ${note}`)
  }
  return scores
}

const said = ({ codes, read, wrong, false: none, cpuSeconds, slowestSeconds }: Score): string =>
  [
    `read ${read} of ${codes}`.padEnd(18),
    `wrong ${wrong}  false ${none}`.padEnd(18),
    `${cpuSeconds.toFixed(2)} s of CPU, at most ${slowestSeconds.toFixed(2)} a picture`,
  ].join('  ')

const withoutNotes = (scores: Record<string, Record<string, Score>>): object =>
  Object.fromEntries(
    Object.entries(scores).map(([kind, by]) => [
      kind,
      Object.fromEntries(
        Object.entries(by).map(([engine, { notes: _, ...figures }]) => [engine, figures]),
      ),
    ]),
  )

await main()
