import type { CodesFault } from '#shared/contract/studies.ts'
import { nextCodes } from '#shared/domain/study/codes.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from './context.ts'
import { codesAhead } from './labels/ahead.ts'
import { getMeta, type MetaKey, setMeta } from './meta.ts'
import { type ReadDb, transact, type WriteDb } from './open.ts'
import { statement } from './sql.ts'
import { createWorld } from './world.ts'

export interface CodesAsked {
  readonly study: string
  readonly form: string
  readonly n: number
}

/** What a bench that was brought back may have given out since its copy was made. */
const GAP = 1000

/**
 * STU-8: new codes of one of a study's forms. They are given out once: the count is on the disk before anybody has
 * them, and a new life of this bench leaves a gap where its count may be old. What is bound, or stands on a label, already is passed over.
 */
export function giveCodes(
  store: Pick<StoreContext, 'db'>,
  { study, form, n }: CodesAsked,
): Result<readonly string[], CodesFault> {
  const { db } = store
  return transact(db, () => {
    const world = createWorld(db)
    const set = world.identifiers(study).find(({ forms }) => forms.includes(form))
    if (!set) return err({ type: 'NoForm' })
    const bench = Number(getMeta(db, 'bench_number') ?? '1')
    const codes: string[] = []
    const printed = codesAhead(db)
    let next = countOf(db, study, form)
    const isFree = (code: string) => world.code(code).length === 0 && !printed.has(code)
    while (codes.length < n) {
      const made = nextCodes(form, set.check, bench, next, 1)
      if (!made) return err({ type: 'NoRoom' })
      next = made.next
      codes.push(...made.codes.filter(isFree))
    }
    setMeta(db, keyOf(study, form), JSON.stringify({ life: lifeOf(db), next } satisfies Count))
    return ok(codes)
  })
}

/** The first of a study's forms that new codes can be made of; null where none is. */
export function formInUse(db: ReadDb, study: string): string | null {
  for (const { forms, check } of createWorld(db).identifiers(study)) {
    const form = forms.find((one) => nextCodes(one, check, 1, 0, 1) !== null)
    if (form !== undefined) return form
  }
  return null
}

interface Count {
  readonly life: number
  readonly next: number
}

const PREFIX = 'codes:'
const keyOf = (study: string, form: string): MetaKey => `${PREFIX}${study}:${form}`
const lifeOf = (db: ReadDb): number => Number(getMeta(db, 'incarnation') ?? '1')

function countOf(db: ReadDb, study: string, form: string): number {
  const text = getMeta(db, keyOf(study, form))
  const { life, next } = text === null ? { life: 1, next: 0 } : (JSON.parse(text) as Count)
  return life === lifeOf(db) ? next : next + GAP
}

/** The counts of a ledger that another one takes the place of, or that was found: the highest is gone on from. */
export function raiseCodes(
  db: WriteDb,
  counts: readonly (readonly [key: string, value: string])[],
): void {
  for (const [key, value] of counts) {
    if (!isCount(key)) continue
    const known = getMeta(db, key)
    if (known === null || (JSON.parse(known) as Count).next < (JSON.parse(value) as Count).next)
      setMeta(db, key, value)
  }
}

const isCount = (key: string): key is MetaKey & `codes:${string}` => key.startsWith(PREFIX)

export const codeCounts = (db: ReadDb): (readonly [string, string])[] =>
  statement(db, "SELECT key, value FROM meta WHERE key >= 'codes:' AND key < 'codes;'")
    .raw()
    .all() as [string, string][]
