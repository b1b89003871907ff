import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseModule, readModules } from './support/architecture/modules.ts'
import { ZONES } from './support/architecture/table.ts'
import { violationsOf } from './support/architecture/violations.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** A module graph that breaks the table: path -> source. */
const graph = (files: Record<string, string>) =>
  violationsOf(Object.entries(files).map(([path, source]) => parseModule(path, source)))

describe('the import table', () => {
  test.each(ZONES.map((zone) => zone.folder))('sees files in %s', (folder) => {
    expect(readModules(ROOT, folder).length).toBeGreaterThan(0)
  })

  test.each(['electron/main.ts', 'electron/preload.ts'])('sees %s import electron', (path) => {
    const module = readModules(ROOT, 'electron').find((one) => one.path === path)
    expect(module?.imports.map((one) => one.specifier)).toContain('electron')
  })

  test('is kept by every module of the product, its tests and its benchmarks', () => {
    const folders = ['shared', 'electron', 'renderer', 'service', 'test', 'benchmarks']
    expect(violationsOf(folders.flatMap((folder) => readModules(ROOT, folder)))).toEqual([])
  })
})

describe('the check of the import table reports', () => {
  test.each([
    ['a lower layer that imports a higher one', 'shared/lib/a.ts', '../domain/b.ts'],
    ['siblings of one layer', 'shared/scan/a.ts', '../ledger/b.ts'],
    ['the ledger importing sync', 'shared/ledger/a.ts', '../sync/b.ts'],
    ['Node in shared', 'shared/domain/a.ts', 'node:crypto'],
    ['Node without its prefix', 'shared/domain/a.ts', 'fs'],
    ['Electron in shared', 'shared/contract/a.ts', 'electron'],
    ['an unlisted package in shared', 'shared/domain/a.ts', 'react'],
    ['Node in the renderer', 'renderer/a.tsx', 'node:path'],
    ['Electron in the renderer', 'renderer/a.tsx', 'electron'],
    ['SQLite in the renderer', 'renderer/a.tsx', 'better-sqlite3'],
    ['the renderer importing the host', 'renderer/a.tsx', '../electron/store/open.ts'],
    ['the host importing the renderer', 'electron/main.ts', '../renderer/app.tsx'],
    ['the host importing the service', 'electron/sync/a.ts', '../../service/push.ts'],
    ['the service importing the host', 'service/a.ts', '../electron/store/open.ts'],
    ['Electron in the store', 'electron/store/open.ts', 'electron'],
    ['Electron in sync', 'electron/sync/client.ts', 'electron/main'],
    ['Electron in devices', 'electron/devices/port.ts', 'electron'],
    ['Electron in the loopback host', 'electron/serve.ts', 'electron'],
    ['the product importing a test', 'electron/main.ts', '../test/support/a.ts'],
    ['the product importing a benchmark', 'service/main.ts', '../benchmarks/run.ts'],
    ['a way round by the alias', 'renderer/a.tsx', '#shared/../electron/main.ts'],
  ])('%s', (_, path, specifier) => {
    expect(graph({ [path]: `import { x } from '${specifier}'` })).toEqual([
      `${path} imports ${specifier}`,
    ])
  })

  test.each([
    ['a type import', "import type { x } from 'electron'"],
    ['a re-export', "export { x } from 'electron'"],
    ['an export of all', "export * from 'electron'"],
    ['an import for its effect', "import 'electron'"],
    ['a dynamic import', "const x = () => import('electron')"],
    ['a require', "const x = require('electron')"],
    ['a type in place', "let x: import('electron').App"],
  ])('%s', (_, source) => {
    expect(graph({ 'shared/lib/a.ts': source })).toEqual(['shared/lib/a.ts imports electron'])
  })

  test('a file outside every row', () => {
    expect(graph({ 'shared/misc/a.ts': '' })).toEqual([
      'shared/misc/a.ts belongs to no row of the import table',
    ])
  })

  test.each(['Date.now()', 'Math.random()', 'new Date()'])('%s in shared', (call) => {
    expect(graph({ 'shared/domain/a.ts': `export const x = ${call}` })).toHaveLength(1)
    expect(graph({ 'electron/sync/a.ts': `export const x = ${call}` })).toEqual([])
  })

  test('a cycle of imports at run time', () => {
    const files = {
      'shared/lib/a.ts': "import { b } from './b.ts'",
      'shared/lib/b.ts': "export { c } from './c.ts'",
      'shared/lib/c.ts': "import { type A } from './a.ts'",
    }
    expect(graph(files)).toEqual([
      'cycle: shared/lib/a.ts -> shared/lib/b.ts -> shared/lib/c.ts -> shared/lib/a.ts',
    ])
  })

  test('source that it cannot read', () => {
    expect(() => graph({ 'shared/lib/a.ts': 'import {' })).toThrow('shared/lib/a.ts')
  })
})

describe('the check of the import table permits', () => {
  test.each([
    ['shared/contract/a.ts', '../ledger/b.ts'],
    ['shared/domain/a.ts', 'zod'],
    ['electron/store/a.ts', '#shared/lib/b.ts'],
    ['electron/main.ts', 'electron'],
    ['renderer/a.tsx', 'zxing-wasm/reader/zxing_reader.wasm?url'],
    ['test/unit/a.test.ts', '../../renderer/b.tsx'],
  ])('%s to import %s', (path, specifier) => {
    expect(graph({ [path]: `import { x } from '${specifier}'` })).toEqual([])
  })

  test('types that refer to each other', () => {
    const files = {
      'shared/lib/a.ts': "import type { B } from './b.ts'",
      'shared/lib/b.ts': "import { a } from './a.ts'",
    }
    expect(graph(files)).toEqual([])
  })
})
