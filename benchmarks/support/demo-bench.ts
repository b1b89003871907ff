import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Material } from '#shared/domain/words.ts'
import { assert } from '#shared/lib/assert.ts'
import { systemClock } from '../../electron/clock.ts'
import { migrate } from '../../electron/store/migrations/index.ts'
import { openWriter, type WriteDb } from '../../electron/store/open.ts'
import { people, studies } from '../../electron/store/queries/people.ts'
import { createWriter, type Writer } from '../../electron/store/writer.ts'

/** The demo biobank in a folder, written to by the product's own writer without a thread of its own. */
export interface DemoBench {
  readonly db: WriteDb
  readonly file: string
  readonly writer: Writer
  readonly actor: string
  readonly study: string
}

/** Opens the ledger of a folder, and makes the demo biobank where there is none. */
export function openDemoBench(folder: string): DemoBench {
  const file = join(folder, 'ledger.db')
  const db = openWriter(file)
  migrate(db)
  const writer = createWriter(
    { db, clock: systemClock, newId: v7 },
    { say: () => {}, isCancelled: () => false },
  )
  if (writer.facts().stream === null) writer.foundDemo()
  db.pragma('wal_checkpoint(TRUNCATE)')
  const manager = people(db).find(({ role }) => role === 'manager')
  assert(manager, 'a manager in the demo biobank')
  return { db, file, writer, actor: manager.person, study: studies(db)[0]!.study }
}

const VIA = { source: 'setup', device: '' } as const

/** Adds empty 9 x 9 boxes to racks with room and gives back their ids, in the order of their codes. */
export function addBoxes(
  { db, writer, actor }: DemoBench,
  count: number,
  holds: Material,
): string[] {
  const free = freePlaces(db).slice(0, count)
  assert(free.length === count, `room for ${count} boxes`)
  const containers = free.map((place, i) => {
    const code = `BX-9${String(i).padStart(4, '0')}`
    const common = { name: code, code, holds: [holds], celsius: null }
    return { container: v7(), kind: 'box' as const, place, layout: NINE, ...common }
  })
  const made = writer.execute(actor, { type: 'createContainers', id: v7(), via: VIA, containers })
  assert(made.ok, 'boxes that can be added')
  return containers.map(({ container }) => container)
}

const NINE = { rows: 9, columns: 9, scheme: 'letters-numbers', fill: 'rows-top-left' } as const

function freePlaces(db: WriteDb): { container: string; index: number }[] {
  const racks = db.prepare("SELECT id, layout FROM container WHERE kind = 'rack' ORDER BY id").all()
  const taken = db.prepare('SELECT idx FROM container WHERE parent = ?').pluck()
  return (racks as { id: string; layout: string }[]).flatMap(({ id, layout }) => {
    const used = new Set(taken.all(id))
    const { rows, columns } = JSON.parse(layout) as { rows: number; columns: number }
    const indexes = Array.from({ length: rows * columns }, (_, index) => index)
    return indexes.filter((i) => !used.has(i)).map((index) => ({ container: id, index }))
  })
}
