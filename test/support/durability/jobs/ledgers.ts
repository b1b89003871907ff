import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type EventRow, eventsOf, LivedIn, start } from '../../recovery/lived-in.ts'

const FORMATS = join(import.meta.dirname, '../../../fixtures/ledgers')

/** Folders with a ledger each, from which every round begins. */
export interface Ledgers {
  /** With a backup, and with work after it. */
  readonly sound: string
  /** The same with one event that nothing can bring back. */
  readonly damaged: string
  /** As an earlier version wrote it. */
  readonly older: string
  remove(): void
}

export function makeLedgers(): Ledgers {
  const lived = new LivedIn()
  lived.takeIn(30)
  lived.order.exchange(lived.bench, lived.other)
  lived.backUp()
  lived.takeIn(20)
  const folder = dirname(lived.kill())
  start(lived.file)
  const copy = (name: string) => {
    const to = mkdtempSync(join(tmpdir(), `frostkeep-${name}-`))
    cpSync(folder, to, { recursive: true })
    return to
  }
  const ledgers = { sound: copy('sound'), damaged: copy('damaged'), older: copy('older') }
  lived.remove()
  damage(join(ledgers.damaged, 'ledger.db'))
  start(join(ledgers.damaged, 'ledger.db'))
  rmSync(ledgers.older, { recursive: true })
  cpSync(join(FORMATS, '0003'), ledgers.older, { recursive: true })
  return {
    ...ledgers,
    remove: () => {
      for (const one of Object.values(ledgers)) rmSync(one, { recursive: true, force: true })
    },
  }
}

/** Changes what one of the last acts says: it came after the backup. */
function damage(file: string): void {
  const own = ownEventsOf(file).at(-5)!
  const bytes = readFileSync(file)
  const at = bytes.indexOf(own.body) + 20
  bytes[at] = bytes[at]! ^ 1
  writeFileSync(file, bytes)
}

/** The events of the chain that has the most of them. */
export function ownEventsOf(file: string): EventRow[] {
  const chains = Map.groupBy(eventsOf(file), ({ chain }) => chain)
  return [...chains.values()].toSorted((a, b) => b.length - a.length)[0]!
}
