import type {
  ChainReport,
  EventFinding,
  Finding,
  LostFinding,
  Note,
  VerifyReport,
} from '#shared/ledger/findings.ts'
import { never } from '#shared/lib/assert.ts'
import type { FileFault } from './file.ts'

const many = (n: number, one: string, more = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : more}`

/** A moment in UTC; a number that is no moment as it is. */
const moment = (at: number): string =>
  Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at)

/** What a report says, line by line, in plain words. */
export function sayReport(file: string, report: VerifyReport): string[] {
  const { kind, made, events, chains, order, seals, acts, rows, tubes, sound } = report
  const what =
    kind === 'export'
      ? `${file} is an exported ledger${made ? `, of bench ${made.bench}, made ${moment(made.at)}, ${made.key ? `signed by ${made.key}` : 'not signed'}` : ''}.`
      : `${file} is a ledger of Frostkeep.`
  return [
    what,
    `Looked at: ${many(events, 'event')} in ${many(chains.length, 'chain')}, ${many(order, 'position')} of the common order, ` +
      `${many(seals, 'seal')}, ${many(acts, 'signed act')}${kind === 'ledger' ? `, ${many(rows, 'row')} of the bench's own tables` : ''}.`,
    ...chains.map(sayChain),
    ...report.notes.map((note) => NOTES[note]),
    ...report.findings.flatMap((one) => sayFinding(one, report.people)),
    ...(tubes.length > 0
      ? [`Tubes that depend on it: ${tubes.join(', ')}. Look them up before they are used.`]
      : []),
    sound
      ? 'SOUND: all of it is what was recorded.'
      : `DAMAGED: ${many(report.findings.length, 'finding')}.`,
  ]
}

function sayChain({ name, own, events, seq, hash, sealed }: ChainReport): string {
  const by = sealed
    ? `sealed up to event ${sealed.seq} at ${moment(sealed.at)} by key ${sealed.key} (kept in: ${sealed.protection})`
    : 'sealed by nobody'
  const whose = own ? "This bench's chain" : 'Chain'
  return `${whose} ${name}: ${many(events, 'event')}, the last is ${seq} with ${hash}; ${by}.`
}

const NOTES: Readonly<Record<Note, string>> = {
  'no-anchor':
    'There is no anchor beside it: were its last events gone, that could not be seen from it alone.',
  'anchor-slot':
    'One of the two slots of the anchor is not whole, as after a crash while it was written; the other one was used.',
  'no-seal':
    'No seal: it is whole in itself, and no key vouches that it is the one that was recorded.',
  'key-unprotected':
    'A key lies in a file that only its mode protects: whoever could read that file could sign.',
  'export-unsigned': 'The export is not signed.',
  'newer-format':
    'A later version has changed its form; what that version added was not looked at.',
}

const EVENT_FAULTS: Readonly<Record<EventFinding['fault'], string>> = {
  form: 'lacks a part, or a part is of a wrong form',
  row: 'comes after rows that are missing',
  chain: 'is of a chain that nothing names',
  seq: 'does not come after the last of its chain',
  missing: 'comes after events that are missing',
  link: 'does not follow the event before it: one of the two is not what was recorded',
  hash: 'is not what was recorded: its parts do not give its hash',
  uid: 'has another identity than it was recorded with',
  act: 'carries a signature that does not hold',
  fact: 'is another envelope of an event that is not there',
  place:
    'is of another bench, and has no place in the common order, by which alone such events come',
}

const LOST_FAULTS: Readonly<Record<LostFinding['fault'], string>> = {
  form: 'a part of it is of a wrong form',
  event: 'the envelope that it names is not there',
  running: 'its running hash is not the one that was given for it',
}

type Names = VerifyReport['people']

function sayFinding(one: Finding, names: Names): string[] {
  switch (one.type) {
    case 'event':
      return sayEvent(one, names)
    case 'order':
      return [
        `The common order does not hold from position ${one.pos} on (${one.fault})${one.event ? `: event ${one.event.seq} of ${one.event.chain}` : ''}.`,
      ]
    case 'lost':
      return [
        `Position ${one.pos}, which a restored service (${one.epoch}) has lost, is not what was received: ${LOST_FAULTS[one.fault]}.`,
      ]
    case 'seal':
      return [`The seal of ${one.chain} at event ${one.seq} does not hold (${one.fault}).`]
    case 'anchor':
      return [`The anchor names what is not there: ${JSON.stringify(one.fault)}.`]
    case 'row':
      return [`Table ${one.table}, row ${one.key}: ${one.what}.`]
    case 'file':
      return [`The file (${one.fault}): ${one.what}.`]
    case 'derived':
      return [`The derived table ${one.table} is not what the events give.`]
    case 'export':
      return [`Line ${one.line} (${one.fault}): ${one.what}.`]
    default:
      return never(one)
  }
}

function sayEvent(one: EventFinding, names: Names): string[] {
  const { chain, seq, event, uid, says, from, unproven, alsoBad, dependentCount } = one
  return [
    `FIRST BAD EVENT of ${chain}: ${one.isAlias ? `link ${seq}, another envelope of an event` : `event ${seq}`} (row ${event}, ${uid}) ${EVENT_FAULTS[one.fault]}${from === null ? '' : `, from ${from} on`}.`,
    ...(says
      ? [
          `  It says: ${says.type}, at ${moment(says.at)}, by ${sayActor(says.actor, names)}, about ${says.entities.join(', ') || 'nothing'}.`,
        ]
      : ['  Its body cannot be read.']),
    `  After it in its chain: ${many(unproven, 'event')} that nothing connects with its beginning, ${alsoBad} bad as well.`,
    `  ${many(dependentCount, 'later event rests', 'later events rest')} on it${dependentCount > 0 ? ':' : '.'}`,
    ...one.dependents.map(
      (d) => `    event ${d.seq} of ${d.chain}, ${d.type}, about ${d.entities.join(', ')}`,
    ),
  ]
}

const sayActor = (actor: string, names: Names): string =>
  names[actor] === undefined ? actor : `${names[actor]} (${actor})`

/** Why nothing can be said about a file, for the person who asked. */
export function sayFault(file: string, fault: FileFault): string {
  switch (fault.type) {
    case 'Missing':
      return `There is no file ${file}.`
    case 'Folder':
      return `${file} is a folder. Name the file in it: ledger.db, a backup or an export.`
    case 'Empty':
      return `${file} is empty. Where a ledger was expected there, look for its backup.`
    case 'OtherFile':
      return `${file} is neither a ledger of Frostkeep nor an export of one.`
    case 'Anchor':
      return `${file} is the anchor of a ledger. Name the ledger beside it: the anchor is read with it.`
    case 'OtherDatabase':
      return `${file} is a database of another program.`
    case 'NewerFormat':
      return `${file} has format ${fault.format}, and this version knows up to ${fault.known}. Verify it with the version that wrote it.`
    case 'Changed':
      return `${file} was written to while it was read. Try again, or verify a backup.`
    case 'Cancelled':
      return 'Stopped before the end.'
    case 'Unreadable':
      return `${file} cannot be read: ${fault.why}.`
    default:
      return never(fault)
  }
}
