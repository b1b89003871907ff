import type { Identity, PlaceView } from '#shared/contract/views.ts'
import { fitsTubeCodes } from '#shared/domain/directory/facts.ts'
import { issuerOf } from '#shared/domain/directory/issuers.ts'
import { readBarePosition, readPositionName } from '#shared/domain/position/names.ts'
import { inUse } from '#shared/domain/specimen/rules.ts'
import { fitsStudy, hasIdentifiers } from '#shared/domain/study/identifiers.ts'
import type { World } from '#shared/domain/world.ts'
import { readCommandCode } from '#shared/scan/command-codes.ts'
import type { ReadDb } from '../open.ts'
import { createWorld } from '../world.ts'
import { holdersOfBadge, site, studies } from './people.ts'
import { container, layoutOf, placeView } from './places.ts'
import { spelt } from './spelling.ts'

/**
 * What a scanned code names: a registered command, something known here, a position (`BX-20417/B3`, or
 * `B3` while a box is open), a badge, what is bound in another spelling of the same, or nothing known. A code
 * that was bound and is free again counts as not known: it may be registered.
 */
export function resolve(db: ReadDb, text: string, box: string | null): Identity {
  const command = readCommandCode(text)
  if (command) return { kind: 'command', command }
  const place = positionOf(db, text, box)
  return (
    badge(db, text) ??
    bound(db, text) ??
    (place && { kind: 'position', place }) ??
    spelt(text, (spelling) => bound(db, spelling)) ??
    unknown(db, text)
  )
}

/** IDY-2: the code of a tube as it was bound, where a reading spells it otherwise; else the code as it was read. */
export function codeAsBound(db: ReadDb, text: string): string {
  const named = bound(db, text) === null && spelt(text, (spelling) => bound(db, spelling))
  return named && named.kind === 'specimen' ? named.code : text
}

function bound(db: ReadDb, text: string): Identity | null {
  const world = createWorld(db)
  const taken = inUse(world, text)
  const specimens = [...new Set(taken.filter(({ of }) => of === 'specimen').map(({ id }) => id))]
  const foreign = world
    .external(text)
    .flatMap(({ specimen }) => (world.specimen(specimen)?.undone === false ? specimen : []))
  // DIR-8: a code that names one tube here and another one elsewhere is of either.
  const named = [...new Set([...specimens, ...foreign])]
  if (named.length > 1) return { kind: 'duplicate', code: text, specimens: named }
  if (named[0]) return tubeNamed(world, named[0], text)
  const row = taken[0] && container(db, taken[0].id)
  return row
    ? {
        kind: 'container',
        container: row.id,
        containerKind: row.kind as Extract<Identity, { kind: 'container' }>['containerKind'],
        code: text,
      }
    : null
}

/** Under which code a tube goes here, where it was found by another one, and whose that is. DIR-8, WRK-14 */
function tubeNamed(world: World, specimen: string, code: string): Identity {
  const label = world.specimen(specimen)?.code
  const found = { kind: 'specimen', specimen, code } as const
  if (label === undefined || label === code) return found
  const of = world.external(code).find((one) => one.specimen === specimen)?.issuer
  const { external } = world.specimen(specimen) ?? {}
  const issuer = of ?? (external?.code === code ? external.issuer : undefined)
  return { ...found, label, ...(issuer !== undefined && { issuer }) }
}

function positionOf(db: ReadDb, text: string, box: string | null): PlaceView | null {
  const slash = text.lastIndexOf('/')
  const named = slash > 0 ? createWorld(db).code(text.slice(0, slash))[0] : undefined
  const id = named?.of === 'container' ? named.id : slash < 0 ? box : null
  const row = id === null ? undefined : container(db, id)
  const layout = row && layoutOf(row)
  const read = slash < 0 ? bareName(db) : readPositionName
  const index = layout ? read(layout, text.slice(slash + 1)) : null
  return id !== null && index !== null ? placeView(db, { container: id, index }) : null
}

/** A position without its box, unless the text is of the form of the site's tube codes or a study's. DIR-2 */
const bareName =
  (db: ReadDb): typeof readBarePosition =>
  (layout, text) => {
    const forms = site(db)?.tubeCodes ?? []
    const isOfSite = forms.length > 0 && fitsTubeCodes(forms, text)
    const isTube = isOfSite || studiesOf(db, text).fitting.length > 0
    return isTube ? null : readBarePosition(layout, text)
  }

/** A badge that two benches gave out apart is still a badge, and named after both. */
function badge(db: ReadDb, text: string): Identity | null {
  const holders = holdersOfBadge(db, text)
  const name = holders.map((person) => person.name).join(', ')
  return holders[0] ? { kind: 'person', person: holders[0].person, name } : null
}

/** What was bound once is a tube's code, whatever its form. STU-7 */
function unknown(db: ReadDb, code: string): Identity {
  const { fitting, isMischecked } = studiesOf(db, code)
  const world = createWorld(db)
  const isBound = world.code(code).length > 0
  return {
    kind: 'unknown',
    code,
    fits: fitting.length > 0 || isBound || fitsTubeCodes(site(db)?.tubeCodes ?? [], code),
    studies: fitting,
    wrongCheck: fitting.length === 0 && isMischecked,
    issuer: isBound || fitting.length > 0 ? null : issuerOf(world, [], code),
  }
}

/** Which studies' own codes look like one. A study that takes any says nothing of it. */
function studiesOf(
  db: ReadDb,
  code: string,
): { readonly fitting: readonly string[]; readonly isMischecked: boolean } {
  const world = createWorld(db)
  const fits = studies(db).flatMap(({ study }) => {
    const heads = world.identifiers(study)
    return hasIdentifiers(heads) ? { study, fit: fitsStudy(heads, code) } : []
  })
  return {
    fitting: fits.filter(({ fit }) => fit === 'fits').map(({ study }) => study),
    isMischecked: fits.some(({ fit }) => fit === 'check-digit'),
  }
}
