import { parseArgs } from 'node:util'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { Campaign } from './campaign.ts'

export interface Chosen {
  readonly campaign: Campaign
  readonly size: Readonly<Record<string, number>>
}

export interface Options {
  readonly chosen: readonly Chosen[]
  /** The folder to measure in, so that another disk can be measured; null: the system's for such files. */
  readonly at: string | null
  /** A data folder that is there already; null: campaigns make their own. */
  readonly data: string | null
}

/** `[NAME…] [--small] [--at DIR] [--data DIR] [--SIZE N…]`: the named campaigns, or all; in full size, or small. */
export function readOptions(
  args: readonly string[],
  campaigns: readonly Campaign[],
): Result<Options, string> {
  const sizes = new Set(campaigns.flatMap((campaign) => Object.keys(campaign.sizes)))
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: {
      small: { type: 'boolean' },
      at: { type: 'string' },
      data: { type: 'string' },
      ...Object.fromEntries([...sizes].map((name) => [name, { type: 'string' as const }])),
    },
  })
  const unknown =
    Object.keys(values).find(
      (name) => !sizes.has(name) && !['small', 'at', 'data'].includes(name),
    ) ?? positionals.find((name) => !campaigns.some((campaign) => campaign.name === name))
  if (unknown !== undefined) return err(`There is no ${unknown}.`)
  const wrong = [...sizes].find((name) => name in values && !isCount(values[name]))
  if (wrong !== undefined) return err(`--${wrong} takes a number from 1.`)
  const chosen = campaigns
    .filter(({ name }) => positionals.length === 0 || positionals.includes(name))
    .map((campaign) => ({ campaign, size: sizeOf(campaign, values) }))
  return ok({ chosen, at: textOf(values.at), data: textOf(values.data) })
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

type Values = Readonly<Record<string, unknown>>

const isCount = (text: unknown): boolean => Number.isInteger(Number(text)) && Number(text) >= 1

function sizeOf({ sizes }: Campaign, values: Values): Record<string, number> {
  return Object.fromEntries(
    Object.entries(sizes).map(([name, { full, small }]) => [
      name,
      Number(values[name] ?? (values.small ? small : full)),
    ]),
  )
}
