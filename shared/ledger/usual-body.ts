import type { EventBody } from './body.ts'

/**
 * Whether a value is a body exactly as this version writes them, without any member that it does not know.
 * What is, `eventBody` reads as it stands; for all others that schema decides. A ledger has millions of
 * bodies, and asking the schema costs more than everything else that is done with one.
 */
export function isUsual(json: unknown): json is EventBody {
  return (
    isObject(json) &&
    hasOnly(json, MEMBERS) &&
    isId(json.uid) &&
    typeof json.type === 'string' &&
    TYPE.test(json.type) &&
    isWithin(json.v, 1, 999) &&
    (json.crit === undefined || json.crit === true) &&
    isListOf(json.ents, isName) &&
    json.ents.length > 0 &&
    json.ents.length <= 64 &&
    isBase(json.base) &&
    isWhen(json) &&
    isText(json.actor, 64) &&
    isPlace(json.seen) &&
    isCommand(json.cmd) &&
    (json.via === undefined || isVia(json.via)) &&
    isObject(json.data) &&
    isJson(json.data) &&
    (json.sig === undefined || isSignature(json.sig))
  )
}

type Members = { readonly [member: string]: unknown }

const MEMBERS = new Set(
  'uid type v crit ents base at tz off mono actor seen cmd via data sig'.split(' '),
)
const TYPE = /^[a-z_]+\.[a-z_]+$/
const ID = /^[0-9a-f-]{36}$/

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function hasOnly(value: Members, members: ReadonlySet<string>): boolean {
  for (const member in value) if (!members.has(member)) return false
  return true
}

const isId = (value: unknown): boolean => typeof value === 'string' && ID.test(value)

const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value.length <= most

const isWithin = (value: unknown, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most

const isName = (value: unknown): boolean =>
  typeof value === 'string' && value.length >= 3 && value.length <= 300

const isListOf = (
  value: unknown,
  isOne: (value: unknown) => boolean,
): value is readonly unknown[] => Array.isArray(value) && value.every(isOne)

function isBase(value: unknown): boolean {
  if (!isObject(value)) return false
  for (const name in value)
    if (!isName(name) || name === '__proto__' || !isListOf(value[name], isId)) return false
  return true
}

const isWhen = ({ at, tz, off, mono }: Members): boolean =>
  Number.isSafeInteger(at) && isText(tz, 64) && isWithin(off, -1440, 1440) && isPlace(mono)

/** A text and a count from 0, as positions in an order and times of a clock are given. */
const isPlace = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length === 2 &&
  isText(value[0], 64) &&
  isWithin(value[1], 0, Number.MAX_SAFE_INTEGER)

const COMMAND = new Set(['id', 'part', 'of'])
const isCommand = (value: unknown): boolean =>
  isObject(value) &&
  hasOnly(value, COMMAND) &&
  isId(value.id) &&
  isWithin(value.part, 1, Number.MAX_SAFE_INTEGER) &&
  isWithin(value.of, 1, Number.MAX_SAFE_INTEGER)

const VIA = new Set(['source', 'device'])
const isVia = (value: unknown): boolean =>
  isObject(value) && hasOnly(value, VIA) && isText(value.source, 16) && isText(value.device, 120)

const SIGNATURE = new Set(['key', 'sig'])
const isSignature = (value: unknown): boolean =>
  isObject(value) &&
  hasOnly(value, SIGNATURE) &&
  isText(value.key, 64) &&
  isText(value.sig, 128) &&
  (value.key as string).length === 64 &&
  (value.sig as string).length === 128

/** Any text may be parsed into a number that is none; all else that comes of JSON is JSON. */
function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isJson)
  for (const member in value)
    if (member === '__proto__' || !isJson((value as Members)[member])) return false
  return true
}
