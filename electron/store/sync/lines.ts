import { branchName, type ChainHead, readChainName } from '#shared/ledger/chain.ts'
import { type Envelope, NO_HASH, toHex } from '#shared/ledger/envelope.ts'
import { headOfChain } from '../ledger.ts'
import { getMeta } from '../meta.ts'
import type { WriteDb } from '../open.ts'
import { statement } from '../sql.ts'
import { mustHold } from './contradiction.ts'
import { end } from './own-lives.ts'

/** A row of `chain`: the chain itself, or a branch of it. Its links follow each other where none is missing. */
export interface Line {
  readonly id: number
  readonly own: boolean
  /** Which branch it is; 1 is the chain itself. */
  readonly n: number
  head: ChainHead | null
}

/** An envelope that is here: of which event, as which alias where it is not the event's own. */
interface Known {
  readonly event: number
  readonly alias: number | null
  readonly line: Line
}

/** Where the envelopes of a page belong, with the ends of their chains at hand. */
export interface Lines {
  find(envelope: Envelope): Known | null
  /**
   * The line at whose place `seq` this envelope fits; it is made where there is none. `from`: not one
   * before that branch.
   */
  placeFor(envelope: Envelope, from?: number): Line
}

export function createLines(db: WriteDb): Lines {
  const lines = new Map<string, Line[]>()
  const linesOf = (chain: string): Line[] => {
    const known = lines.get(chain) ?? readLines(db, chain)
    lines.set(chain, known)
    return known
  }
  return {
    find: (envelope) => {
      for (const line of linesOf(envelope.chain)) {
        if (envelope.seq > (line.head?.seq ?? 0)) continue
        const link = linkAt(db, line.id, envelope.seq)
        if (link && toHex(link.hash) === envelope.hash)
          return { event: link.event, alias: link.alias, line }
      }
      return null
    },
    placeFor: (envelope, from = 1) => {
      const known = linesOf(envelope.chain)
      const line =
        known.find((one) => one.n >= from && fits(db, one, envelope)) ??
        addLine(db, envelope.chain, known)
      if (envelope.seq > (line.head?.seq ?? 0)) line.head = envelope
      return line
    },
  }
}

function readLines(db: WriteDb, chain: string): Line[] {
  const lines: Line[] = []
  for (;;) {
    const n = lines.length + 1
    const row = statement(db, 'SELECT id, own FROM chain WHERE name = ?').get(
      branchName(chain, n),
    ) as { id: number; own: number } | undefined
    if (!row) break
    lines.push({ id: row.id, own: row.own === 1, n, head: headOfChain(db, row.id) })
  }
  if (lines.length === 0) addLine(db, chain, lines)
  return lines
}

/**
 * A life of this bench that it does not know of is its own as well, and not one that it has written: it is
 * handed over by whoever has, and returned like the events of others where a service loses it.
 */
function addLine(db: WriteDb, chain: string, known: Line[]): Line {
  const read = readChainName(chain)
  mustHold(read, `${chain} names a chain`)
  const own = read.install === getMeta(db, 'install')
  const n = known.length + 1
  const made = statement(db, 'INSERT INTO chain(name, own) VALUES (?, ?)').run(
    branchName(chain, n),
    own ? 1 : 0,
  )
  if (own) end(db, [branchName(chain, n)])
  const line: Line = { id: Number(made.lastInsertRowid), own, n, head: null }
  known.push(line)
  return line
}

/** Its place is free, and it follows, and is followed by, what stands beside it; where nothing does, it fits. */
function fits(db: WriteDb, { id, n, head }: Line, { seq, prev, hash }: Envelope): boolean {
  if (seq === 1 && prev !== NO_HASH && n === 1) return false
  if (!head || seq > head.seq + 1) return true
  if (seq === head.seq + 1) return prev === head.hash
  if (linkAt(db, id, seq)) return false
  const [before, after] = [linkAt(db, id, seq - 1), linkAt(db, id, seq + 1)]
  return (!before || toHex(before.hash) === prev) && (!after || toHex(after.prev) === hash)
}

interface Link {
  readonly event: number
  readonly alias: number | null
  readonly prev: Uint8Array
  readonly hash: Uint8Array
}

const linkAt = (db: WriteDb, line: number, seq: number): Link | undefined =>
  (statement(
    db,
    'SELECT id AS event, NULL AS alias, prev, hash FROM event WHERE chain = ? AND seq = ?',
  ).get(line, seq) ??
    statement(
      db,
      'SELECT event, id AS alias, prev, hash FROM alias WHERE chain = ? AND seq = ?',
    ).get(line, seq)) as Link | undefined
