/** The tables as Kysely's query builder sees them. Texts marked JSON are parsed where they are read. */
export interface Tables {
  meta: { key: string; value: string }
  chain: { id: number; name: string; own: number }
  event: {
    id: number
    chain: number
    seq: number
    prev: Uint8Array
    hash: Uint8Array
    body: string
    uid: string
  }
  alias: {
    id: number
    chain: number
    seq: number
    prev: Uint8Array
    hash: Uint8Array
    event: number
  }
  stream_order: {
    pos: number
    event: number
    running: Uint8Array
    received_at: number
    alias: number | null
    quarantine: string | null
  }
  entity: { id: number; name: string; heads: string }
  entity_event: { entity: number; event: number }
  specimen: {
    n: number
    id: string
    code: string
    accession: string
    study: string
    material: string
    tube_type: string
    collected_at: number | null
    donor: string | null
    origin: string
    parent: string | null
    nanolitres: number | null
    undone: number
    received_at: number
    received_by: string
  }
  tube_claim: {
    specimen: string
    uid: string
    state: 'unplaced' | 'stored' | 'out' | 'dispatched' | 'missing'
    container: string | null
    idx: number | null
    holder: string | null
    since: number
  }
  container: {
    id: string
    kind: string
    name: string
    code: string | null
    parent: string | null
    idx: number | null
    layout: string | null
    holds: string
    celsius: number | null
  }
  tally: { name: string; n: number }
  discrepancy: {
    id: string
    kind: string
    entity: string
    since: number
    state: string
    /** Whether it holds now, as 0 or 1. */
    holds: number
    /** JSON */
    evidence: string
    resolution: string | null
  }
  amount: { specimen: string; used: number; thaws: number }
  command_done: {
    id: string
    type: string
    actor: string
    at: number
    first_event: number
    last_event: number
    undone_by: string | null
  }
}
