/**
 * The ledger itself, its derived tables and what belongs to this bench alone.
 *
 * `event` is append-only: the triggers also stop INSERT OR REPLACE, which deletes without firing a
 * delete trigger. `stream_order` is the common order as the service gave it. `entity` and all tables
 * below it are derived and may be rebuilt at any time.
 */
export const sql = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE chain(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  own INTEGER NOT NULL CHECK (own IN (0, 1))
) STRICT;

CREATE TABLE event(
  id INTEGER PRIMARY KEY,
  chain INTEGER NOT NULL REFERENCES chain,
  seq INTEGER NOT NULL CHECK (seq > 0),
  prev BLOB NOT NULL CHECK (length(prev) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  body TEXT NOT NULL,
  uid TEXT NOT NULL UNIQUE,
  UNIQUE (chain, seq)
) STRICT;

CREATE TRIGGER event_next BEFORE INSERT ON event
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM event)
  OR new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE chain = new.chain)
BEGIN SELECT raise(ABORT, 'an event comes only at the end of its chain'); END;

CREATE TRIGGER event_kept BEFORE UPDATE ON event
BEGIN SELECT raise(ABORT, 'an event is never changed'); END;

CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT raise(ABORT, 'an event is never deleted'); END;

CREATE TABLE stream_order(
  pos INTEGER PRIMARY KEY,
  event INTEGER NOT NULL UNIQUE REFERENCES event,
  running BLOB NOT NULL CHECK (length(running) = 32),
  received_at INTEGER NOT NULL
) STRICT;

CREATE TABLE entity(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  heads TEXT NOT NULL
) STRICT;

CREATE TABLE entity_event(
  entity INTEGER NOT NULL REFERENCES entity,
  event INTEGER NOT NULL REFERENCES event,
  PRIMARY KEY (entity, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE specimen(
  id TEXT PRIMARY KEY,
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
) STRICT, WITHOUT ROWID;
CREATE INDEX specimen_code ON specimen(code, id);
CREATE INDEX specimen_parent ON specimen(parent) WHERE parent IS NOT NULL;

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

CREATE TABLE command_done(
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  first_event INTEGER NOT NULL REFERENCES event,
  last_event INTEGER NOT NULL REFERENCES event,
  undone_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX command_done_last ON command_done(last_event);

CREATE TABLE intake(id INTEGER PRIMARY KEY CHECK (id = 1), session TEXT NOT NULL) STRICT;

CREATE TABLE pin(
  person TEXT PRIMARY KEY,
  salt BLOB NOT NULL,
  hash BLOB NOT NULL,
  wrong INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
