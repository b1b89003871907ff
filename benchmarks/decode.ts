import { parseArgs } from 'node:util'
import { type Case, casesOf, type Kind } from './decode/cases.ts'
import { prepare, READERS } from './decode/engines.ts'
import { generatedCases } from './decode/generated.ts'
import { type Score, scoreOf } from './decode/score.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    notes: { type: 'boolean', default: false },
    engine: { type: 'string', multiple: true },
  },
})

prepare()
const sets: { kind: Kind; cases: Case[] | undefined }[] =
  values.data === undefined ? [] : casesOf(values.data)
sets.push({ kind: 'generated', cases: generatedCases(Number(values.seed), 3) })
const engines = Object.entries(READERS).filter(
  ([name]) => values.engine === undefined || values.engine.includes(name),
)
const results: Record<string, Record<string, Score>> = {}
for (const { kind, cases } of sets) {
  if (cases === undefined) {
    console.log(`${kind}: missing in the folder of pictures`)
    continue
  }
  results[kind] = {}
  for (const [engine, read] of engines) {
    const score = await scoreOf(cases, read)
    results[kind][engine] = score
    const { codes, read: n, wrong, false: none, cpuSeconds, notes } = score
    console.log(
      `${kind.padEnd(10)} ${engine.padEnd(8)} read ${n} of ${codes}  wrong ${wrong}  false ${none}  ${cpuSeconds.toFixed(2)} s of CPU`,
    )
    if (values.notes) for (const note of notes) console.log(`    ${note}`)
  }
}
