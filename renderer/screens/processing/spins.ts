import { createStore } from '../../app/store.ts'

/** One spin as it is written. */
export interface SpinForm {
  readonly g: string
  readonly minutes: string
  readonly celsius: string
  readonly brake: boolean
}

/** As many as one derivative is spun before it is taken off: a second spin is the most that SPREC knows. */
export const MOST_SPINS = 2

export const NEW_SPIN: SpinForm = { g: '', minutes: '', celsius: '20', brake: true }

export interface Preset {
  readonly name: string
  readonly spins: readonly SpinForm[]
}

const KEPT = 'frostkeep.processing.spins'

/** The spins that this bench has a name for. */
export const presets = createStore<readonly Preset[]>(loadPresets())

function loadPresets(): Preset[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]')
    return Array.isArray(all) ? all.flatMap(readPreset) : []
  } catch {
    return []
  }
}

function readPreset(one: unknown): Preset[] {
  const { name, spins } = Object(one)
  const read = readSpins(spins)
  return typeof name === 'string' && read.length > 0 ? [{ name, spins: read }] : []
}

export function readSpins(spins: unknown): SpinForm[] {
  if (!Array.isArray(spins)) return []
  return spins.slice(0, MOST_SPINS).flatMap((one) => {
    const { g, minutes, celsius, brake } = Object(one)
    const isText = [g, minutes, celsius].every((cell) => typeof cell === 'string')
    return isText ? [{ g, minutes, celsius, brake: brake === true }] : []
  })
}

/** The one of the same name is replaced. */
export function keepPreset(name: string, spins: readonly SpinForm[]): void {
  const others = presets.get().filter((one) => one.name !== name)
  set([...others, { name, spins }].toSorted((a, b) => a.name.localeCompare(b.name)))
}

export const dropPreset = (name: string): void =>
  set(presets.get().filter((one) => one.name !== name))

function set(all: readonly Preset[]): void {
  localStorage.setItem(KEPT, JSON.stringify(all))
  presets.set(all)
}
