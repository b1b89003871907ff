/** One row of the import table in docs/ARCHITECTURE.md. */
export interface Zone {
  readonly folder: string
  /** Folders whose modules it may import, apart from its own. */
  readonly imports: readonly string[]
  /** Whether `node:` modules may be imported. */
  readonly node: boolean
  /** Packages it may import (a list), or any but those (`{ but }`). */
  readonly packages: readonly string[] | { readonly but: readonly string[] }
  /** Whether it may ask the computer for the time or for chance. */
  readonly impure: boolean
}

const SHARED_PACKAGES = ['zod', '@orpc/contract', 'uuid']
const NATIVE = ['better-sqlite3', 'node-hid', 'serialport']
const SERVERS = ['fastify', 'ws', '@orpc/server', '@electric-sql/pglite']

const shared = (folder: string, imports: readonly string[]): Zone => ({
  folder: `shared/${folder}`,
  imports: imports.map((below) => `shared/${below}`),
  node: false,
  packages: SHARED_PACKAGES,
  impure: false,
})

export const ZONES: readonly Zone[] = [
  shared('lib', []),
  shared('domain', ['lib']),
  shared('scan', ['lib', 'domain']),
  shared('label', ['lib', 'domain']),
  shared('picture', ['lib', 'domain', 'scan']),
  shared('ledger', ['lib', 'domain']),
  shared('privacy', ['lib', 'domain', 'ledger']),
  shared('sync', ['lib', 'domain', 'scan', 'ledger']),
  shared('contract', ['lib', 'domain', 'scan', 'label', 'ledger', 'sync']),
  {
    folder: 'electron',
    imports: ['shared'],
    node: true,
    packages: { but: ['react', 'react-dom', 'fastify', 'playwright', 'vitest'] },
    impure: true,
  },
  {
    folder: 'renderer',
    imports: ['shared'],
    node: false,
    packages: { but: ['electron', 'kysely', ...NATIVE, ...SERVERS] },
    impure: true,
  },
  {
    folder: 'service',
    imports: ['shared'],
    node: true,
    packages: {
      but: ['electron', 'react', 'react-dom', 'node-hid', 'serialport', 'playwright', 'vitest'],
    },
    impure: true,
  },
  { folder: 'test', imports: [''], node: true, packages: { but: [] }, impure: true },
  { folder: 'benchmarks', imports: [''], node: true, packages: { but: [] }, impure: true },
]

/** The only product files that may import Electron; the rest of `electron` is plain Node. */
export const KNOW_ELECTRON: readonly string[] = [
  'electron/main.ts',
  'electron/preload.ts',
  'electron/bridge.ts',
  'electron/windows.ts',
  'electron/vault.ts',
]
