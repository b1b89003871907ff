import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from '../../process.ts'

const SOURCE = join(import.meta.dirname, 'faults.c')

const COMPILERS = ['cc', 'gcc']

/** What a child is started with so that its calls are watched. */
export interface Watched {
  /** The folder whose files are watched, as the system names it. */
  readonly root: string
  /** The log goes here, outside of the folder; left out, none is written. */
  readonly log?: string
}

/**
 * The environment of a child that runs above the shim. The shim is compiled once for each state of its
 * source. Throws with the one command to run where there is no compiler; Linux only.
 */
export async function watched({ root, log }: Watched): Promise<NodeJS.ProcessEnv> {
  const more = log === undefined ? {} : { FAULTS_LOG: log }
  const preload = await shim()
  // Children are many, and each would compile the same program again.
  const cache = join(dirname(preload), 'compiled')
  return {
    ...process.env,
    LD_PRELOAD: preload,
    FAULTS_ROOT: root,
    NODE_COMPILE_CACHE: cache,
    ...more,
  }
}

let built: Promise<string> | undefined

/** The compiled shim's path. */
export function shim(): Promise<string> {
  built ??= build()
  return built
}

async function build(): Promise<string> {
  if (process.platform !== 'linux') throw new Error('Only Linux puts a shim below a program so')
  const sum = createHash('sha256').update(readFileSync(SOURCE)).digest('hex').slice(0, 16)
  // A folder of this user's own: what is loaded into a program must not come from anybody else.
  const folder = join(tmpdir(), `frostkeep-shim-${userInfo().uid}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `faults-${sum}.so`)
  if (existsSync(file)) return file
  const made = `${file}.${process.pid}`
  await compile(made)
  renameSync(made, file)
  return file
}

async function compile(to: string): Promise<void> {
  const args = ['-shared', '-fPIC', '-O1', '-Wall', '-Wextra', '-Werror', '-o', to, SOURCE]
  for (const compiler of COMPILERS) {
    const done = await run(compiler, [...args, '-ldl', '-lpthread']).catch(() => null)
    if (done?.code === 0) return
    if (done) throw new Error(`The shim cannot be compiled:\n${done.stderr}`)
  }
  throw new Error('There is no C compiler. Run: sudo apt-get install gcc libc6-dev')
}
