import type { Identity, PlaceView } from '#shared/contract/views.ts'
import { fitsTubeCodes } from '#shared/domain/directory/facts.ts'
import { readPositionName } from '#shared/domain/position/names.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { readCommandCode } from '#shared/scan/command-codes.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'
import { personOfBadge, site } from './people.ts'
import { container, layoutOf, placeView } from './places.ts'

/**
 * What a scanned code names: a registered command, something known here, a position (`BX-20417/B3`, or
 * `B3` while a box is open), a badge, or nothing known.
 */
export function resolve(db: ReadDb, text: string, box: string | null): Identity {
  const command = readCommandCode(text)
  if (command) return { kind: 'command', command }
  const place = positionOf(db, text, box)
  return (
    bound(db, text) ??
    (place && { kind: 'position', place }) ??
    badge(db, text) ??
    unknown(db, text)
  )
}

function bound(db: ReadDb, text: string): Identity | null {
  const world = createWorld(db)
  const taken = inUse(world, text)
  const named = taken.length > 0 ? taken : world.code(text).slice(0, 1)
  const specimens = [...new Set(named.filter(({ of }) => of === 'specimen').map(({ id }) => id))]
  if (specimens.length > 1) return { kind: 'duplicate', code: text, specimens }
  if (specimens[0]) return { kind: 'specimen', specimen: specimens[0], code: text }
  const row = named[0] && container(db, named[0].id)
  return row
    ? {
        kind: 'container',
        container: row.id,
        containerKind: row.kind as Extract<Identity, { kind: 'container' }>['containerKind'],
        code: text,
      }
    : null
}

function positionOf(db: ReadDb, text: string, box: string | null): PlaceView | null {
  const slash = text.lastIndexOf('/')
  const named = slash > 0 ? createWorld(db).code(text.slice(0, slash))[0] : undefined
  const id = named?.of === 'container' ? named.id : slash < 0 ? box : null
  const row = id === null ? undefined : container(db, id)
  const layout = row && layoutOf(row)
  const index = layout ? readPositionName(layout, text.slice(slash + 1)) : null
  return id !== null && index !== null ? placeView(db, { container: id, index }) : null
}

function badge(db: ReadDb, text: string): Identity | null {
  const person = personOfBadge(db, text)
  return person && { kind: 'person', person: person.person, name: person.name }
}

const unknown = (db: ReadDb, code: string): Identity => ({
  kind: 'unknown',
  code,
  fits: fitsTubeCodes(site(db)?.tubeCodes ?? [], code),
})
