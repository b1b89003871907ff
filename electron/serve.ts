import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveLoopback } from './bench/loopback.ts'
import { readOptions } from './bench/options.ts'
import { createRouter } from './bench/router.ts'
import { CannotStart, startBench } from './bench/start.ts'
import { runTool, toolCall } from './tools.ts'

/** The same bench without Electron: its screens in a browser on this computer. */

const here = (path: string) => new URL(path, import.meta.url)

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  const call = toolCall(args)
  if (call) process.exit(await runTool(call))
  const options = readOptions(args)
  if (!options.ok) throw new CannotStart(options.error)
  const { version } = JSON.parse(readFileSync(here('../../package.json'), 'utf8'))
  const { bench, lock } = await startBench(options.value, version, here('./store-worker.js'))
  const root = fileURLToPath(here('../renderer'))
  const loopback = await serveLoopback(createRouter(bench), root, options.value.port)
  lock.announce(new URL(loopback.address).origin)
  console.log(`Frostkeep is at ${loopback.address}`)

  const stop = async () => {
    await loopback.close()
    await bench.close()
    lock.release()
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
}

main().catch((error: unknown) => {
  console.error(error instanceof CannotStart ? error.message : error)
  process.exit(1)
})
