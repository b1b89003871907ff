import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { specimenData } from '../../support/domain/facts.ts'
import { TestBench } from '../../support/store/test-bench.ts'
import { testId } from '../../support/sync/events.ts'

let bench: TestBench
beforeEach(() => {
  bench = new TestBench().found()
})
afterEach(() => bench.remove())

interface Known {
  readonly id: string
  readonly code: string
  readonly accession: string
  readonly donor: string | null
  readonly out: boolean
}

/** Registers specimens of these codes; every third has a donor, every fourth is out. */
function register(codes: readonly string[]): void {
  for (const [i, code] of codes.entries()) {
    const specimen = bench.newId()
    const donor = i % 3 === 0 ? `D-${code.slice(0, 4).trim()}-77` : null
    const done = bench.act('accession', specimenData(specimen, { code, donor }))
    if (done.ok && i % 4 === 0) bench.act('checkOut', { specimen, reason: null })
  }
}

const known = (): Known[] =>
  bench
    .rows<Known>(
      `SELECT id, code, accession, donor, EXISTS (
         SELECT 1 FROM tube_claim WHERE specimen = id AND state = 'out') AS out
       FROM specimen ORDER BY n DESC`,
    )
    .map((row) => ({ ...row, out: Boolean(row.out) }))

/** What a search must find, by the definition of the words. */
function expected(text: string, out: boolean): string[] {
  const part = text.trim().toLowerCase()
  const has = (value: string) =>
    part.length < 3 ? value.toLowerCase().startsWith(part) : value.toLowerCase().includes(part)
  return known()
    .filter((row) => !out || row.out)
    .filter(({ code, accession, donor }) => {
      return has(code) || has(accession) || donor?.toLowerCase() === part
    })
    .map(({ id }) => id)
}

/** All pages of a search, with something done between every two of them. */
function found(text: string, out = false, between: () => void = () => {}): string[] {
  const ids: string[] = []
  let after: string | null = null
  do {
    const page = bench.reader.specimens({ text, out, limit: 3, after })
    ids.push(...page.rows.map(({ specimen }) => specimen))
    after = page.next
    between()
  } while (after !== null)
  return ids
}

const CODES = fc.array(fc.stringMatching(/^[FXfx01"%_*-]{1,9}$/), { minLength: 1, maxLength: 14 })

describe('a search', () => {
  test('finds what has the text in it, in the index or not yet in it, each once, on every page', () => {
    let searches = 0
    fc.assert(
      fc.property(CODES, fc.nat(14), fc.boolean(), (codes, some, out) => {
        register(codes.slice(0, some))
        while (bench.writer.tidy());
        register(codes.slice(some))
        const texts = new Set(codes.flatMap((code) => [code, code.slice(0, 2), code.slice(1, 5)]))
        for (const text of texts) {
          const ids = found(text, out)
          expect([...ids].sort()).toEqual(expected(text, out).sort())
          if (text.trim().length > 2) expect(ids).toEqual(expected(text, out))
          searches++
        }
      }),
      { numRuns: 30 },
    )
    expect(searches).toBeGreaterThan(100)
  })

  test('repeats and hides nothing while specimens come in and go into the index', () => {
    register(Array.from({ length: 20 }, (_, i) => `FX-${String(i).padStart(3, '0')}`))
    let more = 100
    for (const text of ['fx-', 'fx', '']) {
      const there = new Set(expected(text, false))
      const ids = found(text, false, () => {
        register([`FX-N${more++}`])
        bench.writer.tidy()
      })
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of there) expect(ids).toContain(id)
    }
  })

  test('takes what is typed as a text, whatever it would mean to the index', () => {
    register(['AB"CD', "X' OR 1", 'NEAR(1 2)', 'a*b*c', 'code:FX1'])
    bench.writer.tidy()
    const codes = (text: string) =>
      bench.reader.specimens({ text, limit: 9, after: null }).rows.map(({ code }) => code)
    expect(codes('b"c')).toEqual(['AB"CD'])
    expect(codes("' OR")).toEqual(["X' OR 1"])
    expect(codes('near(')).toEqual(['NEAR(1 2)'])
    expect(codes('*b*')).toEqual(['a*b*c'])
    expect(codes('code:F')).toEqual(['code:FX1'])
    expect(codes('NOT FX1')).toEqual([])
    expect(codes('a*b OR')).toEqual([])
  })

  test('counts up to 1,000, and says that there are more', () => {
    const data = [...Array(1_003).keys()].map((n) => specimenData(testId('6', n), codeOf(n)))
    for (const one of data) bench.act('accession', one)
    expect(page('QQ-')).toMatchObject({ total: 1_000, isMore: true })
    expect(page('QQ-0')).toMatchObject({ total: 1_000, isMore: false })
    expect(page('')).toMatchObject({ total: 1_003, isMore: false })
  })

  test('finds the one of many that end alike, and all of many that are alike', () => {
    register(Array.from({ length: 260 }, (_, i) => `A${i}-00001`))
    register(Array.from({ length: 1_250 }, (_, i) => `B-00001${i}`))
    while (bench.writer.tidy());
    expect(page('A5-00001').rows.map(({ code }) => code)).toEqual(['A5-00001'])
    expect(page('A5-00001')).toMatchObject({ total: 1, isMore: false, next: null })
    expect(page('B-00001')).toMatchObject({ total: 1_000, isMore: true })
    expect(found('A11-00001')).toEqual(expected('A11-00001', false))
    expect(found('9-00001')).toEqual(expected('9-00001', false))
  })

  test('finds a donor by the whole pseudonym alone, and the index holds nothing of it', () => {
    bench.act('accession', specimenData(testId('5', 1), { code: 'FX1', donor: 'D-7K2M-9QXA' }))
    bench.writer.tidy()
    expect(page('d-7k2m-9qxa').rows).toHaveLength(1)
    expect(page('7K2M').rows).toHaveLength(0)
    const terms = bench.db
      .prepare('SELECT count(*) FROM specimen_text WHERE specimen_text MATCH \'"7k2"\'')
      .pluck()
    expect(terms.get()).toBe(0)
  })
})

const codeOf = (n: number) => ({ code: n < 1_000 ? `QQ-0${n}` : `QQ-1${n}` })
const page = (text: string) => bench.reader.specimens({ text, limit: 3, after: null })

describe('the search index', () => {
  const isSound = (): boolean => {
    const check = "INSERT INTO specimen_text(specimen_text, rank) VALUES ('integrity-check', 1)"
    try {
      bench.db.prepare(check).run()
      return true
    } catch {
      return false
    }
  }

  test('agrees with the specimens after records were changed in it', () => {
    register(['FX-1', 'FX-2', 'FX-3', 'FX-4'])
    expect(isSound()).toBe(false)
    bench.writer.tidy()
    expect(isSound()).toBe(true)
    const [last] = bench.reader.recent(1)
    expect(bench.act('undo', { command: last!.command }).ok).toBe(true)
    expect(isSound()).toBe(true)
    bench.writer.rebuild()
    bench.writer.tidy()
    expect(isSound()).toBe(true)
  })

  test('would be found wrong if a code had changed behind it', () => {
    register(['FX-1'])
    bench.writer.tidy()
    bench.damaged = true
    bench.db.exec("UPDATE specimen SET code = 'FX-9'")
    expect(isSound()).toBe(false)
  })
})
