import type { SpecimenView } from '#shared/contract/views.ts'
import type { TestBench } from './test-bench.ts'

/** What is known of a ledger that an earlier version wrote, in words that no later version changes. */
export interface Known {
  readonly site: string
  readonly chains: readonly { readonly name: string; readonly seq: number; readonly hash: string }[]
  readonly specimens: readonly {
    readonly code: string
    readonly material: string
    readonly state: string
    readonly places: readonly string[]
    readonly parent: string | null
    /** What came with later formats is only said where there is something to say. */
    readonly parents?: readonly string[]
    readonly heldBack?: string
    readonly used?: number
    readonly thaws?: number
  }[]
  readonly discrepancies: readonly string[]
}

export function knownOf(bench: TestBench): Known {
  const rows = bench.reader
    .specimens({ text: '', limit: 200, after: null })
    .rows.toSorted((a, b) => (`${a.code} ${a.specimen}` < `${b.code} ${b.specimen}` ? -1 : 1))
  return {
    site: bench.reader.about(bench.writer.facts().install).site!.name,
    chains: bench.rows(`
      SELECT c.name, max(e.seq) AS seq, lower(hex(e.hash)) AS hash
      FROM event e JOIN chain c ON c.id = e.chain GROUP BY c.id ORDER BY c.name`),
    specimens: rows.map(({ specimen }) => knownSpecimen(bench.reader.specimen(specimen)!)),
    discrepancies: bench.reader.discrepancies().map(({ id }) => id),
  }
}

function knownSpecimen(view: SpecimenView): Known['specimens'][number] {
  const { specimen, code, material, state, places, lineage } = view
  const ids = lineage.find((one) => one.specimen === specimen)?.parents ?? []
  const parents = ids.map((id) => lineage.find((one) => one.specimen === id)?.code ?? '?').sort()
  const { quarantined, closed, used, thaws } = view
  const heldBack = [quarantined, closed].filter((one) => one !== null).join(', ')
  return {
    ...{ code, material, state, places: places.map((p) => `${p.path}/${p.position}`) },
    parent: parents[0] ?? null,
    ...(parents.length > 1 && { parents }),
    ...(heldBack !== '' && { heldBack }),
    ...(used > 0 && { used }),
    ...(thaws > 0 && { thaws }),
  }
}
