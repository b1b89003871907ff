import { z } from 'zod'
import { origin, pseudonym } from '../domain/specimen/facts.ts'
import { MOST_CODES, specimenDispatched } from '../domain/transfer/facts.ts'
import { code, id, material, tubeType, words } from '../domain/words.ts'
import { readBody } from '../ledger/body.ts'
import { joined, utf8 } from '../ledger/bytes.ts'
import { canonical, type Json } from '../ledger/canonical.ts'
import { envelopeHash, fromHex, type Sha256, toHex } from '../ledger/envelope.ts'
import { addHead, NO_HEADS } from '../ledger/heads.ts'
import { actBytes, type VerifySignature } from '../ledger/seal.ts'
import { err, ok, type Result } from '../lib/result.ts'
import { envelope } from './protocol.ts'
import { keyNamed } from './seals.ts'

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))

/**
 * One tube that travels: what the receiving site needs to know of it, and every event of its history here
 * (`events`, causes first), the last of which, `head`, dispatches it. `nanolitres` is what is left;
 * `donor` a pseudonym.
 */
export const bundledTube = z.object({
  specimen: id,
  code,
  accession: words(40),
  study: words(40),
  material,
  tubeType,
  collectedAt: z.int().nullable(),
  donor: pseudonym.nullable(),
  origin,
  nanolitres: z.int().min(0).nullable(),
  thaws: z.int().min(0),
  withdrawn: z.boolean(),
  head: id,
  events: z.array(envelope).min(1).max(5_000),
})
export type BundledTube = z.infer<typeof bundledTube>

/**
 * What travels with tubes to another site. `site` is the stream of the sending one; `heldBy` the person
 * who dispatched them there, at `dispatchedAt` (UTC milliseconds); `naming` is the event in which the
 * sending bench names the key that `sig` is by.
 */
export const bundleForm = z.object({
  format: z.literal('frostkeep-bundle'),
  v: z.literal(1),
  bundle: id,
  site: id,
  siteName: words(120),
  to: words(120),
  bench: words(120),
  heldBy: words(120),
  dispatchedAt: z.int(),
  tubes: z.array(bundledTube).min(1).max(500),
  naming: envelope,
  key: hex(64),
})
export type Bundle = z.infer<typeof bundleForm>

const signedForm = bundleForm.extend({ sig: hex(128) })

const TAG = utf8('bnd1')

/** The bytes that a bundle's signature is over: all of its canonical text but the member `sig`. */
export const bundleBytes = (sha256: Sha256, bundle: Bundle): Uint8Array =>
  joined(TAG, sha256(utf8(canonical(bundle as unknown as Json))))

/** The text of a bundle: one line of canonical JSON with its signature. */
export const writeBundle = (bundle: Bundle, sig: string): string =>
  `${canonical({ ...bundle, sig } as unknown as Json)}\n`

/** `bundleHash` is the SHA-256 of the text as it is, 64 digits: what an arrival names as its proof. */
export interface ProvenBundle {
  readonly bundle: Bundle
  readonly bundleHash: string
}

export type BundleFault =
  /** The file is no bundle, or was changed in its form. */
  | { readonly type: 'NoBundle' }
  | { readonly type: 'NewerBundle' }
  /** It is not signed by the key that it names. */
  | { readonly type: 'BadSignature' }
  /** An event of a tube's history is not what its hash says, or belongs to another tube. */
  | { readonly type: 'BadHistory'; readonly code: string }
  /** Its history does not end with this dispatch. */
  | { readonly type: 'NotDispatched'; readonly code: string }

/** TRA-8: by which other codes a tube was known where it comes from, the newest first. Its history is proven. */
export function codesThere({ code: present, specimen, events }: BundledTube): string[] {
  const codes = events.flatMap(({ body }) => {
    const read = readBody(body)
    if (!read.ok || read.value.data.specimen !== specimen) return []
    const { type, data } = read.value
    if (type === 'specimen.accessioned') return [data.code]
    if (type === 'specimen.arrived' && Array.isArray(data.codes)) return data.codes
    return type === 'specimen.relabelled' ? [data.before, data.code] : []
  })
  const known = codes.flatMap((one) => code.safeParse(one).data ?? [])
  return [...new Set(known.reverse())].filter((one) => one !== present).slice(0, MOST_CODES)
}

interface Crypto {
  readonly sha256: Sha256
  readonly verifySignature: VerifySignature
}

/** So many characters at most are read at all. */
export const MOST_BUNDLE_TEXT = 64 * 1024 * 1024

/**
 * Reads a bundle and proves all that can be proven without the other site: the signature, every event's
 * hash, that each history has one head and that this is a signed dispatch with this very bundle. Whose
 * key it is, a person compares with the paper that came with the tubes.
 */
export function proveBundle(crypto: Crypto, text: string): Result<ProvenBundle, BundleFault> {
  const read = readBundle(text)
  if (!read.ok) return read
  const { sig, ...bundle } = read.value
  if (writeBundle(bundle, sig) !== text) return err({ type: 'NoBundle' })
  const { sha256, verifySignature } = crypto
  const isNamed =
    envelopeHash(sha256, bundle.naming) === bundle.naming.hash &&
    keyNamed(crypto, bundle.naming.body) === bundle.key
  if (!isNamed || !verifySignature(fromHex(bundle.key), bundleBytes(sha256, bundle), fromHex(sig)))
    return err({ type: 'BadSignature' })
  for (const tube of bundle.tubes) {
    const fault = faultOf(crypto, bundle, tube)
    if (fault) return err({ type: fault, code: tube.code })
  }
  return ok({ bundle, bundleHash: toHex(sha256(utf8(text))) })
}

function readBundle(text: string): Result<z.infer<typeof signedForm>, BundleFault> {
  if (text.length > MOST_BUNDLE_TEXT) return err({ type: 'NoBundle' })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err({ type: 'NoBundle' })
  }
  const parsed = signedForm.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const { format, v } = (json ?? {}) as { format?: unknown; v?: unknown }
  const isNewer = format === 'frostkeep-bundle' && typeof v === 'number' && v > 1
  return err({ type: isNewer ? 'NewerBundle' : 'NoBundle' })
}

function faultOf(
  crypto: Crypto,
  bundle: Bundle,
  tube: BundledTube,
): 'BadHistory' | 'NotDispatched' | null {
  const name = `tube:${tube.specimen}`
  let heads = NO_HEADS
  let dispatch: string | null = null
  for (const event of tube.events) {
    if (envelopeHash(crypto.sha256, event) !== event.hash) return 'BadHistory'
    const body = readBody(event.body)
    if (!body.ok || !body.value.ents.some((ent) => ent.endsWith(`:${tube.specimen}`)))
      return 'BadHistory'
    if (!body.value.ents.includes(name)) continue
    heads = addHead(heads, body.value.uid, body.value.base[name] ?? [])
    if (body.value.uid === tube.head) dispatch = event.body
  }
  const isOnly = heads.heads.size === 1 && heads.heads.has(tube.head)
  if (!isOnly || dispatch === null) return 'NotDispatched'
  return dispatches(crypto, bundle, tube, dispatch) ? null : 'NotDispatched'
}

function dispatches(
  { sha256, verifySignature }: Crypto,
  bundle: Bundle,
  tube: BundledTube,
  text: string,
): boolean {
  const body = readBody(text)
  if (!body.ok || body.value.type !== 'specimen.dispatched') return false
  const data = specimenDispatched.safeParse(body.value.data).data
  const { sig } = body.value
  if (!sig || sig.key !== bundle.key) return false
  const message = actBytes(sha256, JSON.parse(text) as { [member: string]: Json })
  return (
    data?.bundle === bundle.bundle &&
    data.specimen === tube.specimen &&
    verifySignature(fromHex(sig.key), message, fromHex(sig.sig))
  )
}
