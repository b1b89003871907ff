import { randomInt } from 'node:crypto'
import type {
  FirstRow,
  ImportMapping,
  ImportProgress,
  ImportRepair,
} from '#shared/contract/imports.ts'
import type { JobAnswer, PrinterSetting, PrintRequest } from '#shared/contract/labels.ts'
import type { Command, Via } from '#shared/domain/commands.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import type { LabelTemplate } from '#shared/label/template.ts'
import { err, type Result } from '#shared/lib/result.ts'
import type { KeysAnswer, KeysRequest } from '#shared/sync/keys.ts'
import { forgetBlobs } from '../blobs/forget.ts'
import { flushFile } from '../files.ts'
import { type AnchorKeeper, keepAnchor } from './anchor.ts'
import { workCalls } from './batch/calls.ts'
import { type CodesAsked, giveCodes } from './codes.ts'
import type { StoreContext } from './context.ts'
import { foundDemo } from './demo/demo.ts'
import { type Describing, recordDescription } from './donor-keys/describe.ts'
import { applyErasures } from './donor-keys/erasure.ts'
import { recordNote } from './donor-keys/note.ts'
import type { Keeper } from './donor-keys/read.ts'
import { execute, type Saved } from './execute.ts'
import { LogHeld } from './faults.ts'
import { attachFile } from './files.ts'
import { type Founding, foundEmpty, type Given, installOf, join, nameKey } from './found.ts'
import { createImports } from './imports/imports.ts'
import { type Incident, incarnate } from './incarnate.ts'
import {
  currentIntake,
  finish,
  type IntakeStart,
  pause,
  release,
  resolveParked,
  retarget,
  scanInto,
  startIntake,
  undoInto,
} from './intake/intake.ts'
import { type BenchKey, benchKey, type KeyMaterial } from './key.ts'
import { answerJob, beginJob, endJob, queueLabels, recoverJobs, setJob } from './labels/print.ts'
import { removePrinter, savePrinter } from './labels/printers.ts'
import { queuedJobs } from './labels/queue.ts'
import { removeTemplate, saveTemplate } from './labels/templates.ts'
import { position, presentChain } from './ledger.ts'
import { type Opening, SOUND } from './messages.ts'
import { getMeta } from './meta.ts'
import { recordMissingAnchor } from './missing-anchor.ts'
import { outcomeOf } from './outcome.ts'
import { checkPin, forgiveTries, setPin } from './pins.ts'
import { indexSome } from './projections/text.ts'
import { badgeDigest, people, personOfBadge } from './queries/people.ts'
import { createSwap, rebuild } from './rebuild.ts'
import { sealNow, sealOver, sealWithin } from './seals.ts'
import { statement } from './sql.ts'
import { applyPage, type PulledPage } from './sync/apply.ts'
import { getCursor } from './sync/cursor.ts'
import { diverge } from './sync/diverge.ts'
import { fact, limbo } from './sync/limbo.ts'
import { type LifeReason, newLife } from './sync/lives.ts'
import { runningAt } from './sync/order.ts'
import { outbox, waiting } from './sync/outbox.ts'
import { acknowledge, ownChains, sendAgain } from './sync/own-lives.ts'
import { makeBundle } from './transfer/bundle.ts'
import { createWorld } from './world.ts'

/** Who acts, with which device, under which id. */
export interface By {
  readonly id: string
  readonly via: Via
  readonly actor: string
  readonly shown?: number | null
}

export interface Hooks {
  /** Tells how far a long piece of work is. */
  say(progress: ImportProgress): void
  isCancelled(): boolean
  /** Tells what a person should know and nothing failed by, such as an anchor that cannot be written. */
  tell?(line: string): void
  /** The bench signs with this key from now on. */
  signWith?(key: BenchKey | undefined): void
}

/** What says who may act, or annuls something: it is on the disk outside of the ledger as well. KEE-1 */
const REGULATED_ACTS: ReadonlySet<Command['type']> = new Set([
  'addBench',
  'addPerson',
  'undo',
  'incarnate',
  'recordIncident',
  'withdrawDonor',
  'eraseDonor',
  'resolve',
])

/** Everything that writes. One connection, one transaction at a time. */
export function createWriter(
  store: StoreContext,
  hooks: Hooks,
  { anchorMissing }: Pick<Opening, 'anchorMissing'> = SOUND,
) {
  const { db } = store
  // Before there is a new one: whether it was missing is then known to the ledger alone.
  if (anchorMissing) tellMissingAnchor(store, hooks)
  if (store.donorKeys) applyErasures(store, forgetBlobs)
  const anchor = anchorOver(store, hooks)
  /** Passes on what a regulated act answered, once it cannot be cut off any more. */
  const proven = <T>(answer: T): T => {
    anchor.flush()
    return answer
  }
  const act = (actor: string, command: Command) => {
    const done = execute(store, actor, command)
    if (command.type === 'eraseDonor' && done.ok) applyErasures(store, forgetBlobs)
    return REGULATED_ACTS.has(command.type) ? proven(done) : done
  }
  const rest = () => {
    sealNow(store)
    anchor.flush()
  }
  const imports = createImports(store, (below) => randomInt(below))
  const watch = {
    say: (done: number, total: number) => hooks.say({ type: 'progress', done, total }),
    isCancelled: () => hooks.isCancelled(),
  }
  /** An intake that is on the disk when the program starts has survived an end, until somebody works on it. */
  let restored = true
  const goesOn = <T>(answer: T): T => {
    restored = false
    return answer
  }

  return {
    facts: () => ({
      install: installOf(store),
      stream: getMeta(db, 'stream'),
      chain: presentChain(db)?.name ?? null,
      benchNumber: Number(getMeta(db, 'bench_number') ?? '1'),
      position: position(db),
    }),
    foundDemo: () => proven(foundDemo(store)),
    foundEmpty: (given: Founding, ids?: Given) => proven(foundEmpty(store, given, ids)),
    join: (stream: string, benchNumber: number, name: string) =>
      proven(join(store, stream, benchNumber, name)),
    /** Begins a new life of this bench after a restore or a loss; answers the new chain's name. */
    incarnate: (reason: 'restored' | 'salvaged' | 'rolled-back', incident: Incident, above = 0) =>
      proven(incarnate(store, reason, incident, above)),

    execute: act,
    /** Names a key that was unlocked or made, and seals with it what has no seal yet. */
    useKey: (material: KeyMaterial) => {
      const before = store.key
      hooks.signWith?.(benchKey(material))
      try {
        nameKey(store)
      } catch (error) {
        // Nothing is signed with a key that the ledger does not name.
        hooks.signWith?.(before)
        throw error
      }
      rest()
    },
    /** Whether an act is in the ledger, by its command's id. */
    /** The text of a bundle that was dispatched here; null where there is none, or while nothing can be signed. */
    bundle: (bundle: string) =>
      store.key ? makeBundle(db, store.key, bundle, installOf(store)) : null,
    outcomeOf: (command: string) => outcomeOf(db, command),
    addPerson: (
      by: By,
      given: {
        person: string
        name: string
        role: 'technician' | 'manager' | 'administrator'
        badge: string
      },
    ): Result<Saved, Refusal> => {
      // Only here is the badge's code known: a scan of it must never mean a tube or a box as well. DIR-6
      const bound = createWorld(db).code(given.badge)[0]
      if (bound) return err({ type: 'CodeTaken', code: given.badge, by: bound.of, id: bound.id })
      const badge = badgeDigest(getMeta(db, 'stream') ?? '', given.badge)
      return act(by.actor, {
        type: 'addPerson',
        id: by.id,
        via: by.via,
        ...given,
        badge,
      })
    },

    badge: (code: string) => {
      const person = personOfBadge(db, code)
      if (person.ok) forgiveTries(db, person.value.person)
      return person
    },
    checkPin: (person: string, pin: string) => {
      const known = people(db).find((p) => p.person === person)
      const checked = checkPin(db, person, pin)
      return checked.ok && known ? { ...checked, value: known } : checked
    },
    setPin: (person: string, pin: string) => setPin(db, person, pin),

    intake: () => currentIntake(store, restored),
    startIntake: (given: IntakeStart) => {
      const started = startIntake(store, given, restored)
      if (started.ok) restored = started.value.restored
      return started
    },
    scanInto: (text: string, by: By) => goesOn(scanInto(store, text, by)),
    retarget: (index: number, by: By) => goesOn(retarget(store, index, by)),
    release: (way: 'aside' | 'move-here', by: By) => goesOn(release(store, way, by)),
    undoInto: (by: By) => proven(goesOn(undoInto(store, by))),
    resolveParked: (code: string, as: 'tube' | 'aside', by: By) =>
      goesOn(resolveParked(store, code, as, by)),
    pause: (paused: boolean) => goesOn(pause(store, paused)),
    finish: () => goesOn(finish(store)),

    ...workCalls(store),

    openImport: (id: string, name: string, text: string, isOldEncoding?: boolean) =>
      imports.open(id, name, text, isOldEncoding),
    currentImport: () => imports.current(),
    setFirstRow: (id: string, firstRow: FirstRow) => imports.setFirstRow(id, firstRow),
    checkImport: (id: string, mapping: ImportMapping) => imports.check(id, mapping, watch),
    repairImport: (id: string, repair: ImportRepair) => imports.repair(id, repair),
    importErrors: (id: string) => imports.errors(id),
    importRepairs: (id: string) => imports.repairs(id),
    importDonors: (id: string) => imports.donors(id),
    closeImport: (id: string) => imports.close(id),
    runImport: (id: string, command: string, actor: string) =>
      imports.run(id, command, actor, watch),

    note: (by: By, given: { specimen: string; text: string }): Result<Saved, Refusal> =>
      recordNote(store, by, given),
    /** What the fields of its study say of a specimen. */
    describe: (by: By, given: Describing): Result<Saved, Refusal> =>
      recordDescription(store, by, given),
    /** New codes for labels; nobody is given them again. */
    giveCodes: (asked: CodesAsked) => giveCodes(store, asked),
    attach: (by: By, given: Parameters<typeof attachFile>[2]): Result<Saved, Refusal> =>
      attachFile(store, by, given),
    queueLabels: (actor: string, asked: PrintRequest) => queueLabels(store, actor, asked),
    /** The label jobs that wait for their printer, oldest first. */
    queuedLabels: () => queuedJobs(db),
    setLabelJob: (id: string, changed: Parameters<typeof setJob>[2]) => setJob(store, id, changed),
    beginLabelJob: (id: string) => beginJob(store, id),
    endLabelJob: (id: string, state: 'sent' | 'confirmed') => endJob(store, id, state),
    answerLabelJob: (answer: JobAnswer, next: string) => answerJob(store, answer, next),
    recoverLabelJobs: () => recoverJobs(store),
    savePrinter: (printer: PrinterSetting) => savePrinter(db, printer),
    removePrinter: (id: string) => removePrinter(db, id),
    saveTemplate: (template: LabelTemplate) => saveTemplate(db, template),
    removeTemplate: (id: string) => removeTemplate(db, id),
    /** Who keeps donors' keys for good. */
    keepKeys: (keeper: Keeper) => store.donorKeys?.setKeeper(keeper),
    /** What is to be said to the service about donors' keys now, or null. */
    keysDue: () => store.donorKeys?.due() ?? null,
    /** What it has answered; whether texts can be read, or cannot any more, that was otherwise before. */
    keysTook: (asked: Omit<KeysRequest, 'stream'>, answer: KeysAnswer): boolean => {
      const isNews = store.donorKeys?.took(asked, answer) ?? false
      if (answer.erased.length > 0) applyErasures(store, forgetBlobs)
      return isNews
    },

    cursor: () => getCursor(db),
    outbox: (limit: { events: number; bytes: number }, except: readonly string[] = []) => {
      // What is handed over is sealed: the service can prove whose it was.
      rest()
      return outbox(db, limit, except)
    },
    /** The first seal that speaks for an own event, if there is one. */
    sealOver: (chain: string, seq: number) => sealOver(db, chain, seq),
    /** The last seal that speaks for an event from one seq up to another one of a chain. */
    sealWithin: (chain: string, from: number, to: number) => sealWithin(db, chain, from, to),
    waiting: () => waiting(db),
    acknowledge: (chain: string, seq: number) => acknowledge(db, chain, seq),
    /** The service has nothing of an own chain after `seq`. */
    sendAgain: (chain: string, seq: number) => sendAgain(db, chain, seq),
    applyPage: (page: PulledPage) => {
      const applied = applyPage(store, page)
      heedDonors(store, applied.touched)
      return applied.newChain === null ? applied : proven(applied)
    },
    /** The chains of this bench that are handed over, with their ends; the present one last. */
    ownChains: () => ownChains(db),
    /** Goes on in a chain of its own, where the service knows others of the present one. Answers its name. */
    newLife: (reason: LifeReason) => proven(newLife(store, reason)),
    runningAt: (positions: readonly number[]) => runningAt(db, positions),
    /** The service has lost what it had ordered after `common`, and goes on in `epoch`. */
    diverge: (common: { pos: number; hash: string }, epoch: string) => {
      store.donorKeys?.tellAgain()
      return proven(diverge(store, common, epoch))
    },
    limbo: (skip: number, limit: { events: number; bytes: number }) => limbo(db, skip, limit),
    fact: (uid: string) => fact(db, uid),

    rebuild: () => rebuild(db),
    swapStep: createSwap(db),
    tidy: () => indexSome(db),
    /** Rows that were written since the ledger was opened. */
    changes: () => (statement(db, 'SELECT total_changes() AS n').get() as { n: number }).n,
    /** Seals, and moves the log into the database as far as no reader needs it. Throws on a full disk. */
    checkpoint: () => {
      rest()
      store.donorKeys?.rest()
      db.pragma('wal_checkpoint(PASSIVE)')
    },
    /** Puts everything of the log on the disk, in the database itself. Throws where that cannot be done. */
    writeThrough: () => {
      const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as { log: number; checkpointed: number }[]
      if (row?.log !== row?.checkpointed) throw new LogHeld()
      // SQLite empties the log without a flush: what failed in it would be back after a power cut.
      flushFile(`${db.name}-wal`)
    },
    /** Lets go of a ledger whose disk has failed, or that was let go of. */
    abandon: () => {
      if (!db.open) return
      anchor.close()
      db.close()
    },
    /** Closes the ledger in any case; throws where the log could not be moved into it. */
    close: () => {
      try {
        rest()
        db.pragma('wal_checkpoint(TRUNCATE)')
      } finally {
        store.donorKeys?.close()
        anchor.close()
        db.close()
      }
    },
  }
}

/** What other benches, or the centre, have said of donors. Nothing named: anything may have been said. */
function heedDonors(store: StoreContext, touched: readonly string[]): void {
  const { donorKeys } = store
  if (!donorKeys) return
  const of = (kind: string) =>
    touched.flatMap((name) => (name.startsWith(kind) ? name.slice(kind.length) : []))
  if (touched.length === 0 || of('donor:').length > 0) applyErasures(store, forgetBlobs)
  donorKeys.want(of('donorkey:'))
}

/** A bench whose disk is full opens all the same. */
function tellMissingAnchor(store: StoreContext, hooks: Hooks): void {
  try {
    recordMissingAnchor(store)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    hooks.tell?.(`Frostkeep cannot record that its anchor is missing: ${why}`)
  }
}

/** A ledger that is only read keeps its anchor as it is. */
function anchorOver(store: StoreContext, hooks: Hooks): AnchorKeeper {
  if (store.db.readonly || store.db.memory) return { flush: () => {}, close: () => {} }
  const anchor = keepAnchor(store.db, (why) =>
    hooks.tell?.(`Frostkeep cannot write its anchor beside the ledger: ${why}`),
  )
  nameKey(store)
  return anchor
}

export type Writer = ReturnType<typeof createWriter>
