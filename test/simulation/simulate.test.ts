import { describe, expect, test } from 'vitest'
import { type CampaignOptions, campaign } from './campaign.ts'

const options = (given: Partial<CampaignOptions>): CampaignOptions => ({
  seeds: [1],
  steps: 200,
  benches: [2, 30],
  without: [],
  except: [],
  mutant: null,
  whole: false,
  ...given,
})

const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i)

async function run(given: Partial<CampaignOptions>): Promise<{ failed: boolean; said: string[] }> {
  const said: string[] = []
  const failed = await campaign(options(given), (line) => said.push(line))
  return { failed, said }
}

describe('a site whatever happens to it', () => {
  test('holds every invariant, and every fault has happened', { timeout: 120_000 }, async () => {
    const { failed, said } = await run({ seeds: from(1, 60) })
    expect(said.filter((line) => line.startsWith('FAILED'))).toEqual([])
    expect(failed).toBe(false)
  })

  test('does the same again from its seed, and something else from another', async () => {
    const digest = async (seed: number) => {
      const { said } = await run({ seeds: [seed], steps: 60 })
      return said.find((line) => line.startsWith('digest'))
    }
    const first = await digest(7)
    expect(first).toMatch(/^digest [0-9a-f]{64}$/)
    expect(await digest(7)).toBe(first)
    expect(await digest(8)).not.toBe(first)
  })

  test('is not said to be tested where a fault never happened', async () => {
    const { failed, said } = await run({ seeds: [1, 2], steps: 5 })
    expect(failed).toBe(true)
    expect(said.some((line) => line.startsWith('FAILED: never happened: '))).toBe(true)
  })
})
