// `npm run durability -- --rounds N --seed S [--part NAME…]`: harms a bench in every way of the table, or in
// those that are named, so many times each (or as often as the tests do), and looks for what was promised.
// Every part ends with one line of JSON, and so does the whole. The same seed, the same harm.
import { parseArgs } from 'node:util'
import { PARTS } from '../support/durability/parts.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    part: { type: 'string', multiple: true },
  },
})
const seed = Number(values.seed)
const names = values.part ?? PARTS.map(({ name }) => name)
const unknown = names.filter((name) => PARTS.every((part) => part.name !== name))
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(', ')}; there are ${PARTS.map((p) => p.name).join(', ')}`)

const passed: Record<string, boolean> = {}
for (const part of PARTS.filter(({ name }) => names.includes(name))) {
  const rounds = values.rounds === undefined ? part.rounds : Number(values.rounds)
  console.log(`${part.name}: ${rounds} rounds, seed ${seed}`)
  const startedAt = performance.now()
  const { pass, ...counts } = await part.run(rounds, seed)
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  console.log(JSON.stringify({ name: part.name, pass, seed, rounds, seconds, ...counts }))
  passed[part.name] = pass
}
const pass = Object.values(passed).every(Boolean)
console.log(JSON.stringify({ name: 'durability', pass, seed, parts: passed }))
process.exitCode = pass ? 0 : 1
