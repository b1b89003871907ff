/**
 * The chain of another bench may have gaps here: a fact that the service knows already under another
 * envelope moves its chain on and not the common order. Own events still come one after the other.
 */
export const sql = `
DROP TRIGGER event_next;
CREATE TRIGGER event_next BEFORE INSERT ON event
WHEN new.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM event)
  OR new.seq <= (SELECT coalesce(max(seq), 0) FROM event WHERE chain = new.chain)
  OR ((SELECT own FROM chain WHERE id = new.chain) IS NOT 0
    AND new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE chain = new.chain))
BEGIN SELECT raise(ABORT, 'an event comes only at the end of its chain'); END;
`
