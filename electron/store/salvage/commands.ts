import { type EventBody, readKept } from '#shared/ledger/body.ts'
import type { Cell } from '#shared/ledger/seal.ts'
import { said } from '#shared/ledger/verify-chain.ts'
import { transact, type WriteDb } from '../open.ts'
import { sumOf } from '../row-sum.ts'
import { statement } from '../sql.ts'
import { ownCells } from './gather.ts'
import type { Scratch } from './scratch.ts'

interface Done {
  readonly first: number
  last: number
  readonly body: EventBody
}

/**
 * Which commands are carried out, from this bench's own events. What a row had said of one, with a sum
 * that holds, is taken over; the rest follows from the events themselves.
 */
export function rememberCommands(db: WriteDb, scratch: Scratch): void {
  const rows = db.prepare(
    `SELECT e.id, e.body, e.uid FROM event e JOIN chain c ON c.id = e.chain
       WHERE c.own = 1 AND e.id > ? ORDER BY e.id LIMIT ${BATCH}`,
  )
  let [from, open]: [number, Done | null] = [0, null]
  for (;;) {
    const batch = rows.all(from) as { id: number; body: string; uid: string }[]
    const ended: Done[] = []
    for (const { id, body: text, uid } of batch) {
      if (open && open.body.cmd.id === commandIn(text)) open.last = id
      else {
        if (open) ended.push(open)
        open = { first: id, last: id, body: readKept(text, uid) }
      }
    }
    if (batch.length === 0 && open) ended.push(open)
    transact(db, () => {
      for (const done of ended) remember(db, scratch, done)
    })
    if (batch.length === 0) return
    from = batch.at(-1)!.id
  }
}

/** Read without checking all the rest: a ledger has millions of events. */
const commandIn = (text: string): unknown => (said(text)?.cmd as { id?: unknown } | undefined)?.id

/** So many events are one transaction. */
const BATCH = 10_000

function remember(db: WriteDb, scratch: Scratch, { first, last, body }: Done): void {
  const row = statement(
    scratch,
    "SELECT cells FROM own WHERE name = 'command_done' AND key = ? ORDER BY id LIMIT 1",
  ).get(body.cmd.id) as { cells: string } | undefined
  const [id, type, actor, at, , , undoneBy] = row
    ? ownCells(row.cells)
    : [body.cmd.id, typeOf(body), body.actor, body.at, 0, 0, null]
  const cells: Cell[] = [id!, type!, actor!, at!, first, last, undoneBy ?? null]
  statement(db, 'INSERT OR IGNORE INTO command_done VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...cells,
    sumOf('command_done', ...cells),
  )
}

/** The command whose first event is of that type. */
const COMMANDS: Readonly<Record<string, string>> = {
  'site.founded': 'foundSite',
  'bench.added': 'addBench',
  'person.added': 'addPerson',
  'study.created': 'createStudy',
  'container.created': 'createContainers',
  'specimen.accessioned': 'takeIn',
  'specimen.stored': 'store',
  'specimen.moved': 'move',
  'specimen.checked_out': 'checkOut',
  'specimen.returned': 'returnTube',
  'specimen.used': 'useQuantity',
  'specimen.thawed': 'recordThaw',
  'specimen.relabelled': 'relabel',
  'specimen.quarantined': 'quarantine',
  'specimen.released': 'release',
  'specimen.closed': 'close',
  'specimen.reopened': 'reopen',
  'specimen.label_printed': 'recordLabels',
  'shipment.item_received': 'receiveItem',
  'processing.recorded': 'makeChild',
  'specimen.placement_undone': 'undo',
  'specimen.accession_undone': 'undo',
  'box.rescanned': 'rescanBox',
  'site.issuers_set': 'setIssuers',
  'shipment.ended': 'endShipment',
  'bench.key_added': 'addKey',
  'bench.incarnated': 'incarnate',
  'ledger.incident_recorded': 'recordIncident',
}

const typeOf = ({ type, via }: EventBody): string =>
  via?.source === 'import' ? 'importSpecimens' : (COMMANDS[type] ?? 'unknown')
