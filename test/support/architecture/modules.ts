import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { parseSync, Visitor } from 'vite'

export interface Import {
  readonly specifier: string
  /** `type`: gone at run time. `static`: evaluated before the module. `dynamic`: evaluated when reached. */
  readonly kind: 'type' | 'static' | 'dynamic'
}

export interface Module {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly imports: readonly Import[]
  /** Where the module reads a clock or draws a random number by itself, e.g. `Date.now`. */
  readonly impure: readonly string[]
}

const SOURCE = /\.(ts|tsx|mts|cts|js|mjs|cjs)$/
const IMPURE = new Set(['Date.now', 'Math.random', 'performance.now'])

/** Every module below the given folder of the repository; none when the folder isn't there. */
export function readModules(root: string, folder: string): Module[] {
  return sourcesBelow(join(root, folder)).map((file) => {
    const path = relative(root, file).split(sep).join('/')
    return parseModule(path, readFileSync(file, 'utf8'))
  })
}

/** Throws when the source is not TypeScript: an unread import must never pass as a permitted one. */
export function parseModule(path: string, source: string): Module {
  const { module, program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const imports: Import[] = []
  const impure: string[] = []
  for (const { moduleRequest, start } of module.staticImports) {
    imports.push({ specifier: moduleRequest.value, kind: kindAt(source, start) })
  }
  for (const { entries, start } of module.staticExports) {
    const from = entries.find((entry) => entry.moduleRequest)?.moduleRequest
    if (from) imports.push({ specifier: from.value, kind: kindAt(source, start) })
  }
  new Visitor({
    ImportExpression: ({ source: from }) => {
      if (from.type === 'Literal') imports.push({ specifier: String(from.value), kind: 'dynamic' })
    },
    TSImportType: ({ source: from }) => {
      imports.push({ specifier: from.value, kind: 'type' })
    },
    CallExpression: ({ callee, arguments: [from] }) => {
      const isRequire = callee.type === 'Identifier' && callee.name === 'require'
      if (isRequire && from?.type === 'Literal') {
        imports.push({ specifier: String(from.value), kind: 'dynamic' })
      }
    },
    MemberExpression: ({ start, end }) => {
      const text = source.slice(start, end)
      if (IMPURE.has(text)) impure.push(text)
    },
    NewExpression: ({ callee, arguments: given }) => {
      if (callee.type === 'Identifier' && callee.name === 'Date' && given.length === 0) {
        impure.push('new Date()')
      }
    },
  }).visit(program)
  return { path, imports, impure }
}

/** `import { type A }` still loads its module; only `import type` and `export type` are erased. */
function kindAt(source: string, start: number): Import['kind'] {
  return /^(import|export)\s+type\s+(?!from\b)/.test(source.slice(start, start + 40))
    ? 'type'
    : 'static'
}

function sourcesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
