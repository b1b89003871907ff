import type { ActLine } from '#shared/contract/keeping.ts'
import { readUid } from '#shared/ledger/body.ts'
import { said } from '#shared/ledger/verify-chain.ts'
import { actsOf, type Names, namesIn, type Readable } from '../restore/acts.ts'
import { withPresent } from '../restore/present.ts'
import type { Collected } from './collect.ts'
import type { Scratch } from './scratch.ts'

/** Own acts that can be read and that nothing proves, newest first: tubes to look at again. */
export function unprovenActs(
  ledger: string,
  scratch: Scratch,
  { own, lost }: Collected,
  most?: number,
): readonly ActLine[] {
  const chains = own.filter(({ name }) => lost.some(({ chain }) => chain === name))
  const events = chains.toReversed().flatMap(({ id, seq }) => [...beyond(scratch, id, seq)])
  return withPresent(ledger, (present) =>
    actsOf(events, namesOf(scratch, present ? namesIn(present) : null), most),
  )
}

/** So many events are looked at: more than a person would ever look at again. */
const MOST = 100_000

/** What stands beyond the last event that is proven. 0 is a chain that nothing names. */
function beyond(scratch: Scratch, chain: number, seq: number): Readable[] {
  const rows = scratch
    .prepare(
      `SELECT body FROM (
         SELECT seq, body FROM found WHERE chain = @chain AND seq > @seq
         UNION SELECT seq, body FROM doubt WHERE chain IN (@chain, 0) AND seq > @seq)
       ORDER BY seq DESC LIMIT ${MOST}`,
    )
    .all({ chain, seq }) as { body: string }[]
  return rows.flatMap(({ body }) => {
    const uid = said(body) && readUid(body)
    return uid ? [{ body, uid }] : []
  })
}

/** As the present ledger says it, and where it cannot, as the events themselves do. */
function namesOf(scratch: Scratch, present: Names | null): Names {
  const fromEvents = codesOfEvents(scratch)
  return {
    actor: (id) => present?.actor(id) ?? '?',
    specimen: (id) => present?.specimen(id) ?? fromEvents(id),
    container: (id) => present?.container(id) ?? null,
  }
}

function codesOfEvents(scratch: Scratch): (specimen: string) => string | null {
  let known: Map<string, string> | null = null
  return (specimen) => {
    known ??= new Map(
      scratch
        .prepare(
          `SELECT body ->> '$.data.specimen', body ->> '$.data.code' FROM found
           WHERE body LIKE '%"specimen.accessioned"%' AND json_valid(body)`,
        )
        .raw()
        .all() as [string, string][],
    )
    return known.get(specimen) ?? null
  }
}
