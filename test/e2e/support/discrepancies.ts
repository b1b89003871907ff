import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { v7 } from 'uuid'
import type { Command } from '#shared/domain/commands.ts'
import { entity } from '#shared/domain/entities.ts'
import type { Draft } from '#shared/domain/facts.ts'
import type { Place } from '#shared/domain/words.ts'
import { chainName } from '#shared/ledger/chain.ts'
import { type Envelope, NO_HASH, runningHash, seal } from '#shared/ledger/envelope.ts'
import { sha256 } from '../../../electron/sha256.ts'
import type { StoreContext } from '../../../electron/store/context.ts'
import { execute } from '../../../electron/store/execute.ts'
import { getMeta } from '../../../electron/store/meta.ts'
import { openWriter, type WriteDb } from '../../../electron/store/open.ts'
import { sumOf } from '../../../electron/store/row-sum.ts'
import { applyPage } from '../../../electron/store/sync/apply.ts'
import { receivedAt } from '../../support/store/common-order.ts'
import { foreignBody } from '../../support/store/foreign.ts'

/** A tube of the demo biobank as a test speaks of it. */
export interface SeededTube {
  readonly specimen: string
  readonly code: string
  readonly at: Place
}

/** What was made to disagree, by kind, so that a test knows what to scan. */
export interface Seeded {
  readonly contested: { readonly there: SeededTube; readonly also: SeededTube }
  readonly twice: { readonly tube: SeededTube; readonly other: Place }
  readonly code: string
  readonly withdrawn: string
  readonly negative: string
  readonly thawed: string
}

const DAY = 86_400_000

/**
 * Makes every kind of thing disagree in the ledger of a bench that has ended: some of it this bench has
 * recorded, and a page of events of a third bench contradicts it.
 */
export function seedDiscrepancies(data: string): Seeded {
  const db = openWriter(join(data, 'ledger.db'))
  try {
    return seedIn(db)
  } finally {
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
  }
}

function seedIn(db: WriteDb): Seeded {
  const clock = {
    now: () => Date.now(),
    monotonic: () => 0,
    zone: () => 'Europe/Stockholm',
    offset: () => 60,
  }
  const store = { db, clock, newId: v7, key: undefined } as unknown as StoreContext
  const [manager, ida] = ['manager', 'technician'].map((role) => personOf(db, role))
  const tubes = tubesOf(db)
  const [t0, t1, t2, t3, t4, t5, t6, t7, t8] = tubes
  const via = { source: 'typed', device: '' } as const
  const act = (command: { readonly type: Command['type'] } & Record<string, unknown>) => {
    const done = execute(store, manager!, { id: v7(), via, ...command } as unknown as Command)
    if (!done.ok) throw new Error(`${command.type}: ${JSON.stringify(done.error)}`)
  }
  const free = freePlaces(db)
  act({ type: 'withdrawDonor', donor: t4!.donor, by: 'donor', wish: 'destroy', reason: null })
  act({ type: 'useQuantity', specimen: t5!.specimen, nanolitres: t5!.nanolitres, reason: null })
  act({ type: 'setThawLimit', study: t6!.study, thaws: 0 })

  const install = '99999999-0000-7000-8000-000000000001'
  const other = createBench(db, install, ida!)
  const head = (name: string) => ({ [name]: headsOf(db, name) })
  other.says('bench.added', [entity.bench(install)], { bench: install, name: 'Bench 3', number: 3 })
  other.says(
    'specimen.moved',
    [entity.tube(t0!.specimen), entity.position(t0!.at), entity.position(t1!.at)],
    { specimen: t0!.specimen, from: t0!.at, at: t1!.at },
    { base: head(entity.tube(t0!.specimen)) },
  )
  other.says(
    'specimen.moved',
    [entity.tube(t2!.specimen), entity.position(t2!.at), entity.position(free[0]!)],
    { specimen: t2!.specimen, from: t2!.at, at: free[0]! },
  )
  const twin = v7()
  other.says(
    'specimen.accessioned',
    [entity.specimen(twin), entity.code(t3!.code), entity.tube(twin)],
    {
      ...{ specimen: twin, code: t3!.code, accession: '26-3-00001', study: t3!.study },
      ...{ material: 'plasma', tubeType: 'cryotube', collectedAt: null, donor: null },
      ...{ origin: 'primary', parent: null, nanolitres: null },
    },
  )
  const tube4 = entity.tube(t4!.specimen)
  const out = other.says(
    'specimen.checked_out',
    [tube4, entity.position(t4!.at), entity.donor(t4!.donor)],
    { specimen: t4!.specimen, at: t4!.at, reason: null },
    { base: head(tube4) },
  )
  other.says(
    'specimen.returned',
    [tube4, entity.position(t4!.at)],
    { specimen: t4!.specimen, from: t4!.at, at: t4!.at },
    { base: { [tube4]: [out] } },
  )
  other.says('specimen.used', [entity.amount(t5!.specimen)], {
    ...{ specimen: t5!.specimen, nanolitres: 100_000, reason: null },
  })
  other.says('specimen.thawed', [entity.amount(t6!.specimen)], { specimen: t6!.specimen })
  const life = chainName({ install, incarnation: 2, stream: other.stream })
  other.says('bench.incarnated', [entity.chain(life)], {
    ...{ bench: install, chain: life, reason: 'forked' },
    previous: { chain: other.chain, seq: 1, hash: 'f'.repeat(64) },
  })
  other.says(
    'specimen.thawed',
    [entity.amount(t7!.specimen)],
    { specimen: t7!.specimen },
    { base: { [entity.amount(t7!.specimen)]: [v7()] }, at: Date.now() + DAY, mono: ['ahead', 1] },
  )
  other.says('specimen.irradiated' as Draft['type'], [entity.files(t8!.specimen)], {
    ...{ specimen: t8!.specimen },
  })
  const settled = `tube-in-two-places/${entity.tube(t8!.specimen)}`
  for (const type of ['tube-elsewhere', 'tube-at'])
    other.says('discrepancy.resolved', [entity.discrepancy(settled)], {
      ...{ discrepancy: settled, kind: 'tube-in-two-places', basis: [] },
      outcome: {
        type,
        specimen: t8!.specimen,
        ...(type === 'tube-at' && { at: t8!.at }),
      },
      reason: 'Seen with my own eyes',
    })
  other.handOver(store)
  keepBadSeal(db)
  return {
    contested: { there: t1!, also: t0! },
    twice: { tube: t2!, other: free[0]! },
    code: t3!.code,
    withdrawn: t4!.code,
    negative: t5!.code,
    thawed: t6!.code,
  }
}

interface DemoTube extends SeededTube {
  readonly study: string
  readonly donor: string
  readonly nanolitres: number
}

/** Nine tubes of different donors in full boxes, none of them made from or into another. */
function tubesOf(db: WriteDb): DemoTube[] {
  const rows = db
    .prepare(
      `SELECT s.id AS specimen, s.code, s.study, s.donor, s.nanolitres, t.container, t.idx
       FROM specimen s JOIN tube_claim t ON t.specimen = s.id
       WHERE t.state = 'stored' AND s.donor IS NOT NULL AND s.nanolitres > 0 AND s.material = 'plasma'
       GROUP BY s.donor ORDER BY s.code LIMIT 9`,
    )
    .all() as (Omit<DemoTube, 'at'> & { container: string; idx: number })[]
  return rows.map(({ container, idx, ...row }) => ({ ...row, at: { container, index: idx } }))
}

/** Positions of an empty box of plasma. */
function freePlaces(db: WriteDb): Place[] {
  const container = db.prepare("SELECT id FROM container WHERE code = 'BX-20419'").pluck().get()
  return [0, 1, 2].map((index) => ({ container: container as string, index }))
}

function personOf(db: WriteDb, role: string): string {
  const rows = db.prepare("SELECT heads FROM entity WHERE name LIKE 'person:%'").pluck().all()
  for (const heads of rows as string[]) {
    const [{ claim }] = JSON.parse(heads) as [{ claim: { person: string; role: string } }]
    if (claim.role === role) return claim.person
  }
  throw new Error(`nobody is a ${role}`)
}

function headsOf(db: WriteDb, name: string): string[] {
  const heads = db.prepare('SELECT heads FROM entity WHERE name = ?').pluck().get(name) as string
  return (JSON.parse(heads) as { uid: string }[]).map(({ uid }) => uid)
}

/** Another bench of the site that says things; they come as one page of the common order. */
function createBench(db: WriteDb, install: string, actor: string) {
  const stream = getMeta(db, 'stream')!
  const chain = chainName({ install, incarnation: 1, stream })
  const said: Envelope[] = []
  return {
    stream,
    chain,
    says(
      type: Draft['type'],
      ents: readonly string[],
      data: object,
      more: Parameters<typeof foreignBody>[2] = {},
    ): string {
      const draft = { type, ents, data } as unknown as Draft
      const uid = v7()
      const how = { uid, actor, at: Date.now(), mono: ['boot', 1] as [string, number] }
      const via = { source: 'hid', device: 'Scanner 2' }
      const body = foreignBody(draft, said.length + 1, { ...how, via, ...more })
      said.push(seal(sha256, chain, said.at(-1) ?? null, body))
      return uid
    },
    handOver(store: StoreContext): void {
      const epoch = randomUUID()
      let hash = NO_HASH
      const entries = said.map((envelope, i) => {
        hash = runningHash(sha256, hash, i + 1, envelope.hash)
        const received = Math.min(receivedAt(envelope), Date.now())
        return { pos: i + 1, envelope, receivedAt: received }
      })
      applyPage(store, { epoch, entries, cursor: { epoch, pos: said.length, hash } })
    },
  }
}

function keepBadSeal(db: WriteDb): void {
  const { id, seq } = db
    .prepare('SELECT chain AS id, seq FROM event ORDER BY id DESC LIMIT 1')
    .get() as { id: number; seq: number }
  const row = [1, id, seq, JSON.stringify({ at: Date.now() })] as const
  db.prepare('INSERT INTO bad_seal(id, chain, seq, seal, sum) VALUES (?, ?, ?, ?, ?)').run(
    ...row,
    sumOf('bad_seal', ...row),
  )
}
