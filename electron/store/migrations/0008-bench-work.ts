/**
 * `status` has the specimens that are held back or closed, `parentage` what went into a pool: both are derived.
 * `work` is what a bench has begun of each kind, `work_row` its scans from 1 (JSON in `detail`), `printer` the
 * label printers of this bench and `label_job` what they have been asked for (JSON in `labels`). A row of the
 * last four belongs to this bench, and has a sum.
 */
export const sql = `
CREATE TABLE status(
  specimen TEXT PRIMARY KEY,
  quarantined TEXT,
  closed TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE parentage(
  child TEXT NOT NULL,
  parent TEXT NOT NULL,
  PRIMARY KEY (child, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX parentage_parent ON parentage(parent);

CREATE TABLE work(
  kind TEXT PRIMARY KEY,
  session TEXT NOT NULL,
  sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE work_row(
  kind TEXT NOT NULL,
  n INTEGER NOT NULL,
  command TEXT NOT NULL,
  code TEXT NOT NULL,
  specimen TEXT,
  what TEXT NOT NULL,
  detail TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  sum BLOB NOT NULL,
  PRIMARY KEY (kind, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_row_code ON work_row(kind, code);

CREATE TABLE printer(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  dpi INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE label_job(
  id TEXT PRIMARY KEY,
  made_at INTEGER NOT NULL,
  printer TEXT NOT NULL,
  template TEXT NOT NULL,
  labels TEXT NOT NULL,
  copies INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  tries INTEGER NOT NULL,
  last_error TEXT,
  actor TEXT NOT NULL,
  sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX label_job_made ON label_job(made_at);
`
