// `npm run durability -- --kills 1000 [--seed S]`: kills a scanning bench at random points and looks for
// every scan that it had acknowledged. The last line is one JSON object; the same seed, the same points.
import { parseArgs } from 'node:util'
import { killCampaign } from '../support/durability/campaign.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const seed = Number(values.seed)
console.log(`${values.kills} kills, seed ${seed}`)
const tally = await killCampaign(Number(values.kills), seed)
const pass = tally.lost.length === 0 && tally.broken.length === 0
console.log(JSON.stringify({ name: 'durability', pass, seed, ...tally }))
process.exitCode = pass ? 0 : 1
