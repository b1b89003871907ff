import type { TestBench } from './test-bench.ts'

/** The places of a chain's row that have a link, events and aliases together. */
export const linksOf = (bench: TestBench, row: string): number[] =>
  bench.column<number>(
    `SELECT l.seq FROM (SELECT chain, seq FROM event UNION ALL SELECT chain, seq FROM alias) l
     JOIN chain c ON c.id = l.chain WHERE c.name = ? ORDER BY l.seq`,
    row,
  )
