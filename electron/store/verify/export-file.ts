import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { readLine } from '#shared/ledger/export.ts'
import { type Finding, MOST_TUBES, type VerifyReport } from '#shared/ledger/findings.ts'
import { type Said, said } from '#shared/ledger/verify-chain.ts'
import { createExportVerifier, type ExportVerified } from '#shared/ledger/verify-export.ts'
import { verifySignature } from '../../ed25519.ts'
import { sha256, sha256Text } from '../../sha256.ts'
import type { FullOptions } from './full.ts'
import { actorsOf, entitiesOf, specimensOf } from './tubes.ts'

/** Checks an exported ledger from its first line to its last. Null when it was cancelled. */
export function verifyExport(file: string, options: FullOptions = {}): VerifyReport | null {
  const started = performance.now()
  const verified = readAll(file, options)
  if (!verified) return null
  const { head, end, findings, ...rest } = verified
  return {
    level: 'full',
    kind: 'export',
    made: head && { at: head.made_at, bench: head.bench, key: end?.key ?? null },
    sound: findings.length === 0,
    ...rest,
    rows: 0,
    findings,
    notes: notesOf(verified),
    ...aboutFindings(file, findings),
    seconds: (performance.now() - started) / 1000,
  }
}

function notesOf({ chains, end }: ExportVerified): VerifyReport['notes'] {
  const seals = chains.flatMap(({ sealed }) => sealed ?? [])
  return [
    ...(seals.length === 0 ? (['no-seal'] as const) : []),
    ...(seals.some(({ protection }) => protection === 'file')
      ? (['key-unprotected'] as const)
      : []),
    ...(end?.sig === null ? (['export-unsigned'] as const) : []),
  ]
}

/** After so many lines somebody is told, and asked whether to go on. */
const STEP = 5_000

function readAll(file: string, { progress, isCancelled }: FullOptions): ExportVerified | null {
  const verifier = createExportVerifier({ sha256, sha256Text, verifySignature })
  const before = createHash('sha256')
  let last: Buffer | null = null
  let lines = 0
  for (const { bytes, done, of } of linesOf(file)) {
    if (last) before.update(last)
    last = bytes
    verifier.line(textOf(bytes))
    lines++
    if (lines % STEP !== 0) continue
    progress?.(done, of)
    if (isCancelled?.()) return null
  }
  return verifier.end(before.digest(), last?.at(-1) === LINE_FEED)
}

/** The tubes that depend on a bad event and the people who are said to have acted, as its events name them. */
function aboutFindings(
  file: string,
  findings: readonly Finding[],
): Pick<VerifyReport, 'tubes' | 'people'> {
  const specimens = [...specimensOf(entitiesOf(findings))].slice(0, MOST_TUBES)
  const codes = new Map(specimens.map((id) => [id, id]))
  const people = new Map<string, string>()
  const actors = actorsOf(findings)
  if (actors.size > 0)
    for (const { bytes } of linesOf(file)) {
      if (!NAMING.some((type) => bytes.includes(type))) continue
      const { specimen, code, person, name } = dataOf(textOf(bytes) ?? '')
      if (isText(specimen) && isText(code) && codes.has(specimen)) codes.set(specimen, code)
      if (isText(person) && isText(name) && actors.has(person)) people.set(person, name)
    }
  return { tubes: [...new Set(codes.values())].sort(), people: Object.fromEntries(people) }
}

/** The events that say what a tube's code is, and what a person is called. */
const NAMING = ['specimen.accessioned', 'person.added'] as const

function dataOf(text: string): Said {
  const line = readLine(text)
  return (line?.t === 'event' && (said(line.body)?.data as Said | undefined)) || {}
}

const isText = (value: unknown): value is string => typeof value === 'string'

const LINE_FEED = 10
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of a line without its line feed; null where it is no UTF-8. */
function textOf(line: Buffer): string | null {
  try {
    return decoder.decode(line.at(-1) === LINE_FEED ? line.subarray(0, -1) : line)
  } catch {
    return null
  }
}

const CHUNK = 1 << 20
/** No line of an export is so long; what is, is not gathered any further. */
const LONGEST = 1 << 24

/** The lines of a file with their line feeds, in one piece each; how far, in bytes. */
function* linesOf(file: string): Generator<{ bytes: Buffer; done: number; of: number }> {
  const handle = openSync(file, 'r')
  try {
    const of = fstatSync(handle).size
    let rest: Buffer = Buffer.alloc(0)
    let done = 0
    for (;;) {
      const chunk = Buffer.alloc(CHUNK)
      const read = readSync(handle, chunk, 0, CHUNK, null)
      if (read === 0) break
      done += read
      const bytes: Buffer = Buffer.concat([rest, chunk.subarray(0, read)])
      let from = 0
      for (let to = bytes.indexOf(LINE_FEED); to >= 0; to = bytes.indexOf(LINE_FEED, from)) {
        yield { bytes: bytes.subarray(from, to + 1), done, of }
        from = to + 1
      }
      rest = bytes.subarray(from)
      if (rest.length < LONGEST) continue
      yield { bytes: rest, done, of }
      rest = Buffer.alloc(0)
    }
    if (rest.length > 0) yield { bytes: rest, done, of }
  } finally {
    closeSync(handle)
  }
}
