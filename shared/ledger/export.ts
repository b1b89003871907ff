import type { Anchor } from './anchor.ts'
import { canonical, type Json } from './canonical.ts'
import type { ChainHead } from './chain.ts'
import { readChainName, withoutBranch } from './chain.ts'
import { PROTECTIONS, type Protection } from './seal.ts'

/**
 * The first line: whose ledger, when it was written out, and how many lines of each kind follow. `present` is
 * the chain of the bench's present life, the only one without gaps.
 */
export interface ExportHead extends HeadOfBoth {
  readonly aliases: number
  readonly bad_seals: number
  readonly lost: number
  readonly present: string | null
  readonly v: 2
}

/** As it was before a fact could have several envelopes; then no own chain has gaps. */
export interface FirstExportHead extends HeadOfBoth {
  readonly v: 1
}

interface HeadOfBoth {
  readonly bench: string
  readonly events: number
  readonly format: 'frostkeep-ledger'
  readonly made_at: number
  readonly orders: number
  readonly seals: number
  readonly stream: string | null
}

export type AnyExportHead = ExportHead | FirstExportHead

export interface ExportEvent {
  readonly t: 'event'
  readonly body: string
  readonly chain: string
  readonly hash: string
  readonly prev: string
  readonly seq: number
}

/** Another envelope of the event that stands in the last line of an event before it. */
export interface ExportAlias {
  readonly t: 'alias'
  readonly chain: string
  readonly hash: string
  readonly prev: string
  readonly seq: number
}

/** A position that a restored service has lost, with the place of the envelope that stood there. */
export interface ExportLost {
  readonly t: 'lost'
  readonly before: string
  readonly chain: string
  readonly epoch: string
  readonly hash: string
  readonly lost_at: number
  readonly pos: number
  readonly quarantine: string | null
  readonly receipt: string
  readonly received_at: number
  readonly running: string
  readonly seq: number
}

/**
 * A position of the common order, with the place in its chain of the envelope that stands there. Before a
 * service marked events there was no `quarantine`.
 */
export interface ExportOrder {
  readonly t: 'order'
  readonly chain: string
  readonly pos: number
  readonly received_at: number
  readonly receipt: string
  readonly running: string
  readonly seq: number
  readonly quarantine?: string | null
}

/** A seal that came with the link at a place and does not hold, as it came. */
export interface ExportBadSeal {
  readonly t: 'bad_seal'
  readonly chain: string
  readonly seal: string
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

export type ExportLine =
  | ExportEvent
  | ExportAlias
  | ExportLost
  | ExportOrder
  | ExportSeal
  | ExportBadSeal
  | ExportHeads
  | ExportEnd

/** The canonical text of a line, without its line feed. A body may hold text that is not NFC: it is a quotation. */
export function writeLine(line: AnyExportHead | ExportLine): string {
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
/** A branch stands under its own name: `<chain>#2` and so on. */
const line: Is = (value) =>
  chain(value) ||
  (typeof value === 'string' &&
    chain(withoutBranch(value)) &&
    /#([2-9]|[1-9][0-9]{1,5})$/.test(value))
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

const HEAD_1: Form = {
  bench: text,
  events: count,
  format: just('frostkeep-ledger'),
  made_at: whole,
  orders: count,
  seals: count,
  stream: orNull(text),
  v: just(1),
}

const HEAD_2: Form = {
  ...HEAD_1,
  aliases: count,
  bad_seals: count,
  lost: count,
  present: orNull(chain),
  v: just(2),
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

type Forms = Readonly<Partial<Record<ExportLine['t'], Form>>>

const FORMS_1: Forms = {
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

const word: Is = (value) => text(value) && value !== ''
const POSITION: Form = { ...FORMS_1.order, chain: line, quarantine: orNull(word) }

const FORMS_2: Forms = {
  event: { ...FORMS_1.event, chain: line },
  alias: { t: text, chain: line, hash: hex(64), prev: hex(64), seq: number },
  lost: { ...POSITION, before: hex(64), epoch: text, hash: hex(64), lost_at: whole },
  order: POSITION,
  seal: { ...FORMS_1.seal, chain: line },
  bad_seal: { t: text, chain: line, seal: text, seq: number },
  heads: {
    t: text,
    anchor: orNull(objectOf(ANCHOR)),
    heads: listOf(objectOf({ chain: line, hash: hex(64), seq: number })),
  },
  end: FORMS_1.end!,
}

export function readHead(text: string): AnyExportHead | null {
  const json = parsed(text)
  if (!hasForm(json, HEAD_1) && !hasForm(json, HEAD_2)) return null
  return sameText(json as AnyExportHead, text)
}

/**
 * Reads a line after the first, of an export of that version: exactly the text that would be written of what
 * it says, or null.
 */
export function readLine(text: string, v: AnyExportHead['v'] = 2): ExportLine | null {
  const json = parsed(text)
  const kind = (json as { t?: unknown } | null)?.t
  const forms = v === 1 ? FORMS_1 : FORMS_2
  const form =
    typeof kind === 'string' && Object.hasOwn(forms, kind) && forms[kind as ExportLine['t']]
  if (!form || !hasForm(json, form)) return null
  return sameText(json as ExportLine, text)
}

/** `canonical` throws on text that a ledger may not hold, such as half a surrogate pair. */
function sameText<T extends AnyExportHead | ExportLine>(value: T, line: string): T | null {
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
