import { describe, expect, test } from 'vitest'
import { entity } from '#shared/domain/entities.ts'
import { type EventBody, writeBody } from '#shared/ledger/body.ts'
import type { Json } from '#shared/ledger/canonical.ts'
import { seal as sealEvent } from '#shared/ledger/envelope.ts'
import { actBytes } from '#shared/ledger/seal.ts'
import { type Bundle, bundleBytes, proveBundle, writeBundle } from '#shared/sync/bundle.ts'
import { verifySignature } from '../../../electron/ed25519.ts'
import { sha256 } from '../../../electron/sha256.ts'
import { seeded } from '../../../electron/store/demo/random.ts'
import { type BenchKey, benchKey, newKey } from '../../../electron/store/key.ts'
import { testKey } from '../../support/store/test-key.ts'
import { testId } from '../../support/sync/events.ts'

const SITE = testId('5', 1)
const SPECIMEN = testId('7', 1)
const BUNDLE = testId('e', 1)
const CHAIN = `${testId('b', 1)}~1:${SITE}`
const prove = (text: string) => proveBundle({ sha256, verifySignature }, text)
const faultOf = (text: string): string => {
  const proven = prove(text)
  return proven.ok ? 'proven' : proven.error.type
}

let ids = 0
function body(key: BenchKey, given: Pick<EventBody, 'type' | 'ents' | 'base' | 'data'>): EventBody {
  const plain: EventBody = {
    uid: testId('f', ++ids),
    v: 1,
    at: 1_000,
    tz: 'UTC',
    off: 0,
    mono: ['boot', 0],
    actor: testId('a', 1),
    seen: ['', 0],
    cmd: { id: testId('c', 1), part: 1, of: 1 },
    ...given,
  }
  const message = actBytes(sha256, plain as unknown as { [member: string]: Json })
  return { ...plain, sig: { key: key.public, sig: key.sign(message) } }
}

interface Given {
  /** Who signs the dispatch, where that is not who signs the bundle. */
  readonly dispatcher?: BenchKey
  readonly bundle?: string
  /** Another event that did not see the dispatch. */
  readonly dispute?: boolean
}

/** A bundle of one tube, right in every way that is not given otherwise. */
function made(key: BenchKey, { dispatcher = key, bundle = BUNDLE, dispute }: Given = {}): Bundle {
  const tube = entity.tube(SPECIMEN)
  const named = body(key, {
    type: 'bench.key_added',
    ents: [entity.key(key.public)],
    base: {},
    data: { bench: testId('b', 1), key: key.public, protection: 'file' },
  })
  const naming = sealEvent(sha256, CHAIN, null, writeBody(named))
  const born = body(key, { type: 'specimen.accessioned', ents: [tube], base: {}, data: {} })
  const birth = sealEvent(sha256, CHAIN, naming, writeBody(born))
  const gone = body(dispatcher, {
    type: 'specimen.dispatched',
    ents: [tube],
    base: { [tube]: [born.uid] },
    data: { specimen: SPECIMEN, bundle, to: 'Bergen', from: null },
  })
  const dispatch = sealEvent(sha256, CHAIN, birth, writeBody(gone))
  const other = body(key, {
    type: 'specimen.thawed',
    ents: [tube],
    base: { [tube]: [born.uid] },
    data: {},
  })
  return {
    format: 'frostkeep-bundle',
    v: 1,
    bundle: BUNDLE,
    site: SITE,
    siteName: 'Uppsala',
    to: 'Bergen',
    bench: 'Bench 1',
    heldBy: 'Ida',
    dispatchedAt: 1_000,
    tubes: [
      {
        specimen: SPECIMEN,
        code: 'FX1',
        accession: '26-1-00001',
        study: 'NORDLUNG',
        material: 'plasma',
        tubeType: 'cryotube',
        collectedAt: null,
        donor: null,
        origin: 'primary',
        nanolitres: 500_000,
        thaws: 0,
        withdrawn: false,
        head: gone.uid,
        events: [
          birth,
          ...(dispute ? [sealEvent(sha256, CHAIN, dispatch, writeBody(other))] : []),
          dispatch,
        ],
      },
    ],
    naming,
    key: key.public,
  }
}

const KEY = testKey('file')
const written = (bundle: Bundle, key = KEY): string =>
  writeBundle(bundle, key.sign(bundleBytes(sha256, bundle)))

test('a bundle that was made by a bench is proven, and its sum is that of its text', () => {
  const text = written(made(KEY))
  expect(prove(text)).toMatchObject({
    ok: true,
    value: { bundleHash: Buffer.from(sha256(Buffer.from(text))).toString('hex') },
  })
})

describe('a bundle is refused', () => {
  const stranger = benchKey({ pkcs8: newKey(), protection: 'file' })

  test.each<[string, string, () => string]>([
    ['that is no JSON', 'NoBundle', () => 'tubes'],
    ['of a newer version', 'NewerBundle', () => written({ ...made(KEY), v: 2 } as never)],
    ['with blanks between its members', 'NoBundle', () => `${written(made(KEY)).trim()} \n`],
    ['that another key has signed', 'BadSignature', () => written(made(KEY), stranger)],
    [
      'whose key is named by nobody',
      'BadSignature',
      () => written({ ...made(KEY), key: stranger.public }, stranger),
    ],
    [
      'whose event is not what its hash says',
      'BadHistory',
      () => {
        const bundle = made(KEY)
        const [tube] = bundle.tubes
        const [birth, ...rest] = tube!.events
        const other = { ...birth!, body: birth!.body.replace('1000', '1001') }
        return written({ ...bundle, tubes: [{ ...tube!, events: [other, ...rest] }] })
      },
    ],
    [
      'with the history of another tube',
      'BadHistory',
      () => {
        const bundle = made(KEY)
        return written({ ...bundle, tubes: [{ ...bundle.tubes[0]!, specimen: testId('7', 2) }] })
      },
    ],
    [
      'whose tube was dispatched with another one',
      'NotDispatched',
      () => written(made(KEY, { bundle: testId('e', 2) })),
    ],
    [
      'whose dispatch another bench has signed',
      'NotDispatched',
      () => written(made(KEY, { dispatcher: stranger })),
    ],
    [
      'whose tube is disputed: something did not see the dispatch',
      'NotDispatched',
      () => written(made(KEY, { dispute: true })),
    ],
  ])('%s', (_, fault, text) => {
    expect(faultOf(text())).toBe(fault)
  })
})

test('of 2,000 bundles that were changed at random none is taken, and none breaks the reader', () => {
  const random = seeded(2026)
  const text = written(made(KEY))
  const faults = new Map<string, number>()
  for (let i = 0; i < 2_000; i++) {
    const at = Math.floor(random.next() * text.length)
    const character = String.fromCharCode(32 + Math.floor(random.next() * 95))
    const cut = Math.floor(random.next() * 4)
    const changed = `${text.slice(0, at)}${character.repeat(cut)}${text.slice(at + Math.floor(random.next() * 6))}`
    if (changed === text) continue
    const fault = faultOf(changed)
    faults.set(fault, (faults.get(fault) ?? 0) + 1)
  }
  expect([...faults.keys()].sort()).toEqual(expect.arrayContaining(['BadSignature', 'NoBundle']))
  expect(faults.has('proven')).toBe(false)
})
