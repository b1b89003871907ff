/**
 * What sync needs where the service, or this bench, was restored.
 *
 * `alias` is another envelope of a fact that is here: the links of a chain are its events and its aliases
 * together. Only the chain of the present life is without gaps, and only there a link comes last; every
 * other chain may begin anywhere and be filled in any order. Where two envelopes claim one place of a
 * chain, the second stands under a row of `chain` named `<chain>#2`, `#3`, …: a branch.
 *
 * `stream_order.alias` is the envelope that stands at a position, where that is not the event's own;
 * `quarantine` is why the service has marked it, under the receipt. `past_order` has the positions that a
 * restored service has lost, `bad_seal` the seals that came and did not hold: evidence, each row with a sum.
 */
export const sql = `
CREATE TABLE alias(
  id INTEGER PRIMARY KEY,
  chain INTEGER NOT NULL REFERENCES chain,
  seq INTEGER NOT NULL CHECK (seq > 0),
  prev BLOB NOT NULL CHECK (length(prev) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  event INTEGER NOT NULL REFERENCES event,
  UNIQUE (chain, seq)
) STRICT;
CREATE INDEX alias_event ON alias(event);

DROP TRIGGER event_next;
CREATE TRIGGER event_next BEFORE INSERT ON event
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM event)
  OR EXISTS (SELECT 1 FROM event WHERE chain = new.chain AND seq = new.seq)
  OR EXISTS (SELECT 1 FROM alias WHERE chain = new.chain AND seq = new.seq)
  OR ((SELECT own FROM chain WHERE id = new.chain) IS NOT 0
    AND (SELECT name FROM chain WHERE id = new.chain) IS (
      SELECT i.value || '~' || n.value || ':' || s.value FROM meta i, meta n, meta s
      WHERE i.key = 'install' AND n.key = 'incarnation' AND s.key = 'stream')
    AND new.seq IS NOT 1 + max(
      (SELECT coalesce(max(seq), 0) FROM event WHERE chain = new.chain),
      (SELECT coalesce(max(seq), 0) FROM alias WHERE chain = new.chain)))
BEGIN SELECT raise(ABORT, 'an event comes only at the end of its chain'); END;

CREATE TRIGGER alias_next BEFORE INSERT ON alias
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM alias)
  OR EXISTS (SELECT 1 FROM event WHERE chain = new.chain AND seq = new.seq)
  OR EXISTS (SELECT 1 FROM alias WHERE chain = new.chain AND seq = new.seq)
  OR ((SELECT own FROM chain WHERE id = new.chain) IS NOT 0
    AND (SELECT name FROM chain WHERE id = new.chain) IS (
      SELECT i.value || '~' || n.value || ':' || s.value FROM meta i, meta n, meta s
      WHERE i.key = 'install' AND n.key = 'incarnation' AND s.key = 'stream')
    AND new.seq IS NOT 1 + max(
      (SELECT coalesce(max(seq), 0) FROM event WHERE chain = new.chain),
      (SELECT coalesce(max(seq), 0) FROM alias WHERE chain = new.chain)))
BEGIN SELECT raise(ABORT, 'an alias comes only at the end of its chain'); END;
CREATE TRIGGER alias_kept BEFORE UPDATE ON alias
BEGIN SELECT raise(ABORT, 'an alias is never changed'); END;
CREATE TRIGGER alias_stays BEFORE DELETE ON alias
BEGIN SELECT raise(ABORT, 'an alias is never deleted'); END;

ALTER TABLE stream_order ADD COLUMN alias INTEGER REFERENCES alias;
ALTER TABLE stream_order ADD COLUMN quarantine TEXT;

CREATE TABLE past_order(
  id INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL,
  pos INTEGER NOT NULL CHECK (pos > 0),
  event INTEGER NOT NULL REFERENCES event,
  alias INTEGER REFERENCES alias,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  before BLOB NOT NULL CHECK (length(before) = 32),
  running BLOB NOT NULL CHECK (length(running) = 32),
  received_at INTEGER NOT NULL,
  receipt BLOB NOT NULL CHECK (length(receipt) = 32),
  quarantine TEXT,
  lost_at INTEGER NOT NULL,
  sum BLOB NOT NULL
) STRICT;
CREATE INDEX past_order_event ON past_order(event);
CREATE TRIGGER past_order_next BEFORE INSERT ON past_order
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM past_order)
BEGIN SELECT raise(ABORT, 'a lost position is never replaced'); END;
CREATE TRIGGER past_order_kept BEFORE UPDATE ON past_order
BEGIN SELECT raise(ABORT, 'a lost position is never changed'); END;
CREATE TRIGGER past_order_stays BEFORE DELETE ON past_order
BEGIN SELECT raise(ABORT, 'a lost position is never deleted'); END;

CREATE TABLE bad_seal(
  id INTEGER PRIMARY KEY,
  chain INTEGER NOT NULL REFERENCES chain,
  seq INTEGER NOT NULL CHECK (seq > 0),
  seal TEXT NOT NULL,
  sum BLOB NOT NULL,
  UNIQUE (chain, seq)
) STRICT;
CREATE TRIGGER bad_seal_next BEFORE INSERT ON bad_seal
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM bad_seal)
  OR EXISTS (SELECT 1 FROM bad_seal WHERE chain = new.chain AND seq = new.seq)
BEGIN SELECT raise(ABORT, 'a bad seal is never replaced'); END;
CREATE TRIGGER bad_seal_kept BEFORE UPDATE ON bad_seal
BEGIN SELECT raise(ABORT, 'a bad seal is never changed'); END;
CREATE TRIGGER bad_seal_stays BEFORE DELETE ON bad_seal
BEGIN SELECT raise(ABORT, 'a bad seal is never deleted'); END;
`
