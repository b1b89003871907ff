// `npm run bench`: measures, each figure beside its floor or a peer in the same run; see
// docs/benchmarks.md. `npm run bench -- scan-commit --scans 100` measures one, `--small` in short.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootstrapping } from './bootstrap.ts'
import { coldStart } from './cold-start.ts'
import { dryRun } from './dry-run.ts'
import { bulkImport } from './import.ts'
import { lagging } from './lag.ts'
import { pulling } from './pull.ts'
import { rebuilding } from './rebuild.ts'
import { scale } from './scale.ts'
import { scanCommit } from './scan-commit.ts'
import { scanToCell } from './scan-to-cell.ts'
import { scanToRow } from './scan-to-row.ts'
import { stalling } from './stalls.ts'
import { judge, lastLine, sayGoal } from './support/campaign.ts'
import { type Chosen, type Options, readOptions } from './support/options.ts'
import { verifying } from './verify.ts'

const CAMPAIGNS = [
  scanCommit,
  bulkImport,
  dryRun,
  scale,
  rebuilding,
  verifying,
  pulling,
  lagging,
  stalling,
  bootstrapping,
  scanToCell,
  scanToRow,
  coldStart,
]

const options = readOptions(process.argv.slice(2), CAMPAIGNS)
if (options.ok) {
  console.log(`${cpus().length} cores, ${process.platform}, Node ${process.versions.node}`)
  const passed: Record<string, boolean> = {}
  for (const one of options.value.chosen)
    passed[one.campaign.name] = await measure(one, options.value)
  // The last line speaks for all, so that no missed goal hides behind a campaign that came later.
  if (options.value.chosen.length > 1)
    console.log(
      JSON.stringify({ name: 'bench', pass: Object.values(passed).every(Boolean), ...passed }),
    )
} else {
  console.error(`${options.error} Campaigns: ${CAMPAIGNS.map(({ name }) => name).join(', ')}`)
  process.exitCode = 1
}

/** A goal that is missed is told and is no failure of the run; a campaign that breaks is. */
async function measure({ campaign, size }: Chosen, { at, data }: Options): Promise<boolean> {
  const { name, goals } = campaign
  const sizes = Object.entries(size).map(([what, n]) => `${n} ${what}`)
  // How much else the computer was doing: more than its cores, and only the ratios are worth reading.
  const load = Number(loadavg()[0]!.toFixed(1))
  console.log(`\n${name}: ${sizes.join(', ')} (load ${load})`)
  const folder = mkdtempSync(join(at ?? tmpdir(), 'frostkeep-bench-'))
  try {
    const say = (line: string) => console.log(`  ${line}`)
    const figures = await campaign.run({ size, folder, data, say })
    const judged = judge(goals, figures)
    for (const goal of judged) console.log(sayGoal(goal))
    console.log(lastLine(name, judged, { ...size, load, ...figures }))
    return judged.every(({ met }) => met)
  } catch (error) {
    process.exitCode = 1
    console.error(error)
    console.log(JSON.stringify({ name, pass: false, broken: String(error) }))
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
