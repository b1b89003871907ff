import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tableOf } from '../test/support/imports/table-of.ts'
import { wideTableOf } from '../test/support/imports/wide-table.ts'
import type { Campaign, Figures, Given } from './support/campaign.ts'
import { openDemoBench } from './support/demo-bench.ts'
import type { DryRun } from './support/dry-run-process.ts'
import { median, ratios } from './support/statistics.ts'
import { round } from './support/timed.ts'

/**
 * How long a table of 50,000 rows takes from its text to what is wrong in it, and how much memory the
 * process has at most while it does; in a process of its own, through the store's own threads. Two tables:
 * seven columns with a header, and forty columns of 1,000 letters a row without one. Floor: the same file
 * through the same parser, in a process of its own, and nothing kept.
 */
export const dryRun: Campaign = {
  name: 'dry-run',
  sizes: { rows: { full: 50_000, small: 2_000 }, rounds: { full: 3, small: 1 } },
  goals: [
    { figure: 'wideMs', must: 'be at most', value: 30_000 },
    { figure: 'wideGrownMb', must: 'be at most', value: 300 },
    { figure: 'narrowMs', must: 'be at most', value: 30_000 },
    { figure: 'narrowGrownMb', must: 'be at most', value: 300 },
  ],
  run: async (given) => ({ ...measure('narrow', given), ...measure('wide', given) }),
}

function measure(which: 'narrow' | 'wide', { size, folder, say }: Given): Figures {
  const rows = size.rows!
  const data = join(folder, which)
  mkdirSync(data)
  const { writer, study } = openDemoBench(data)
  writer.close()
  const file = join(data, which === 'wide' ? 'table.tab' : 'table.csv')
  writeFileSync(file, which === 'wide' ? wideTableOf({ rows }) : tableOf({ rows }))
  const rounds = Array.from({ length: size.rounds! }, () => ({
    product: inProcess('product', file, data, study),
    plain: inProcess('plain', file, data, study),
  }))
  return figuresOf(which, rounds, statSync(file).size, say)
}

function inProcess(how: 'product' | 'plain', file: string, folder: string, study: string): DryRun {
  const program = join(import.meta.dirname, 'support/dry-run-process.ts')
  const printed = execFileSync(process.execPath, [program, how, file, folder, study], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  return JSON.parse(printed) as DryRun
}

interface Round {
  readonly product: DryRun
  readonly plain: DryRun
}

function figuresOf(
  which: string,
  rounds: readonly Round[],
  bytes: number,
  say: Given['say'],
): Figures {
  const of = (get: (one: Round) => number) => round(median(rounds.map(get)))
  const total = rounds.map(({ product }) => product.readMs + product.checkMs)
  const plain = rounds.map((one) => one.plain.readMs)
  const figures = {
    ms: round(median(total)),
    msMax: round(Math.max(...total)),
    readMs: of(({ product }) => product.readMs),
    checkMs: of(({ product }) => product.checkMs),
    repairMs: of(({ product }) => product.repairMs),
    plainMs: round(median(plain)),
    timesPlain: round(median(ratios(total, plain))),
    grownMb: Math.round(Math.max(...rounds.map(({ product }) => product.grownMb))),
    peakMb: Math.round(Math.max(...rounds.map(({ product }) => product.peakMb))),
    plainGrownMb: Math.round(Math.max(...rounds.map((one) => one.plain.grownMb))),
    fileMb: round(bytes / 1_024 / 1_024),
    told: of(({ product }) => product.told),
  }
  say(
    `${which}: ${figures.ms} ms for ${figures.fileMb} MB, told ${figures.told} times how far it is`,
  )
  say(
    `  read ${figures.readMs} ms, check ${figures.checkMs} ms; one cell mended ${figures.repairMs} ms`,
  )
  say(`  memory grows by ${figures.grownMb} MB at most, to ${figures.peakMb} MB`)
  say(`plain parser: ${figures.plainMs} ms, grows by ${figures.plainGrownMb} MB`)
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [
      `${which}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  )
}
