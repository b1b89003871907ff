import { fromHex, toHex } from '#shared/ledger/envelope.ts'
import { statement } from '../sql.ts'
import type { Scratch } from './scratch.ts'

/** What somebody has said of a chain outside of its events: that `hash` is its event at `seq`. */
export interface Claim {
  readonly chain: string
  readonly seq: number
  readonly hash: string
}

/** What anchors, manifests of backups and seals say, by chain and place. */
export class Trust {
  readonly #claims = new Map<string, Map<number, Set<string>>>()

  add({ chain, seq, hash }: Claim): void {
    const places = this.#claims.get(chain) ?? new Map<number, Set<string>>()
    const hashes = places.get(seq) ?? new Set<string>()
    this.#claims.set(chain, places.set(seq, hashes.add(hash)))
  }

  at(chain: string, seq: number): ReadonlySet<string> {
    return this.#claims.get(chain)?.get(seq) ?? NONE
  }

  /** The last place that anybody has spoken for; 0 where nobody has. */
  last(chain: string): number {
    return this.places(chain).at(-1) ?? 0
  }

  /** The places of a chain that somebody has spoken for, the first first. */
  places(chain: string): number[] {
    return [...(this.#claims.get(chain)?.keys() ?? [])].sort((a, b) => a - b)
  }

  /** Of several events that could stand at a place, the one from which a claimed one is reached. */
  choose(scratch: Scratch, chain: { id: number; name: string }, seq: number): string | null {
    for (const at of this.places(chain.name).filter((place) => place >= seq))
      for (const hash of this.at(chain.name, at)) {
        const before = ancestor(scratch, chain.id, at, hash, seq)
        if (before) return before
      }
    return null
  }
}

const NONE: ReadonlySet<string> = new Set()

/** Follows the links back from an event to the one at `seq` that it rests on. */
function ancestor(
  scratch: Scratch,
  chain: number,
  from: number,
  hash: string,
  seq: number,
): string | null {
  const prev = statement(scratch, 'SELECT prev FROM found WHERE chain = ? AND seq = ? AND hash = ?')
  let at = hash
  for (let n = from; n > seq; n--) {
    const row = prev.get(chain, n, fromHex(at)) as { prev: Uint8Array } | undefined
    if (!row) return null
    at = toHex(row.prev)
  }
  return at
}
