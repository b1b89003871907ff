/**
 * An event is not displaced by another of the same uid either: INSERT OR REPLACE would delete the first
 * without firing its trigger, where no other row refers to it.
 */
export const sql = `
CREATE TRIGGER event_uid BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE uid = new.uid)
BEGIN SELECT raise(ABORT, 'an event with this uid is there already'); END;
`
