import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'

/**
 * Where a salvage puts what it finds, beside the ledger and only until it ends: a ledger is larger than
 * a computer's memory.
 *
 * `found` are envelopes whose hash is that of their parts, of events and others of the same facts (`alias`);
 * `doubt` are all other events. `branch` says that it stood in a branch of its chain, `other` that the chain
 * is proven without it. `place` is where an event stood in a source, another envelope under its number made
 * negative. Chains are numbered by their names in `chain`; number 0 is a chain that nothing names. `built` is
 * where an envelope is in the new ledger.
 */
const SCHEMA = `
CREATE TABLE source(id INTEGER PRIMARY KEY, name TEXT NOT NULL, events INTEGER NOT NULL);
CREATE TABLE chain(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE found(
  chain INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, prev BLOB NOT NULL,
  body TEXT NOT NULL, row INTEGER NOT NULL, branch INTEGER NOT NULL,
  alias INTEGER NOT NULL DEFAULT 0, other INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (chain, seq, hash)
);
CREATE INDEX found_hash ON found(hash);
CREATE TABLE alias(
  source INTEGER NOT NULL, id INTEGER NOT NULL, chain INTEGER NOT NULL, branch INTEGER NOT NULL,
  seq INTEGER NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL, event INTEGER NOT NULL
);
CREATE TABLE doubt(
  chain INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, prev BLOB NOT NULL,
  body TEXT NOT NULL, source INTEGER NOT NULL, row INTEGER NOT NULL
);
CREATE INDEX doubt_place ON doubt(chain, seq);
CREATE TABLE place(
  source INTEGER NOT NULL, row INTEGER NOT NULL, chain INTEGER NOT NULL, seq INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (source, row, hash)
) WITHOUT ROWID;
CREATE TABLE position(
  pos INTEGER NOT NULL, source INTEGER NOT NULL, event INTEGER NOT NULL, running BLOB NOT NULL,
  received_at INTEGER NOT NULL, receipt BLOB, alias INTEGER, quarantine TEXT
);
CREATE INDEX position_pos ON position(pos);
CREATE TABLE seal(
  chain INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, key BLOB NOT NULL,
  at INTEGER NOT NULL, protection TEXT NOT NULL, sig BLOB NOT NULL, branch INTEGER NOT NULL,
  PRIMARY KEY (chain, seq, hash, key)
);
CREATE TABLE own(
  id INTEGER PRIMARY KEY, source INTEGER NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, cells TEXT NOT NULL
);
CREATE INDEX own_key ON own(name, key, id);
CREATE TABLE ordered(
  pos INTEGER PRIMARY KEY, chain INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
  running BLOB NOT NULL, received_at INTEGER NOT NULL, quarantine TEXT
);
CREATE INDEX ordered_hash ON ordered(hash);
CREATE TABLE lost(
  id INTEGER PRIMARY KEY, epoch TEXT NOT NULL, pos INTEGER NOT NULL, hash BLOB NOT NULL,
  running BLOB NOT NULL, cells TEXT NOT NULL,
  UNIQUE (epoch, pos, running)
);
CREATE INDEX lost_hash ON lost(hash);
CREATE TABLE bad_seal(chain INTEGER NOT NULL, seq INTEGER NOT NULL, branch INTEGER NOT NULL, seal TEXT NOT NULL);
CREATE TABLE built(
  hash BLOB PRIMARY KEY, line INTEGER NOT NULL, chain INTEGER NOT NULL, seq INTEGER NOT NULL,
  event INTEGER NOT NULL, alias INTEGER
) WITHOUT ROWID;
`

export type Scratch = Database.Database

const folderOf = (ledger: string): string => join(dirname(ledger), 'salvaging')

/** Nothing in it has to survive anything. Throws what SQLite or the system says. */
export function withScratch<T>(ledger: string, work: (scratch: Scratch) => T): T {
  const folder = folderOf(ledger)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  const scratch = new Database(join(folder, 'found.db'))
  try {
    scratch.pragma('journal_mode = OFF')
    scratch.pragma('synchronous = OFF')
    scratch.pragma('cache_size = -64000')
    scratch.exec(SCHEMA)
    return work(scratch)
  } finally {
    scratch.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
