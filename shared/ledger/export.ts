import type { Anchor } from './anchor.ts'
import { canonical, type Json } from './canonical.ts'
import type { ChainHead } from './chain.ts'
import { readChainName } from './chain.ts'
import { PROTECTIONS, type Protection } from './seal.ts'

/** The first line: whose ledger, when it was written out, and how many lines of each kind follow. */
export interface ExportHead {
  readonly bench: string
  readonly events: number
  readonly format: 'frostkeep-ledger'
  readonly made_at: number
  readonly orders: number
  readonly seals: number
  readonly stream: string | null
  readonly v: 1
}

export interface ExportEvent {
  readonly t: 'event'
  readonly body: string
  readonly chain: string
  readonly hash: string
  readonly prev: string
  readonly seq: number
}

/** A position of the common order, with the place in its chain of the event that stands there. */
export interface ExportOrder {
  readonly t: 'order'
  readonly chain: string
  readonly pos: number
  readonly received_at: number
  readonly receipt: string
  readonly running: string
  readonly seq: number
}

export interface ExportSeal {
  readonly t: 'seal'
  readonly at: number
  readonly chain: string
  readonly hash: string
  readonly key: string
  readonly protection: Protection
  readonly seq: number
  readonly sig: string
}

/** The end of every chain, sorted by name, and what stood in the anchor. */
export interface ExportHeads {
  readonly t: 'heads'
  readonly anchor: Anchor | null
  readonly heads: readonly (ChainHead & { readonly chain: string })[]
}

/** `sha256` is of every byte before this line. `key` and `sig` are null where the bench cannot sign. */
export interface ExportEnd {
  readonly t: 'end'
  readonly key: string | null
  readonly sha256: string
  readonly sig: string | null
}

export type ExportLine = ExportEvent | ExportOrder | ExportSeal | ExportHeads | ExportEnd

/** The canonical text of a line, without its line feed. A body may hold text that is not NFC: it is a quotation. */
export function writeLine(line: ExportHead | ExportLine): string {
  if (!('body' in line)) return canonical(line as unknown as Json)
  const { body, ...rest } = line
  return `{"body":${JSON.stringify(body)},${canonical(rest as unknown as Json).slice(1)}`
}

type Is = (value: unknown) => boolean
type Form = Readonly<Record<string, Is>>

const hex =
  (digits: number): Is =>
  (value) =>
    typeof value === 'string' && value.length === digits && /^[0-9a-f]*$/.test(value)
const text: Is = (value) => typeof value === 'string' && value.isWellFormed()
const whole: Is = (value) => Number.isSafeInteger(value)
const count: Is = (value) => Number.isSafeInteger(value) && (value as number) >= 0
const number: Is = (value) => Number.isSafeInteger(value) && (value as number) >= 1
const chain: Is = (value) => typeof value === 'string' && readChainName(value) !== null
const just =
  (wanted: unknown): Is =>
  (value) =>
    value === wanted
const orNull =
  (is: Is): Is =>
  (value) =>
    value === null || is(value)
const objectOf =
  (form: Form): Is =>
  (value) =>
    hasForm(value, form)
const listOf =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is)

/** Exactly the members of a form, each as the form says. */
function hasForm(value: unknown, form: Form): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const names = Object.keys(value)
  if (names.length !== Object.keys(form).length) return false
  return names.every((name) => {
    const is = Object.hasOwn(form, name) ? form[name] : undefined
    return is?.((value as Record<string, unknown>)[name]) === true
  })
}

const HEAD: Form = {
  bench: text,
  events: count,
  format: just('frostkeep-ledger'),
  made_at: whole,
  orders: count,
  seals: count,
  stream: orNull(text),
  v: just(1),
}

const ANCHOR: Form = {
  n: number,
  chain: text,
  seq: count,
  hash: hex(64),
  events: count,
  epoch: text,
  pos: count,
  running: hex(64),
}

const FORMS: Readonly<Record<ExportLine['t'], Form>> = {
  event: { t: text, body: text, chain, hash: hex(64), prev: hex(64), seq: number },
  order: {
    t: text,
    chain,
    pos: number,
    received_at: whole,
    receipt: hex(64),
    running: hex(64),
    seq: number,
  },
  seal: {
    t: text,
    at: whole,
    chain,
    hash: hex(64),
    key: hex(64),
    protection: (value) => (PROTECTIONS as readonly unknown[]).includes(value),
    seq: number,
    sig: hex(128),
  },
  heads: {
    t: text,
    anchor: orNull(objectOf(ANCHOR)),
    heads: listOf(objectOf({ chain, hash: hex(64), seq: number })),
  },
  end: { t: text, key: orNull(hex(64)), sha256: hex(64), sig: orNull(hex(128)) },
}

export function readHead(line: string): ExportHead | null {
  const json = parsed(line)
  if (!hasForm(json, HEAD)) return null
  return sameText(json as ExportHead, line)
}

/** Reads a line after the first: exactly the text that would be written of what it says, or null. */
export function readLine(line: string): ExportLine | null {
  const json = parsed(line)
  const kind = (json as { t?: unknown } | null)?.t
  if (typeof kind !== 'string' || !Object.hasOwn(FORMS, kind)) return null
  if (!hasForm(json, FORMS[kind as ExportLine['t']])) return null
  return sameText(json as ExportLine, line)
}

/** `canonical` throws on text that a ledger may not hold, such as half a surrogate pair. */
function sameText<T extends ExportHead | ExportLine>(value: T, line: string): T | null {
  try {
    return writeLine(value) === line ? value : null
  } catch {
    return null
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
