import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'

/**
 * Seals, when the service received what (chained), and a sum over each row that belongs to this bench
 * alone, so that a change of any column is found. `format` says which programs may open the ledger, and
 * once more which format it has: no single bit of the file's header can change that unseen. What a sum is
 * over is written here a second time: a migration must do for ever what it did when it landed.
 */
export function upgrade(db: Database.Database): void {
  db.exec(`
CREATE TABLE seal(
  chain INTEGER NOT NULL REFERENCES chain,
  seq INTEGER NOT NULL CHECK (seq > 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  key BLOB NOT NULL CHECK (length(key) = 32),
  at INTEGER NOT NULL,
  protection TEXT NOT NULL CHECK (protection IN ('file', 'keychain', 'passphrase')),
  sig BLOB NOT NULL CHECK (length(sig) = 64),
  PRIMARY KEY (chain, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER seal_once BEFORE INSERT ON seal
WHEN EXISTS (SELECT 1 FROM seal WHERE chain = new.chain AND seq = new.seq)
BEGIN SELECT raise(ABORT, 'a seal is never replaced'); END;
CREATE TRIGGER seal_kept BEFORE UPDATE ON seal
BEGIN SELECT raise(ABORT, 'a seal is never changed'); END;
CREATE TRIGGER seal_stays BEFORE DELETE ON seal
BEGIN SELECT raise(ABORT, 'a seal is never deleted'); END;

CREATE TABLE format(min_safe_version INTEGER NOT NULL, version INTEGER NOT NULL) STRICT;
INSERT INTO format VALUES (5, 5);

ALTER TABLE stream_order ADD COLUMN receipt BLOB;
ALTER TABLE meta ADD COLUMN sum BLOB;
ALTER TABLE command_done ADD COLUMN sum BLOB;
ALTER TABLE intake ADD COLUMN sum BLOB;
ALTER TABLE intake_row ADD COLUMN sum BLOB;
ALTER TABLE pin ADD COLUMN sum BLOB;
`)
  sumRows(db, 'meta', 'key', ['key', 'value'])
  sumRows(db, 'command_done', 'id', COMMAND_DONE)
  sumRows(db, 'intake', 'id', ['id', 'session'])
  sumRows(db, 'intake_row', 'id', INTAKE_ROW)
  sumRows(db, 'pin', 'person', ['person', 'salt', 'hash', 'wrong'])
  chainReceipts(db)
}

const COMMAND_DONE = ['id', 'type', 'actor', 'at', 'first_event', 'last_event', 'undone_by']
const INTAKE_ROW = ['id', 'command', 'code', 'idx', 'specimen', 'material', 'at', 'state']

function sumRows(
  db: Database.Database,
  table: string,
  key: string,
  columns: readonly string[],
): void {
  const rows = db
    .prepare(`SELECT ${columns.join(', ')} FROM ${table}`)
    .raw()
    .all() as unknown[][]
  const put = db.prepare(`UPDATE ${table} SET sum = ? WHERE ${key} = ?`)
  for (const row of rows) put.run(sumOf(table, row), row[0])
}

function sumOf(table: string, row: readonly unknown[]): Buffer {
  const cells = row.map((cell) => (Buffer.isBuffer(cell) ? cell.toString('hex') : cell))
  return hash('sha256', Buffer.from(`row1${table}\0${JSON.stringify(cells)}`), 'buffer')
}

function chainReceipts(db: Database.Database): void {
  const put = db.prepare('UPDATE stream_order SET receipt = ? WHERE pos = ?')
  const next = db.prepare(
    'SELECT pos, received_at FROM stream_order WHERE pos > ? ORDER BY pos LIMIT 1',
  )
  const bytes = Buffer.alloc(4 + 32 + 8 + 8)
  bytes.write('rcv1')
  let row = next.get(0) as { pos: number; received_at: number } | undefined
  while (row) {
    bytes.writeBigUInt64BE(BigInt(row.pos), 36)
    bytes.writeBigInt64BE(BigInt(row.received_at), 44)
    const receipt = hash('sha256', bytes, 'buffer')
    put.run(receipt, row.pos)
    receipt.copy(bytes, 4)
    row = next.get(row.pos) as typeof row
  }
}
