import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun } from '../process.ts'
import { NODE_HEADERS } from './pins.ts'
import { strippedInside } from './strip.ts'
import { unpackTarball } from './tarball.ts'

/** Declares the calls that Node-API 9 has as experimental ones and 10 as stable. */
const NODE_API_9 = [
  'NAPI_EXPERIMENTAL',
  'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
  'NAPI_DISABLE_CPP_EXCEPTIONS',
  'NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  'BUILDING_NODE_EXTENSION',
  'NODE_GYP_MODULE_NAME=better_sqlite3',
]

/**
 * Compiles the installed better-sqlite3 (its source lies in the package, and the lockfile holds
 * its hash) for Node-API 9 into the folder `native`, with the preload that has it loaded.
 */
export async function makeSqlite(packages: string, work: string, native: string): Promise<void> {
  const source = join(packages, 'better-sqlite3')
  const headers = join(work, 'node')
  const object = (name: string) => join(work, `${name}.o`)
  await mkdir(native, { recursive: true })
  await unpackTarball(NODE_HEADERS, headers)

  const defines = (await definesOf(source)).map((one) => `-D${one}`)
  const common = ['-O2', '-fPIC', '-fvisibility=hidden', '-w', '-DNDEBUG', ...defines, '-c']
  const sqlite = join(source, 'deps', 'sqlite3')
  const includes = [
    join(packages, 'node-addon-api'),
    join(headers, 'include', 'node'),
    sqlite,
    source,
  ]
  const addon = [
    ...['-std=c++20', '-fvisibility-inlines-hidden', '-fno-exceptions', '-fno-rtti'],
    ...NODE_API_9.map((one) => `-D${one}`),
    ...includes.map((one) => `-I${one}`),
    join(source, 'src', 'better_sqlite3.cpp'),
  ]
  await Promise.all([
    mustRun('gcc', [...common, join(sqlite, 'sqlite3.c'), '-o', object('sqlite3')]),
    mustRun('g++', [...common, ...addon, '-o', object('addon')]),
  ])
  await mustRun('g++', [
    ...['-shared', '-s', '-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL'],
    ...['-o', join(native, 'better_sqlite3.node'), object('addon'), object('sqlite3')],
    ...['-ldl', '-lpthread', '-lm'],
  ])
  await writeFile(join(native, 'redirect.cjs'), await strippedInside('redirect.ts'))
}

/** SQLite's compile-time options, as the package builds with them. */
async function definesOf(source: string): Promise<string[]> {
  const text = await readFile(join(source, 'deps', 'defines.gypi'), 'utf8')
  const defines = [...text.matchAll(/^\s*'([A-Z][A-Z0-9_]*(?:=[-\d]+)?)',$/gm)]
  if (defines.length < 20) throw new Error('better-sqlite3 has its options elsewhere now')
  return defines.map((match) => String(match[1]))
}
