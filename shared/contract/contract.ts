import { eventIterator, oc, type } from '@orpc/contract'
import { z } from 'zod'
import { workKind } from '../domain/batch/setup.ts'
import { type CommandType, command } from '../domain/commands.ts'
import { holder, noteText } from '../domain/donor/facts.ts'
import { MOST_FILE_BYTES } from '../domain/files/media.ts'
import type { Refusal } from '../domain/refusals.ts'
import { id, material, role, tubeType, words } from '../domain/words.ts'
import { labelTemplate } from '../label/template.ts'
import type { VerifyReport } from '../ledger/findings.ts'
import type { Result } from '../lib/result.ts'
import { MOST_BUNDLE_TEXT } from '../sync/bundle.ts'
import { askedVia, OWN_SOURCES, askedText as text } from './asked-via.ts'
import { type DeviceScan, devicesContract } from './devices.ts'
import type { DiscrepancyView } from './discrepancies.ts'
import type { EraseAnswer, NoteView } from './donors.ts'
import type { AttachAnswer, FileView, OpenedFile, OpenFault } from './files.ts'
import {
  type CheckProgress,
  type ImportCheck,
  type ImportFault,
  type ImportPreview,
  type ImportProgress,
  type ImportState,
  importMapping,
  importRepair,
} from './imports.ts'
import type { IntakeAnswer, IntakeView } from './intake.ts'
import type { SnapshotAnswer } from './joining.ts'
import type {
  BackupView,
  ExportView,
  IncidentView,
  KeepingFault,
  RestoreDone,
  RestorePreview,
  SalvagePreview,
  SigningFault,
} from './keeping.ts'
import {
  type AheadView,
  jobAnswer,
  type LabelQueueView,
  type LabelSettingFault,
  type LabelSubject,
  labelOf,
  MOST_LABELS,
  type PrintAnswer,
  type PrinterSetting,
  printerSetting,
  printRequest,
  type TemplateView,
  type TestAnswer,
} from './labels.ts'
import { racksContract } from './racks.ts'
import { rescanContract } from './rescan.ts'
import { shipmentsContract } from './shipments.ts'
import { studiesContract } from './studies.ts'
import type { ArrivingBundle, DispatchView, SentBundle, TransferFault } from './transfer.ts'
import type {
  BenchView,
  BoxView,
  Change,
  FreezerView,
  HomeView,
  Identity,
  PersonView,
  RecentView,
  SpecimenList,
  SpecimenView,
  StorageRow,
  StudyView,
} from './views.ts'
import { workContract } from './work.ts'

/** What `act` answers. `unknown`: it could not be learnt yet whether the act is on the disk; `keeping.learnt` says it. */
export type ActAnswer =
  | { readonly type: 'saved'; readonly position: number; readonly touched: readonly string[] }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'unknown'; readonly command: string }

/** What an act between sites answers; a fault comes before anything is recorded. */
export type TransferAnswer = ActAnswer | { readonly type: 'fault'; readonly fault: TransferFault }

export type SetUpFault =
  | { readonly type: 'AlreadySetUp' }
  | { readonly type: 'BadService'; readonly reason: string }

/** `needs`: the least role that may connect a bench to a service, or to another one. */
export type ConnectFault = SetUpFault | { readonly type: 'NotAllowed'; readonly needs: 'manager' }

/** `badge` is a new badge code for the first person of an empty biobank: shown once, kept nowhere. */
export interface SetUpDone {
  readonly badge: string | null
}

export type SignInFault =
  | { readonly type: 'UnknownBadge' }
  /** Two people have this badge, given out on two benches apart: neither is signed in by it. */
  | { readonly type: 'AmbiguousBadge' }
  | { readonly type: 'WrongPin'; readonly triesLeft: number }
  | { readonly type: 'NoPin' }
  /** Too many wrong PINs: only the badge opens this account again. */
  | { readonly type: 'BadgeNeeded' }

const pin = z.string().regex(/^[0-9]{4,12}$/)
/** A name within the backup folder, never a way to another one. */
const backupName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}\.db$/)
/** That whoever is signed in is still the one at the bench: the PIN until now, or the same person's badge. */
const proof = z.union([z.object({ pin }), z.object({ badge: text })])
export type PinProof = z.infer<typeof proof>
/** Acts that only the bench itself brings about. */
const OWN_ACTS: ReadonlySet<CommandType> = new Set([
  'foundSite',
  'addBench',
  'addPerson',
  'importSpecimens',
  'dispatch',
  'receiveBundle',
  'eraseDonor',
  'note',
  'attach',
  'describe',
  'recordLabels',
  'receiveItem',
  'photograph',
  'closeShipment',
  'makeChild',
  'makeChildren',
  'pool',
  'addKey',
  'incarnate',
  'recordIncident',
])
const asked = command.refine(
  ({ type: act, via: from }) => !OWN_ACTS.has(act) && !OWN_SOURCES.has(from.source),
  'an act that a screen may ask for',
)
/** `shown` is the index of the target that the screen showed when the code was read. */
const scanned = z.object({ id, text, via: askedVia, shown: z.int().min(0).max(9999).nullable() })

/**
 * Everything a screen may ask, the same over Electron's message port and over the loopback web socket.
 * Inputs are checked where they enter; answers come from the bench itself.
 */
export const contract = {
  bench: {
    watch: oc.output(eventIterator(type<BenchView>())),
    setUp: oc
      .input(
        z.discriminatedUnion('mode', [
          z.object({ mode: z.literal('demo') }),
          z.object({
            mode: z.literal('empty'),
            site: words(80),
            bench: words(80),
            person: words(80),
            pin,
          }),
          z.object({
            mode: z.literal('join'),
            url: z.string().max(300),
            code: z.string().max(40),
            bench: words(80),
          }),
        ]),
      )
      .output(type<Result<SetUpDone, SetUpFault>>()),
    /** A new bench stops receiving a snapshot, and receives the ledger event by event. */
    joinByEvents: oc.output(type<null>()),
    connect: oc
      .input(z.object({ url: z.string().max(300), code: z.string().max(40) }))
      .output(type<Result<null, ConnectFault>>()),
    changes: oc
      .input(z.object({ from: z.int().min(0).nullable() }))
      .output(eventIterator(type<Change>())),
  },
  session: {
    people: oc.output(type<(PersonView & { hasPin: boolean })[]>()),
    signInBadge: oc.input(z.object({ code: text })).output(type<Result<PersonView, SignInFault>>()),
    signInPin: oc
      .input(z.object({ person: id, pin }))
      .output(type<Result<PersonView, SignInFault>>()),
    /** A person who has no PIN yet needs the badge. */
    setPin: oc.input(z.object({ pin, proof })).output(type<Result<null, SignInFault>>()),
    signOut: oc.output(type<null>()),
    /** The badge's code is digested where it enters and kept nowhere. */
    addPerson: oc
      .input(z.object({ id, name: words(80), role, badge: text }))
      .output(type<ActAnswer>()),
  },
  act: oc.input(z.object({ command: asked })).output(type<ActAnswer>()),
  scan: {
    resolve: oc.input(z.object({ text, box: id.nullable() })).output(type<Identity>()),
    /** IDY-5: codes in use here that a person would take for this one. */
    alike: oc.input(z.object({ code: text })).output(type<string[]>()),
    /** Codes from scanners that the bench itself reads (HID, serial), as they come. */
    device: oc.output(eventIterator(type<DeviceScan>())),
  },
  query: {
    home: oc.output(type<HomeView>()),
    recent: oc.input(z.object({ limit: z.int().min(1).max(200) })).output(type<RecentView[]>()),
    specimen: oc.input(z.object({ specimen: id })).output(type<SpecimenView | null>()),
    specimens: oc
      .input(
        z.object({
          text: z.string().max(100),
          /** Only those that are checked out. */
          out: z.boolean(),
          /** Only those that are missing. RSC-7 */
          missing: z.boolean().optional(),
          limit: z.int().min(1).max(200),
          after: z.string().max(300).nullable(),
        }),
      )
      .output(type<SpecimenList>()),
    storage: oc.output(type<StorageRow[]>()),
    freezer: oc.input(z.object({ container: id })).output(type<FreezerView | null>()),
    /** The freezer and rack that a container or box stands in, to open the map there. */
    locate: oc
      .input(z.object({ container: id }))
      .output(type<{ freezer: string | null; rack: string | null; box: string | null }>()),
    box: oc.input(z.object({ container: id })).output(type<BoxView | null>()),
    studies: oc.output(type<StudyView[]>()),
    /** What a person is asked for, oldest first; and what was settled, newest first. */
    discrepancies: oc.output(type<DiscrepancyView[]>()),
    settled: oc.output(type<DiscrepancyView[]>()),
  },
  ...studiesContract,
  ...rescanContract,
  ...racksContract,
  ...devicesContract,
  /** Remarks that are sealed to the donor's key, and the erasure of that. */
  donors: {
    /** Newest first. */
    notes: oc.input(z.object({ specimen: id })).output(type<NoteView[]>()),
    note: oc
      .input(z.object({ id, via: askedVia, specimen: id, text: noteText }))
      .output(type<ActAnswer>()),
    erase: oc
      .input(z.object({ id, via: askedVia, donor: holder, pin }))
      .output(type<EraseAnswer>()),
  },
  files: {
    /** Newest first. */
    list: oc.input(z.object({ specimen: id })).output(type<FileView[]>()),
    /** What it is, its bytes say; the name is a person's own word. */
    attach: oc
      .input(
        z.object({
          id,
          via: askedVia,
          specimen: id,
          name: z.string().max(1000),
          base64: z.base64().max(4 * Math.ceil((MOST_FILE_BYTES + 1) / 3)),
        }),
      )
      .output(type<AttachAnswer>()),
    /** Fetches the bytes where they are not here. */
    open: oc
      .input(z.object({ specimen: id, file: id }))
      .output(type<Result<OpenedFile, OpenFault>>()),
  },
  labels: {
    templates: oc.output(type<readonly TemplateView[]>()),
    /** A template of the bench's own; a manager's work, as printers are. Null: it is saved. */
    saveTemplate: oc.input(labelTemplate).output(type<LabelSettingFault | null>()),
    removeTemplate: oc
      .input(z.object({ template: z.string().max(40) }))
      .output(type<LabelSettingFault | null>()),
    printers: oc.output(type<readonly PrinterSetting[]>()),
    savePrinter: oc.input(printerSetting).output(type<LabelSettingFault | null>()),
    removePrinter: oc.input(z.object({ printer: id })).output(type<LabelSettingFault | null>()),
    /** How a printer is that may not be saved yet; with a template, one that is ready prints a test label. */
    testPrinter: oc
      .input(z.object({ printer: printerSetting, template: z.string().max(40).nullable() }))
      .output(type<TestAnswer>()),
    /** What is known of each for its label; null where there is no such thing, or it has no code. */
    subjects: oc
      .input(z.object({ of: z.array(labelOf).min(1).max(MOST_LABELS) }))
      .output(type<readonly (LabelSubject | null)[]>()),
    /** What may be printed before its tubes are there, in the open batch of a kind; null where no tube is to come. */
    ahead: oc.input(z.object({ kind: workKind })).output(type<AheadView | null>()),
    print: oc.input(printRequest).output(type<PrintAnswer>()),
    queue: oc.output(eventIterator(type<LabelQueueView>())),
    /** `blind`: also where the printer does not say how it is. */
    retry: oc.input(z.object({ job: id, blind: z.boolean() })).output(type<null>()),
    cancel: oc.input(z.object({ job: id })).output(type<null>()),
    /** What a person says came out of a job of which the bench does not know. */
    answer: oc.input(jobAnswer).output(type<Result<null, Refusal>>()),
  },
  intake: {
    current: oc.output(type<IntakeView | null>()),
    start: oc
      .input(z.object({ box: id, study: id, material, tubeType, collectedAt: z.int().nullable() }))
      .output(type<Result<IntakeView, Refusal>>()),
    scan: oc.input(scanned).output(type<IntakeAnswer>()),
    target: oc.input(z.object({ index: z.int().min(0).max(9999) })).output(type<IntakeAnswer>()),
    release: oc
      .input(z.object({ id, via: askedVia, way: z.enum(['aside', 'move-here']) }))
      .output(type<IntakeAnswer>()),
    undo: oc.input(z.object({ id, via: askedVia })).output(type<IntakeAnswer>()),
    resolve: oc
      .input(z.object({ id, via: askedVia, code: text, as: z.enum(['tube', 'aside']) }))
      .output(type<IntakeAnswer>()),
    pause: oc.input(z.object({ paused: z.boolean() })).output(type<IntakeAnswer>()),
    finish: oc.output(type<null>()),
  },
  /** Batches of every kind: receiving, registering, processing, new labels. */
  ...workContract,
  ...shipmentsContract,
  signing: {
    /** A new key under a passphrase. Answers the recovery key: it is shown once and kept nowhere. */
    protect: oc
      .input(z.object({ passphrase: z.string().min(12).max(200) }))
      .output(type<Result<{ readonly recoveryKey: string }, SigningFault>>()),
    /** With the passphrase or the recovery key. */
    unlock: oc
      .input(z.object({ secret: z.string().min(1).max(200) }))
      .output(type<Result<null, SigningFault>>()),
  },
  keeping: {
    /** What became of acts that were answered with `unknown`, as soon as anybody can say. */
    learnt: oc.output(eventIterator(type<{ readonly command: string; readonly saved: boolean }>())),
    /** Makes a snapshot of the ledger for new benches, and gives it to the service. */
    snapshot: oc.output(type<SnapshotAnswer>()),
    verify: oc.output(type<Result<VerifyReport, KeepingFault>>()),
    rebuild: oc.output(type<Result<null, KeepingFault>>()),
    exportAll: oc.output(type<Result<ExportView, KeepingFault>>()),
    /** Newest first. */
    backups: oc.output(type<readonly BackupView[]>()),
    backup: oc.output(type<Result<BackupView, KeepingFault>>()),
    /** Of every bench of the site, newest first. */
    incidents: oc.output(type<readonly IncidentView[]>()),
    previewRestore: oc
      .input(z.object({ file: backupName }))
      .output(type<Result<RestorePreview, KeepingFault>>()),
    restore: oc
      .input(z.object({ file: backupName }))
      .output(type<Result<RestoreDone, KeepingFault>>()),
    previewSalvage: oc.output(type<Result<SalvagePreview, KeepingFault>>()),
    salvage: oc.output(type<Result<RestoreDone, KeepingFault>>()),
    cancel: oc.output(type<null>()),
  },
  transfer: {
    /** The answer's bundle is had by `bundle`, also later. */
    dispatch: oc
      .input(
        z.object({
          id,
          via: askedVia,
          bundle: id,
          to: words(120),
          specimens: z.array(id).min(1).max(500),
        }),
      )
      .output(type<TransferAnswer>()),
    bundle: oc.input(z.object({ bundle: id })).output(type<Result<SentBundle, TransferFault>>()),
    /** What this site has dispatched, newest first. */
    sent: oc.output(type<readonly DispatchView[]>()),
    read: oc
      .input(z.object({ text: z.string().max(MOST_BUNDLE_TEXT) }))
      .output(type<Result<ArrivingBundle, TransferFault>>()),
    /** `codes`: those of the tubes that have really come. */
    receive: oc
      .input(
        z.object({
          id,
          via: askedVia,
          text: z.string().max(MOST_BUNDLE_TEXT),
          study: id,
          codes: z.array(text).min(1).max(500),
        }),
      )
      .output(type<TransferAnswer>()),
  },
  imports: {
    open: oc
      // What is longer than `MOST_IMPORT_TEXT` is answered with a fault and not as a broken request.
      .input(
        z.object({
          name: z.string().max(300),
          text: z.string(),
          isOldEncoding: z.boolean().optional(),
        }),
      )
      .output(type<Result<ImportPreview, ImportFault>>()),
    /** The table that is open at the bench, or null. */
    current: oc.output(type<ImportState | null>()),
    firstRow: oc
      .input(z.object({ import: id, firstRow: z.enum(['header', 'data']) }))
      .output(type<Result<ImportPreview, ImportFault>>()),
    check: oc
      .input(z.object({ import: id, mapping: importMapping }))
      .output(eventIterator(type<CheckProgress>())),
    /** After a check: what is changed in the table, and the check as it stands then. */
    repair: oc
      .input(z.object({ import: id, repair: importRepair }))
      .output(type<Result<ImportCheck, ImportFault>>()),
    errors: oc.input(z.object({ import: id })).output(type<Result<string, ImportFault>>()),
    repairs: oc.input(z.object({ import: id })).output(type<Result<string, ImportFault>>()),
    /**
     * After `done`: the donors of the table and the pseudonyms that stand in the ledger for them, as CSV.
     * It is kept in no file and no ledger, and is there until the table is closed; then `Gone`.
     */
    donors: oc.input(z.object({ import: id })).output(type<Result<string, ImportFault>>()),
    close: oc.input(z.object({ import: id })).output(type<null>()),
    run: oc.input(z.object({ import: id, id })).output(eventIterator(type<ImportProgress>())),
    /** Stops the check or the import that is under way. */
    cancel: oc.input(z.object({ import: id })).output(type<null>()),
  },
}
