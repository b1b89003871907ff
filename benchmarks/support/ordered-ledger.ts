import { v7 } from 'uuid'
import { fromHex, NO_HASH, runningHash, toHex } from '#shared/ledger/envelope.ts'
import { receiptHash } from '#shared/ledger/seal.ts'
import { systemClock } from '../../electron/clock.ts'
import { sha256 } from '../../electron/sha256.ts'
import { nameKey } from '../../electron/store/found.ts'
import { benchKey, newKey } from '../../electron/store/key.ts'
import { position } from '../../electron/store/ledger.ts'
import { getMeta, setMeta } from '../../electron/store/meta.ts'
import { transact, type WriteDb } from '../../electron/store/open.ts'
import { sealNow } from '../../electron/store/seals.ts'
import { acknowledge } from '../../electron/store/sync/own-lives.ts'

const AT_ONCE = 50_000
const NOBODY = '00000000-0000-7000-8000-000000000000'

export interface Ordered {
  readonly key: ReturnType<typeof benchKey>
  readonly events: number
}

/** Gives every event of a seeded ledger its position, as a service would have done, and a key that seals them. */
export function orderLedger(db: WriteDb): Ordered {
  const key = benchKey({ pkcs8: newKey(), protection: 'file' })
  const store = { db, clock: systemClock, newId: v7, key }
  nameKey(store)
  sealNow(store)
  const events = position(db)
  const put = db.prepare(
    'INSERT INTO stream_order(pos, event, running, received_at, receipt) VALUES (?, ?, ?, ?, ?)',
  )
  const read = db.prepare('SELECT id, hash FROM event WHERE id > ? ORDER BY id LIMIT ?')
  let [running, receipt] = [NO_HASH, NO_HASH]
  for (let at = 0; at < events; at += AT_ONCE)
    transact(db, () => {
      for (const { id, hash } of read.all(at, AT_ONCE) as { id: number; hash: Uint8Array }[]) {
        running = runningHash(sha256, running, id, toHex(hash))
        receipt = receiptHash(sha256, receipt, id, 1)
        put.run(id, id, fromHex(running), 1, fromHex(receipt))
      }
      setMeta(db, 'cursor', JSON.stringify({ epoch: NOBODY, pos: 0, hash: running }))
    })
  const chain = `${getMeta(db, 'install')}~1:${getMeta(db, 'stream')}`
  transact(db, () => {
    setMeta(db, 'cursor', JSON.stringify({ epoch: NOBODY, pos: events, hash: running }))
    acknowledge(db, chain, events)
  })
  db.pragma('wal_checkpoint(TRUNCATE)')
  return { key, events }
}
