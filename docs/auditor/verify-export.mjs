#!/usr/bin/env node
// Verifies an export of a Frostkeep ledger:   node verify-export.mjs EXPORT
//
// Written to be read: one file, no packages, no network, none of the program's own code. It follows
// docs/ledger-format.md and nothing else. Needs Node 20 or later. The last line that it prints is JSON;
// the exit code is 0 when everything holds, 1 when something does not, 2 when the file cannot be read.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'

// ---- Bytes ------------------------------------------------------------------------------------------
// Everything is hashed as bytes: texts in UTF-8, numbers as eight bytes, hashes as they are.
const hex = (text) => Buffer.from(text, 'hex')
const u64 = (n) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt.asUintN(64, BigInt(n)))
  return bytes
}
const named = (text) => {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(Buffer.byteLength(text))
  return Buffer.concat([length, Buffer.from(text)])
}
const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

// Ed25519 (RFC 8032). The twelve bytes before the key are what every such key begins with (RFC 8410).
const isSignedBy = (key, message, sig) => {
  const der = Buffer.concat([hex('302a300506032b6570032100'), hex(key)])
  return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), hex(sig))
}

// ---- Form -------------------------------------------------------------------------------------------
// There is one way only to write a thing down: members sorted by name, no blanks. So nothing can be
// hidden in a line, and a line that reads the same is the same.
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

// What is signed may hold no other numbers than whole ones, and no text that could be written in another way:
// else two readers might take the same signature for two things.
const isProper = (value) => {
  if (typeof value === 'number') return Number.isSafeInteger(value)
  if (typeof value === 'string') return text(value) && value === value.normalize('NFC')
  if (typeof value !== 'object' || value === null) return true
  return Object.keys(value).every(isProper) && Object.values(value).every(isProper)
}

const digits = (count) => (v) => typeof v === 'string' && new RegExp(`^[0-9a-f]{${count}}$`).test(v)
const text = (v) => typeof v === 'string' && v.isWellFormed?.() !== false
const from = (least) => (v) => Number.isSafeInteger(v) && v >= least
const integer = from(Number.MIN_SAFE_INTEGER)
const orNull = (is) => (v) => v === null || is(v)
const chainName = (v) => text(v) && /^[0-9a-f-]{36}~[1-9][0-9]{0,8}:[0-9a-f-]{36}$/.test(v)
// Where two links claim one place of a chain, the second stands in a branch: `<chain>#2` and so on.
const ownName = (name) => name.replace(/#[0-9]+$/, '')
const lineName = (v) =>
  chainName(v) || (text(v) && chainName(ownName(v)) && /#([2-9]|[1-9][0-9]{1,5})$/.test(v))
const hasForm = (form) => (v) =>
  typeof v === 'object' &&
  v !== null &&
  Object.keys(v).sort().join() === Object.keys(form).sort().join() &&
  Object.keys(form).every((name) => form[name](v[name]))

const PROTECTIONS = ['file', 'keychain', 'passphrase']
const hash = digits(64)
const count = from(0)
const place = { t: text, chain: chainName, seq: from(1) }
const end = { chain: text, seq: count, hash }
const isHead = hasForm({ chain: chainName, seq: from(1), hash })
const isAnchor = hasForm({
  ...end,
  n: from(1),
  events: count,
  epoch: text,
  pos: count,
  running: hash,
})
const FIRST = {
  bench: text,
  format: (v) => v === 'frostkeep-ledger',
  v: (v) => v === 1,
  stream: orNull(text),
  made_at: integer,
  events: count,
  orders: count,
  seals: count,
}
// The first version: every fact has one envelope, and a bench's own chains have no gaps.
const FORMS_1 = {
  first: FIRST,
  event: { ...place, prev: hash, hash, body: text },
  order: { ...place, pos: from(1), running: hash, received_at: integer, receipt: hash },
  seal: {
    ...place,
    hash,
    key: hash,
    sig: digits(128),
    at: integer,
    protection: (v) => PROTECTIONS.includes(v),
  },
  heads: { t: text, heads: (v) => Array.isArray(v) && v.every(isHead), anchor: orNull(isAnchor) },
  end: { t: text, sha256: hash, key: orNull(hash), sig: orNull(digits(128)) },
}

const isHead2 = hasForm({ chain: lineName, seq: from(1), hash })
const inLine = { chain: lineName }
const position = { ...FORMS_1.order, ...inLine, quarantine: orNull((v) => text(v) && v !== '') }
const FORMS_2 = {
  first: {
    ...FIRST,
    v: (v) => v === 2,
    aliases: count,
    lost: count,
    bad_seals: count,
    present: orNull(chainName),
  },
  event: { ...FORMS_1.event, ...inLine },
  alias: { ...place, ...inLine, prev: hash, hash },
  lost: { ...position, epoch: text, hash, before: hash, lost_at: integer },
  order: position,
  seal: { ...FORMS_1.seal, ...inLine },
  bad_seal: { ...place, ...inLine, seal: text },
  heads: { ...FORMS_1.heads, heads: (v) => Array.isArray(v) && v.every(isHead2) },
  end: FORMS_1.end,
}

const parsed = (line) => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

// What a line says, or undefined where it is no line of this format. All of it but a body, which is a
// quotation and may hold any text, is kept in composed form (NFC).
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const readLine = (bytes, isFirst) => {
  try {
    const line = utf8.decode(bytes)
    const { body, ...rest } = parsed(line)
    const value = body === undefined ? rest : { body, ...rest }
    const forms = (isFirst ? rest.v : seen.first?.v) === 1 ? FORMS_1 : FORMS_2
    const kind = isFirst ? 'first' : Object.keys(forms).find((one) => one === rest.t)
    const isNfc = canonical(rest) === canonical(rest).normalize('NFC')
    return hasForm(forms[kind])(value) && canonical(value) === line && isNfc ? value : undefined
  } catch {
    return undefined
  }
}
const KINDS = ['event', 'lost', 'order', 'seal', 'bad_seal', 'heads', 'end']
const rankOf = (kind) => KINDS.indexOf(kind === 'alias' ? 'event' : kind)

// ---- What has been read, and what does not hold of it -----------------------------------------------
const ZEROES = '0'.repeat(64)
const faults = []
const seen = { first: null, heads: null, end: null, act: 0, kind: 0, last: null }
const counted = { event: 0, alias: 0, lost: 0, order: 0, seal: 0, bad_seal: 0 }
const order = { pos: 0, running: [ZEROES], receipt: [ZEROES], isBad: false, all: new Map() }
const placed = new Set() // the events that have a place in it, by their number in the file
const lost = new Set() // those that had one which a restored service has lost
const lostPlaces = new Set()
const chains = new Map()

const chainOf = (name) => {
  const isOwn = seen.first !== null && name.slice(0, 36) === seen.first.bench
  const isBranch = name !== ownName(name)
  const isDense = seen.first?.v === 2 ? name === seen.first.present : isOwn
  const made = { isOwn, isBranch, isDense, seq: 0, events: 0, ends: [ZEROES], isBad: false }
  const links = new Map(isBranch ? [] : [[0, { hash: ZEROES, given: ZEROES, isWhole: true }]])
  if (!chains.has(name))
    chains.set(name, { ...made, links, keys: new Set(), signers: new Map(), sealed: null })
  return chains.get(name)
}
const hashAt = (name, seq) => (seq > 0 ? chains.get(name)?.links.get(seq)?.hash : undefined)
const eventAt = (name, seq) => chains.get(name)?.links.get(seq)?.event

// ---- Events -----------------------------------------------------------------------------------------
// The hash covers chain, number, the hash of the event before (`prev`) and the body. To change an event
// one would have to change every later one of its chain, up to one that a seal or a witness has kept.
const envelopeHash = ({ chain, seq, body }, prev) =>
  sha256('evt1', named(ownName(chain)), u64(seq), hex(prev), sha256(body)).toString('hex')

function readEvent(e) {
  seen.last = { body: e.body, number: counted.event }
  const chain = chainOf(e.chain)
  chain.events++
  const bad = readLink(chain, e, false)
  blame(e.chain, e.seq, bad ?? (isActWrong(chain, e) ? 'act' : null))
}

// Where a bench goes on in a new chain, it tells again there what nobody may have heard: another envelope of
// the same fact, over the same body. It follows the event that it is of.
function readAlias(a) {
  if (!seen.last) return blame(a.chain, a.seq, 'fact')
  blame(a.chain, a.seq, readLink(chainOf(a.chain), { ...a, body: seen.last.body }, true))
}

// Of each chain the first that is bad is named: what comes after it can only follow from it.
function blame(name, seq, bad) {
  const chain = chainOf(name)
  if (bad && !chain.isBad) faults.push(`event ${bad} ${name} ${seq}`)
  chain.isBad ||= Boolean(bad)
}

function readLink(chain, e, isAlias) {
  const given = envelopeHash(e, e.prev)
  const bad = misplacement(chain, e, given, isAlias)
  const isLast = e.seq > chain.seq || (bad === 'seq' && isInLastRun(chain, e.seq))
  // An event whose body is bad may still have the hash that the next one names, or the other way round.
  if (isLast) chain.ends = [e.hash, given]
  const before = chain.links.get(e.seq - 1)
  const isWhole = !chain.isDense || !isAlias || Boolean(before?.isWhole)
  const link = { hash: e.hash, prev: e.prev, given, isWhole, isAlias, event: seen.last.number }
  if (bad !== 'seq') chain.links.set(e.seq, link)
  chain.seq = Math.max(chain.seq, e.seq)
  return given === e.hash ? bad : 'hash'
}

function isInLastRun(chain, seq) {
  for (let at = seq; at <= chain.seq; at++) if (!chain.links.has(at)) return false
  return true
}

// The chain of the bench's present life is dense from 1. Any other may have gaps, and be filled later.
function misplacement(chain, e, given, isAlias) {
  if (chain.links.has(e.seq)) return 'seq'
  const before = chain.links.get(e.seq - 1)
  const ends = e.seq === chain.seq + 1 ? chain.ends : [before?.hash, before?.given]
  if (before && !ends.includes(e.prev)) return 'link'
  const after = chain.links.get(e.seq + 1)
  if (after && ![e.hash, given].includes(after.prev)) return 'link'
  return chain.isDense && !isAlias && hangsInTheAir(chain, e.seq) ? 'missing' : null
}

// Whether something is missing between a place and the last one before it that is whole.
function hangsInTheAir(chain, seq) {
  let at = seq - 1
  while (chain.links.has(at) && !chain.links.get(at).isWhole) at--
  return !chain.links.has(at)
}

// A regulated act is signed by itself, over its whole body but the signature. A bench names its key in its
// own chain (`bench.key_added`), signed with that key: so whoever names it has it.
function isActWrong(chain, e) {
  const body = parsed(e.body)
  if (typeof body !== 'object' || body === null || body.sig === undefined) return false
  seen.act++
  const { sig, ...signed } = body
  if (!isProper(signed)) return true
  if (!digits(64)(sig?.key) || !digits(128)(sig?.sig)) return true
  if (
    !isSignedBy(sig.key, Buffer.concat([Buffer.from('act1'), sha256(canonical(signed))]), sig.sig)
  )
    return true
  if (!chain.signers.has(sig.key)) chain.signers.set(sig.key, e.seq)
  if (body.type === 'bench.key_added' && body.data?.key === sig.key) chain.keys.add(sig.key)
  return false
}

// ---- The common order -------------------------------------------------------------------------------
// The service gives the events of all benches one order. The running hash covers the whole order up to a
// position, the receipt the times of receipt: a bench that has kept one of them can tell any other order.
function readOrder(o) {
  const hash = hashAt(o.chain, o.seq)
  const event = eventAt(o.chain, o.seq)
  const runs = (before) => sha256('run1', hex(before), u64(o.pos), hex(hash)).toString('hex')
  const rest = [u64(o.pos), u64(o.received_at), o.quarantine ?? '']
  const receives = (before) => sha256('rcv1', hex(before), ...rest).toString('hex')
  const running = hash === undefined ? [o.running] : order.running.map(runs)
  const receipt = order.receipt.map(receives)
  let bad = null
  if (o.pos !== order.pos + 1) bad = 'gap'
  else if (hash === undefined) bad = 'event'
  else if (!running.includes(o.running)) bad = 'running'
  else if (!receipt.includes(o.receipt)) bad = 'receipt'
  else if (placed.has(event)) bad = 'twice'
  if (event !== undefined) placed.add(event)
  if (bad && !order.isBad) faults.push(`order ${bad} ${o.pos}`)
  order.isBad ||= bad !== null
  order.pos = o.pos
  order.running = [running[0], o.running]
  order.receipt = [receipt[0], o.receipt]
  order.all.set(o.pos, o.running)
}

// What a restored service has lost of the order is kept as it was: each position proves itself.
function readLost(l) {
  const running = sha256('run1', hex(l.before), u64(l.pos), hex(l.hash)).toString('hex')
  lostPlaces.add(`${l.epoch} ${l.pos} ${l.running}`)
  if (hashAt(l.chain, l.seq) !== l.hash) faults.push(`lost event ${l.pos}`)
  else if (running !== l.running) faults.push(`lost running ${l.pos}`)
  else lost.add(eventAt(l.chain, l.seq))
}

// ---- Seals ------------------------------------------------------------------------------------------
// A seal is the bench's signature of one event's hash, and so of all before it in the chain. It tells as
// well what protected the key: `file` is nothing but the mode of a file.
function readSeal(s) {
  const chain = chains.get(s.chain)
  const message = Buffer.concat([
    Buffer.from('seal1'),
    named(ownName(s.chain)),
    u64(s.seq),
    hex(s.hash),
    hex(s.key),
    u64(s.at),
    Buffer.of(PROTECTIONS.indexOf(s.protection)),
  ])
  const hash = hashAt(s.chain, s.seq)
  let bad = null
  if (!isSignedBy(s.key, message, s.sig)) bad = 'signature'
  else if (!chain) bad = 'missing'
  else if (!mayHaveNamed(chain, s.key)) bad = 'key'
  else if (hash === undefined) bad = chain.isDense ? 'missing' : null
  else if (hash !== s.hash) bad = 'event'
  else chain.sealed = s
  if (bad) faults.push(`seal ${bad} ${s.chain} ${s.seq}`)
}

// Where facts stand under other envelopes, or are missing here, the event that names the key may be one.
const mayHaveNamed = ({ keys, isDense, isBranch, events, seq }, key) =>
  keys.has(key) || (!isDense && (isBranch || events < seq))

// A seal that came and did not hold is kept as evidence of that, with the link that it came with.
function readBadSeal({ chain, seq, seal }) {
  const said = parsed(seal)
  const isObject = typeof said === 'object' && said !== null
  if (hashAt(chain, seq) === undefined || !isObject) faults.push(`bad_seal ${chain} ${seq}`)
}

// ---- The whole --------------------------------------------------------------------------------------
// Lines come in the order of their kinds; of the last two kinds there is one each.
function take(line, number) {
  const kind = rankOf(line.t)
  if (kind < seen.kind || (kind === seen.kind && kind >= rankOf('heads')))
    faults.push(`line ${number}`)
  seen.kind = Math.max(seen.kind, kind)
  if (!(line.t in counted)) seen[line.t] = line
  else {
    counted[line.t]++
    READ[line.t](line)
  }
}
const READ = {
  event: readEvent,
  alias: readAlias,
  lost: readLost,
  order: readOrder,
  seal: readSeal,
  bad_seal: readBadSeal,
}

const NUMBERED = {
  event: 'events',
  alias: 'aliases',
  lost: 'lost',
  order: 'orders',
  seal: 'seals',
  bad_seal: 'bad_seals',
}

// Nothing may be missing: no line (the first says how many there are), no end of a chain (`heads`), and
// nothing that the bench's anchor named when the export began.
function checkWhole() {
  for (const [name, chain] of chains)
    for (const [seq, { isWhole }] of [...chain.links].sort(([a], [b]) => a - b))
      if (!isWhole && !chain.links.has(seq - 1)) blame(name, seq, 'missing')
  // Another bench's event comes with its place in the common order, and in no other way; a service that was
  // restored may have lost it since. So does what somebody else has put into a branch of an own chain.
  for (const [name, chain] of seen.first ? chains : []) {
    if (chain.isOwn && !chain.isBranch) continue
    const isOutside = ({ isAlias, event }) =>
      event !== undefined && !isAlias && !placed.has(event) && !lost.has(event)
    const outside = [...chain.links].find(([, link]) => isOutside(link))
    if (outside) blame(name, outside[0], 'place')
  }
  for (const [name, chain] of chains) {
    const strange = [...chain.signers].find(([key]) => !mayHaveNamed(chain, key))
    if (strange) blame(name, strange[1], 'act')
  }
  for (const [kind, number] of Object.entries(counted))
    if (seen.first && number !== (seen.first[NUMBERED[kind]] ?? 0)) faults.push(`count ${kind}`)
  const ends = [...chains].map(([name, { seq, ends }]) => `${name} ${seq} ${ends[0]}`).sort()
  const said = seen.heads?.heads.map(({ chain, seq, hash }) => `${chain} ${seq} ${hash}`)
  if (ends.join() !== said?.join()) faults.push('heads')
  const a = seen.heads?.anchor
  if (a?.seq > 0 && hashAt(a.chain, a.seq) !== a.hash) faults.push('anchor own')
  // What a service has lost of the order, the export tells of by itself.
  const isLost = lostPlaces.has(`${a?.epoch} ${a?.pos} ${a?.running}`)
  if (counted.event < a?.events) faults.push('anchor events')
  else if (a?.pos > 0 && order.all.get(a.pos) !== a.running && !isLost) faults.push('anchor order')
}

// The last line signs every byte before it, with a key that the bench's own chain has named.
function checkEnd(digest) {
  const { key, sig, sha256 } = seen.end ?? {}
  if (!seen.end) return faults.push('end')
  if (sha256 !== digest.toString('hex')) faults.push('sha256')
  const keys = [...chains.values()].flatMap((chain) => (chain.isOwn ? [...chain.keys] : []))
  // A bench whose key is locked can still write out what it has. Then nobody vouches for the file as a whole.
  if (key === null || sig === null) return key === sig ? 0 : faults.push('unsigned')
  if (!keys.includes(key)) faults.push('key')
  if (!isSignedBy(key, Buffer.concat([Buffer.from('exp1'), hex(sha256)]), sig))
    faults.push('signature')
}

// ---- Reading ----------------------------------------------------------------------------------------
async function* linesOf(file) {
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    rest = Buffer.concat([rest, chunk])
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      yield rest.subarray(0, at + 1)
      rest = rest.subarray(at + 1)
    }
  }
  if (rest.length > 0) yield rest
}

async function main(file) {
  const digest = createHash('sha256') // of every line but the last
  let [before, number] = [Buffer.alloc(0), 0]
  for await (const bytes of linesOf(file)) {
    digest.update(before)
    before = bytes
    number++
    const line = readLine(bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes, number === 1)
    if (!line) faults.push(`line ${number}`)
    else if (number === 1) seen.first = line
    else take(line, number)
  }
  if (before.at(-1) !== 10) faults.push(`line ${number}`)
  checkWhole()
  checkEnd(digest.digest())
  tell()
}

function tell() {
  const { first, heads, end, act } = seen
  const { event, alias, lost, order, seal, bad_seal } = counted
  console.log(`Ledger of bench ${first?.bench}, exported ${new Date(first?.made_at).toJSON()}`)
  console.log(
    `${event} events, ${order} places in the common order, ${seal} seals, ${act} signed acts`,
  )
  if (first?.v === 2)
    console.log(
      `${alias} other envelopes, ${lost} places that a service has lost, ${bad_seal} seals that do not hold`,
    )
  for (const [name, { seq, ends, sealed }] of chains) {
    const by = sealed
      ? `sealed up to ${sealed.seq} by ${sealed.key} (${sealed.protection})`
      : 'no seal'
    console.log(`${name}: ends at ${seq} with ${ends[0]}, ${by}`)
  }
  console.log(`Signed by ${end?.key ?? 'nobody'}. ${heads?.anchor ? 'With' : 'Without'} an anchor.`)
  console.log(
    faults.length === 0 ? 'Everything holds.' : `Does not hold: ${faults.slice(0, 50).join('; ')}`,
  )
  const facts = { events: event, orders: order, seals: seal, acts: act, key: end?.key ?? null }
  const notes = end?.sig === null ? ['export-unsigned'] : []
  console.log(JSON.stringify({ sound: faults.length === 0, ...facts, faults, notes }))
  process.exitCode = faults.length === 0 ? 0 : 1
}

try {
  await main(process.argv[2] ?? '')
} catch (error) {
  console.error(`${process.argv[2] ?? 'No file given'}: ${error.message}`)
  process.exitCode = 2
}
