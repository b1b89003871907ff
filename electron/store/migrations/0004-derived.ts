/**
 * The derived tables made anew, empty: they are derived again when the ledger is opened.
 *
 * They refer to each other by no foreign key, so that a later generation of them can be built apart and
 * put in their place. `entity.id` is (the first event that names the entity) * 1024 + its place among the
 * names of that event, and `specimen.n` is the `id` of the entity `specimen:…`: numbers that follow from
 * the ledger, whatever the order in which it is read. `specimen_text` finds parts of codes and accession
 * identifiers, and holds nothing of a donor. `tally` counts what is too much to count when it is asked for.
 *
 * The rows of an open batch stand in a table of their own: one that is written whole at each scan would
 * cost more pages than everything else.
 */
export const sql = `
DROP TABLE entity_event;
DROP TABLE entity;
DROP TABLE specimen;
DROP TABLE tube_claim;
DROP TABLE container;
DROP TABLE discrepancy;

CREATE TABLE entity(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  heads TEXT NOT NULL
) STRICT;

CREATE TABLE entity_event(
  entity INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (entity, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE specimen(
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL,
  accession TEXT NOT NULL,
  study TEXT NOT NULL,
  material TEXT NOT NULL,
  tube_type TEXT NOT NULL,
  collected_at INTEGER,
  donor TEXT,
  origin TEXT NOT NULL,
  parent TEXT,
  nanolitres INTEGER,
  undone INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  received_by TEXT NOT NULL
) STRICT;
CREATE INDEX specimen_code ON specimen(code COLLATE NOCASE);
CREATE INDEX specimen_accession ON specimen(accession COLLATE NOCASE);
CREATE INDEX specimen_donor ON specimen(donor COLLATE NOCASE) WHERE donor IS NOT NULL;
CREATE INDEX specimen_parent ON specimen(parent) WHERE parent IS NOT NULL;
CREATE INDEX specimen_undone ON specimen(id) WHERE undone = 1;

CREATE VIRTUAL TABLE specimen_text USING fts5(
  code, accession, content = 'specimen', content_rowid = 'n', tokenize = 'trigram'
);

CREATE TABLE tube_claim(
  specimen TEXT NOT NULL,
  uid TEXT NOT NULL,
  state TEXT NOT NULL,
  container TEXT,
  idx INTEGER,
  holder TEXT,
  since INTEGER NOT NULL,
  PRIMARY KEY (specimen, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX tube_claim_place ON tube_claim(container, idx) WHERE container IS NOT NULL;
CREATE INDEX tube_claim_out ON tube_claim(since) WHERE state = 'out';

CREATE TABLE container(
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT,
  parent TEXT,
  idx INTEGER,
  layout TEXT,
  holds TEXT NOT NULL,
  celsius INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX container_place ON container(parent, idx);

CREATE TABLE discrepancy(
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  entity TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tally(name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE intake_row(
  id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  code TEXT NOT NULL,
  idx INTEGER NOT NULL,
  specimen TEXT NOT NULL,
  material TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;
INSERT INTO intake_row(command, code, idx, specimen, material, at, state)
SELECT row.value ->> 'command', row.value ->> 'code', row.value ->> 'index', row.value ->> 'specimen',
  row.value ->> 'material', row.value ->> 'at', row.value ->> 'state'
FROM intake, json_each(intake.session, '$.rows') row
ORDER BY row.key DESC;
UPDATE intake SET session = json_remove(session, '$.rows');
`
