import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import type { Import, Module } from './modules.ts'
import { KNOW_ELECTRON, ZONES, type Zone } from './table.ts'

type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'node'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string }

/** Each thing in the modules that the import table forbids, as one sentence; empty when all is well. */
export function violationsOf(modules: readonly Module[]): string[] {
  return [...modules.flatMap(violationsOfModule), ...cyclesOf(modules)]
}

function violationsOfModule(module: Module): string[] {
  const zone = zoneOf(module.path)
  if (!zone) return [`${module.path} belongs to no row of the import table`]
  const found = module.imports.flatMap((one) => violationOfImport(module.path, zone, one))
  const impure = zone.impure ? [] : module.impure.map((what) => `${module.path} uses ${what}`)
  return [...found, ...impure]
}

function violationOfImport(path: string, zone: Zone, { specifier }: Import): string[] {
  return isPermitted(path, zone, targetOf(path, specifier)) ? [] : [`${path} imports ${specifier}`]
}

function isPermitted(path: string, zone: Zone, target: Target): boolean {
  switch (target.kind) {
    case 'node':
      return zone.node
    case 'file':
      return [zone.folder, ...zone.imports].some((folder) => isBelow(target.path, folder))
    case 'package':
      return mayUsePackage(path, zone, target.name)
  }
}

function mayUsePackage(path: string, zone: Zone, name: string): boolean {
  if (name === 'electron' && zone.folder === 'electron') return KNOW_ELECTRON.includes(path)
  return 'but' in zone.packages ? !zone.packages.but.includes(name) : zone.packages.includes(name)
}

/** What an import names. A query such as `?url` and a `.ts` ending are the bundler's business. */
export function targetOf(path: string, specifier: string): Target {
  const bare = specifier.replace(/[?].*$/, '')
  if (bare.startsWith('.')) {
    return { kind: 'file', path: posix.join(posix.dirname(path), bare) }
  }
  if (bare.startsWith('#')) return { kind: 'file', path: posix.normalize(bare.slice(1)) }
  if (bare.startsWith('node:') || builtinModules.includes(bare)) return { kind: 'node', name: bare }
  const [first = '', second = ''] = bare.split('/')
  return { kind: 'package', name: first.startsWith('@') ? `${first}/${second}` : first }
}

const zoneOf = (path: string): Zone | undefined => ZONES.find((zone) => isBelow(path, zone.folder))

/** Of the whole repository when `folder` is empty. */
const isBelow = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`)

/** Cycles of imports that are evaluated at load; a dynamic import comes later and cannot deadlock one. */
function cyclesOf(modules: readonly Module[]): string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const finished = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      cycles.push(`cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' -> ')}`)
      return
    }
    const module = byPath.get(path)
    if (!module || finished.has(path)) return
    for (const { specifier, kind } of module.imports) {
      const target = targetOf(path, specifier)
      if (kind === 'static' && target.kind === 'file') visit(target.path, [...trail, path])
    }
    finished.add(path)
  }
  for (const path of byPath.keys()) visit(path, [])
  return cycles
}
