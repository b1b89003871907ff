import { donorErased } from '#shared/domain/donor/facts.ts'
import { readBody } from '#shared/ledger/body.ts'
import { NO_HASH } from '#shared/ledger/envelope.ts'
import { forgetBlobsOf } from './blobs-forget.ts'
import type { ServiceContext } from './context.ts'
import type { KeyStore } from './keys-store.ts'
import { theSite } from './store/benches.ts'

/** How a canonical body that erases a donor says so: only such a text is read at all. */
const ERASES = '"type":"donor.erased"'

/** Whom these bodies erase. */
export const erasedBy = (bodies: readonly string[]): string[] =>
  bodies.flatMap((text) => {
    if (!text.includes(ERASES)) return []
    const body = readBody(text)
    if (!body.ok || body.value.type !== 'donor.erased') return []
    const { data } = donorErased.safeParse(body.value.data)
    return data ? data.donor : []
  })

type Given = Pick<ServiceContext, 'now' | 'folder'> & { readonly keys: KeyStore }

/** Destroys what there is of these holders: their keys, and the files that were sealed to them. */
export function erase({ keys, now, folder }: Given, holders: readonly string[]): void {
  if (holders.length === 0) return
  keys.erase(holders, now())
  for (const holder of holders) forgetBlobsOf(folder, holder)
}

const PAGE = 1000

/**
 * Looks through what it has not looked through of the log, for who was erased. At every start, before anybody
 * is answered: keys or log may come from a backup that is older than an erasure, and an end may have come between
 * the event and its deed. A log that is another one than it was is looked through as a whole.
 */
export async function applyErasures(
  given: Given & Pick<ServiceContext, 'log' | 'database'>,
): Promise<void> {
  const { keys, log, database } = given
  erase(given, keys.erased())
  const site = await theSite(database)
  if (!site) return
  const { stream } = site
  const last = keys.scanned(stream)
  const shelf = await log.look(stream, { positions: last && last.pos > 0 ? [last.pos] : [] })
  if (!shelf) return
  const isSame =
    last !== null &&
    last.epoch === shelf.head.epoch &&
    (last.pos === 0 || shelf.running(last.pos) === last.hash)
  let at = isSame ? last : { epoch: shelf.head.epoch, pos: 0, hash: NO_HASH }
  for (;;) {
    const entries = await log.entriesAfter(stream, at.pos, PAGE)
    const end = entries.at(-1)
    if (!end) return
    erase(given, erasedBy(entries.map(({ entry }) => entry.envelope.body)))
    at = { ...at, pos: end.entry.pos, hash: end.running }
    keys.setScanned(stream, at)
  }
}
