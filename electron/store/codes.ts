import type { CodesFault } from '#shared/contract/studies.ts'
import { nextCodes } from '#shared/domain/study/codes.ts'
import { hasIdentifiers, type Identifiers } from '#shared/domain/study/identifiers.ts'
import { err, ok, type Result } from '#shared/lib/result.ts'
import type { StoreContext } from './context.ts'
import { codesAhead } from './labels/ahead-codes.ts'
import { getMeta, type MetaKey, setMeta } from './meta.ts'
import { type ReadDb, transact, type WriteDb } from './open.ts'
import { site } from './queries/people.ts'
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
    const set = setsOf(db, study).find(({ forms }) => forms.includes(form))
    if (!set) return err({ type: 'NoForm' })
    const bench = Number(getMeta(db, 'bench_number') ?? '1')
    const codes: string[] = []
    const printed = codesAhead(db)
    let next = countOf(db, form)
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

/** Its own forms, or those of the site where it has none. WRK-9 */
function setsOf(db: ReadDb, study: string): readonly Pick<Identifiers, 'forms' | 'check'>[] {
  const own = createWorld(db).identifiers(study)
  return hasIdentifiers(own) ? own : [{ forms: site(db)?.tubeCodes ?? [], check: 'none' }]
}

/** The first of a study's forms that new codes can be made of; null where none is. */
export function formInUse(db: ReadDb, study: string): string | null {
  for (const { forms, check } of setsOf(db, study)) {
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

/** Studies may share a form: what one of them was given counts for all. */
function countOf(db: ReadDb, form: string): number {
  const life = lifeOf(db)
  const counts = codeCounts(db)
    .filter(([key]) => key.slice(key.indexOf(':', PREFIX.length) + 1) === form)
    .map(([, text]) => JSON.parse(text) as Count)
  return Math.max(0, ...counts.map((one) => (one.life === life ? one.next : one.next + GAP)))
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
