// `npm run demo:two-benches [-- --data FOLDER --port N]`: the central service, bench A with a demo
// biobank, and bench B that joins it. Other arguments go to both benches. Ctrl+C ends all three.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { buildIfStale } from './launch/build.ts'

const ROOT = resolve(import.meta.dirname, '..')
const passed = process.argv.slice(2)
const kept = take('--data')
const port = take('--port') ?? '7411'
const folder = kept ? resolve(kept) : mkdtempSync(join(tmpdir(), 'frostkeep-two-benches-'))
const children: ChildProcess[] = []

// On Ctrl+C the terminal tells the three as well; this only sees to those that have not heard it.
process.once('SIGINT', () => setTimeout(stopAll, 2_000).unref()).once('SIGTERM', stopAll)
// Once for both: two builds at a time would write the same files.
await buildIfStale(ROOT)
const service = run('service', 'service/main.ts', ['--port', port])
service.child.once('exit', stopAll)
const a = await runBench('bench-a', ['--setup', 'demo'])
// Without bench A there is no site for bench B to join, and no code that would let it in.
a.once('exit', stopAll)
const b = await runBench('bench-b', [])
a.off('exit', stopAll)
await Promise.all([ended(a), ended(b)])
stopAll()
await ended(service.child)
if (!kept) rmSync(folder, { recursive: true, force: true })

/** Takes an option of ours, with its value, out of the arguments. */
function take(option: string): string | undefined {
  const at = passed.indexOf(option)
  return at < 0 ? undefined : passed.splice(at, 2)[1]
}

/** Starts a bench. One without data is told how to begin, with the code that lets it in. */
async function runBench(name: string, setup: readonly string[]): Promise<ChildProcess> {
  const isNew = !existsSync(join(folder, name))
  const enrol = async () => [
    '--service',
    `http://127.0.0.1:${port}`,
    '--code',
    await service.code(),
  ]
  return run(name, 'electron/start.ts', [
    ...(isNew ? [...setup, ...(await enrol())] : []),
    ...passed,
  ]).child
}

/** Runs a program over its own part of the folder, with its name before each line that it says. */
function run(name: string, script: string, args: readonly string[]) {
  const all = [join(ROOT, script), '--data', join(folder, name), ...args]
  const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  child.once('exit', () => tell())
  const codes: string[] = []
  let tell = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      console.log(`${name.padEnd(8)}| ${line}`)
      const code = /^Code for the next bench: (\S+)/.exec(line)?.[1]
      if (code) codes.push(code)
      tell()
    })
  }
  /** The next code that it shows and nobody has used. */
  const code = async (): Promise<string> => {
    while (codes.length === 0) {
      if (isOver(child)) throw new Error('The service has ended before the bench could join.')
      await new Promise<void>((done) => {
        tell = done
      })
    }
    return codes.shift()!
  }
  return { child, code }
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function ended(child: ChildProcess): Promise<void> {
  if (!isOver(child)) await once(child, 'exit')
}

function stopAll(): void {
  for (const child of children) if (!isOver(child)) child.kill('SIGTERM')
}
