import { amountOf } from '#shared/domain/discrepancy/amounts.ts'
import { donorOf, donorsOf } from '#shared/domain/donor/rules.ts'
import { entity } from '#shared/domain/entities.ts'
import { pseudonym } from '#shared/domain/specimen/facts.ts'
import type { Material, TubeType } from '#shared/domain/words.ts'
import { withoutBranch } from '#shared/ledger/chain.ts'
import { type Envelope, toHex } from '#shared/ledger/envelope.ts'
import { assert } from '#shared/lib/assert.ts'
import {
  type Bundle,
  type BundledTube,
  bundleBytes,
  bundledTube,
  writeBundle,
} from '#shared/sync/bundle.ts'
import { NAMES_KEY } from '#shared/sync/seals.ts'
import { sha256 } from '../../sha256.ts'
import { bodiesOf, factOf } from '../entities.ts'
import type { BenchKey } from '../key.ts'
import { ownChain } from '../ledger.ts'
import type { ReadDb } from '../open.ts'
import { benches, nameOf, site, studies } from '../queries/people.ts'
import { statement } from '../sql.ts'
import { createWorld } from '../world.ts'

/**
 * The text of a bundle whose tubes have been dispatched: the same each time it is asked for, as long as
 * the bench signs with the same key. Null where no tube was dispatched with it.
 */
export function makeBundle(
  db: ReadDb,
  key: BenchKey,
  bundle: string,
  install: string,
): string | null {
  const dispatches = bodiesOf(db, entity.bundle(bundle)).flatMap(({ body }) => {
    const fact = factOf(body)
    return fact?.type === 'specimen.dispatched' ? [fact] : []
  })
  const [first] = dispatches
  const from = site(db)
  if (!first || !from) return null
  const form: Bundle = {
    format: 'frostkeep-bundle',
    v: 1,
    bundle,
    site: from.site,
    siteName: from.name,
    to: first.data.to,
    bench: benches(db).get(install)?.name ?? '?',
    heldBy: nameOf(db, first.actor),
    dispatchedAt: first.at,
    tubes: dispatches.map((fact) => tubeOf(db, fact.data.specimen, fact.uid)),
    naming: namingEvent(db, key),
    key: key.public,
  }
  return writeBundle(form, key.sign(bundleBytes(sha256, form)))
}

function tubeOf(db: ReadDb, specimen: string, head: string): BundledTube {
  const world = createWorld(db)
  const record = world.specimen(specimen)
  assert(record, 'a specimen that was dispatched')
  const { used, thaws } = amountOf(world.amount(specimen))
  const donors = donorsOf(world, specimen)
  const withdrawn = donors.some((donor) => world.donor(donor).withdrawn !== null)
  return bundledTube.parse({
    specimen,
    code: record.code,
    accession: record.accession,
    study: studies(db).find(({ study }) => study === record.study)?.code ?? '?',
    material: record.material as Material,
    tubeType: record.tubeType as TubeType,
    collectedAt: record.collectedAt,
    // Ledgers of older programs have words there that must not leave.
    donor: pseudonym.safeParse(donorOf(world, specimen)).data ?? null,
    origin: record.origin,
    nanolitres: record.nanolitres === null ? null : Math.max(0, record.nanolitres - used),
    thaws,
    withdrawn,
    head,
    events: historyOf(db, specimen),
  })
}

const EVENT = `
SELECT c.name AS chain, e.seq, e.prev, e.hash, e.body FROM event e JOIN chain c ON c.id = e.chain`

/** Every event about a specimen, its tube and what was used of it, in the order in which they came. */
function historyOf(db: ReadDb, specimen: string): Envelope[] {
  const names = [entity.specimen(specimen), entity.tube(specimen), entity.amount(specimen)]
  const rows = statement(
    db,
    `${EVENT} WHERE e.id IN (
       SELECT ee.event FROM entity n JOIN entity_event ee ON ee.entity = n.id
       WHERE n.name IN (?, ?, ?)) ORDER BY e.id`,
  ).all(...names) as Row[]
  return rows.map(envelopeOf)
}

interface Row {
  readonly chain: string
  readonly seq: number
  readonly prev: Uint8Array
  readonly hash: Uint8Array
  readonly body: string
}

const envelopeOf = ({ chain, seq, prev, hash, body }: Row): Envelope => ({
  chain: withoutBranch(chain),
  seq,
  prev: toHex(prev),
  hash: toHex(hash),
  body,
})

/** The event of the present chain in which the bench names this key. KEE-2 */
function namingEvent(db: ReadDb, key: BenchKey): Envelope {
  const chain = ownChain(db)
  const row = statement(
    db,
    `${EVENT} WHERE e.chain = ? AND instr(e.body, ?) > 0 AND instr(e.body, ?) > 0 ORDER BY e.seq LIMIT 1`,
  ).get(chain?.id, NAMES_KEY, `"key":"${key.public}"`) as Row | undefined
  assert(row, 'a chain that names the key it is signed with')
  return envelopeOf(row)
}
