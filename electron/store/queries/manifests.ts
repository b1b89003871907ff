import type { ManifestAnswer } from '#shared/contract/shipments.ts'
import { systemClock } from '../../clock.ts'
import { readManifest } from '../imports/manifest.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'

/** A supplier's list as it is shown before it is announced, with the tubes of it that are here already. */
export function readSuppliersList(db: ReadDb, text: string): ManifestAnswer {
  const read = readManifest(text, systemClock.offset)
  if (!read.ok) return { type: 'unreadable' }
  const { columns, taken, rows, findings } = read.value
  if (taken.code === undefined) return { type: 'no-codes', columns }
  const world = createWorld(db)
  return {
    type: 'read',
    rows: rows.map(({ line, code, material, tubeType, collectedAt, nanolitres }) => ({
      ...{ line, code, material, tubeType, collectedAt, nanolitres },
      isKnown: world.code(code).length > 0,
    })),
    findings,
  }
}
