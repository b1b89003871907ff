import { registerHooks } from 'node:module'

interface Patch {
  /** The end of a module's path. */
  readonly file: string
  readonly find: string
  readonly put: string
}

export interface Mutant {
  readonly says: string
  readonly patches: readonly Patch[]
  /** By this many schedules it must have been caught. */
  readonly within: number
}

/** Deliberate faults, each the opposite of one rule of the protocol. */
export const MUTANTS: Readonly<Record<string, Mutant>> = {}

export const isMutant = (name: string): boolean => Object.hasOwn(MUTANTS, name)

/**
 * From now on modules are loaded with the mutant's fault in them. A patch whose text is not there exactly
 * once is an error: a mutant that changes nothing would be caught by nothing.
 */
export function mutate(name: string): void {
  const { patches } = MUTANTS[name]!
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      const mine = patches.filter(({ file }) => url.endsWith(file))
      if (mine.length === 0) return loaded
      let source = String(loaded.source)
      for (const { file, find, put } of mine) {
        if (source.split(find).length !== 2)
          throw new Error(`${name}: not once in ${file}: ${find}`)
        source = source.replace(find, () => put)
      }
      return { ...loaded, source }
    },
  })
}
