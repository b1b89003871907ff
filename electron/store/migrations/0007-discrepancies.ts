/**
 * Discrepancies with how they stand, made anew and empty: derived tables are derived again when the ledger
 * is opened. `evidence` has the events that a resolution now has to name (JSON, sorted), `resolution` the
 * last one. `amount` counts what was used of a specimen (nanolitres) and how often it was thawed; a
 * specimen of which neither is known has no row.
 */
export const sql = `
DROP TABLE discrepancy;
CREATE TABLE discrepancy(
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  since INTEGER NOT NULL,
  state TEXT NOT NULL,
  holds INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  resolution TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX discrepancy_asking ON discrepancy(since) WHERE state <> 'resolved';
CREATE INDEX discrepancy_kind ON discrepancy(kind, entity);

CREATE TABLE amount(
  specimen TEXT PRIMARY KEY,
  used INTEGER NOT NULL,
  thaws INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
