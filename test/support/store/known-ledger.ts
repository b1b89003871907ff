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
    specimens: rows.map(({ specimen }) => {
      const { code, material, state, places, lineage } = bench.reader.specimen(specimen)!
      const parentId = lineage.find((one) => one.specimen === specimen)?.parents[0] ?? null
      const parent = lineage.find((one) => one.specimen === parentId)?.code ?? null
      return { code, material, state, places: places.map((p) => `${p.path}/${p.position}`), parent }
    }),
    discrepancies: bench.reader.discrepancies().map(({ id }) => id),
  }
}
