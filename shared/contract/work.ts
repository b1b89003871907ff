import { oc, type } from '@orpc/contract'
import { z } from 'zod'
import type { Finding } from '../domain/batch/findings.ts'
import { type WorkKind, type WorkSetup, workKind, workSetup } from '../domain/batch/setup.ts'
import type { Refusal } from '../domain/refusals.ts'
import type { Condition, ItemOutcome } from '../domain/shipment/facts.ts'
import { id, type Material } from '../domain/words.ts'
import type { Result } from '../lib/result.ts'
import { askedVia, askedText as text } from './asked-via.ts'
import type { BoxView, StudyView } from './views.ts'

/** One scan of a batch, newest first. */
export interface WorkRowView {
  readonly command: string
  readonly code: string
  readonly specimen: string | null
  /** What it was: `received`, `extra`, `damaged`, `registered`, `parent`, `child`, `part`, `relabelled` … */
  readonly what: string
  readonly detail: WorkDetail
  readonly at: number
  /** `gone`: the act was taken back elsewhere. */
  readonly state: 'done' | 'undone' | 'gone'
}

/** More of a row, as far as its flow has more. `position`: where it was put; `of`: the code it was made of. */
export interface WorkDetail {
  readonly material?: Material
  readonly position?: string
  readonly of?: string
  readonly nanolitres?: number | null
  /** Which of the visit's planned tubes it is. */
  readonly planned?: string
  /** Its label was printed before the tube was there. */
  readonly isLabelled?: true
  /** It is the `n`th of its kind, of which only so many were planned. */
  readonly over?: { readonly label: string; readonly n: number; readonly of: number }
  readonly outcome?: ItemOutcome
  readonly condition?: Condition
  /** Who gave its code out, where that was somebody else. */
  readonly issuer?: string
  /** It was taken although this was found of it. */
  readonly finding?: Finding
}

/** What a person is to scan next. `n` of `of` where it is counted; `code`: what it belongs to. */
export interface WorkLine {
  readonly wants: 'tube' | 'new-tube' | 'parent' | 'child' | 'part' | 'new-code' | 'nothing'
  readonly n: number | null
  readonly of: number | null
  readonly code: string | null
  /** The position that it goes to. */
  readonly position: string | null
  /** What the study's plan calls the tube. */
  readonly label?: string
}

export interface WorkHoldView {
  readonly code: string
  readonly specimen: string | null
  readonly finding: Finding | null
  readonly refusal: Refusal | null
  /** Who gave the code out, by name, where that was somebody else. */
  readonly issuer: string | null
  /** The code that the tube has here now, where it was found by another one. */
  readonly label: string | null
  /** `tube`: the batch can go on with the tube that the code names; `register`: with a new one of that issuer. */
  readonly way: 'tube' | 'register' | null
}

/** One tube of a consignment. `missing` only once it is closed; until then `expected`. */
export interface ItemView {
  readonly code: string
  readonly specimen: string | null
  readonly material: Material | null
  readonly state: ItemOutcome | 'expected' | 'missing'
  readonly condition: Condition | null
  readonly at: number | null
  /** The name of who had it in the hand. */
  readonly by: string | null
  /** What other benches said of it, where that is something else. */
  readonly others: readonly ItemOutcome[]
  /** It came when the consignment was closed without it. */
  readonly isLate: boolean
  /** What is wrong with it by the record as it is now, such as that it is held back. */
  readonly finding: Finding | null
}

export interface ShipmentView {
  readonly shipment: string
  readonly sender: string
  readonly courier: string | null
  readonly reference: string | null
  readonly expectedAt: number | null
  readonly arrivedAt: number | null
  readonly arrivedBy: string | null
  readonly closedAt: number | null
  readonly closedBy: string | null
  readonly condition: Condition | null
  /** Tenths of a degree Celsius. */
  readonly celsius: number | null
  readonly note: string | null
  /** Why somebody has ended it although it never came; null where it came or still may. */
  readonly ended: string | null
  /** How many tubes the manifest names; null where there is none. */
  readonly announced: number | null
  readonly study: StudyView | null
  readonly counts: Readonly<Record<ItemOutcome | 'expected' | 'missing' | 'late', number>>
}

/**
 * A consignment with tubes of it: those of the manifest in its order, then the others as they came. `found`: how
 * many there are of those that were asked for, of which `items` has the first.
 */
export interface ShipmentItems {
  readonly shipment: ShipmentView
  readonly items: readonly ItemView[]
  readonly found: number
}

/** A tube that a batch is at. `left`: nanolitres that are left of it, where anybody knows. */
export interface WorkTube {
  readonly specimen: string
  readonly code: string
  readonly material: Material
  readonly left: number | null
}

/** What a flow shows beside the scans. */
export type WorkAbout =
  | {
      readonly kind: 'accession'
      readonly study: StudyView
      /** Planned tubes of the visit: how many are wanted and there. */
      readonly planned: readonly {
        readonly key: string
        readonly label: string
        readonly material: Material
        readonly count: number
        readonly there: number
      }[]
    }
  | {
      readonly kind: 'receiving'
      readonly shipment: ShipmentView
      /** A person is shown what closing it would say is missing, and has not yet said so. */
      readonly isEnding: boolean
      /** The code that `damaged` would be said of now: the last one that was read, where it was taken. */
      readonly last: string | null
    }
  | {
      readonly kind: 'processing'
      readonly parent: WorkTube | null
      readonly parts: readonly WorkTube[]
      readonly box: BoxView | null
      /** Index of the position that the next child goes to. */
      readonly target: number | null
    }
  | { readonly kind: 'relabel'; readonly tube: WorkTube | null }

export interface WorkView {
  readonly kind: WorkKind
  readonly setup: WorkSetup
  readonly line: WorkLine
  readonly count: { readonly done: number; readonly of: number | null }
  /** At most 100, newest first; `rowCount` counts all. */
  readonly rows: readonly WorkRowView[]
  readonly rowCount: number
  readonly parked: readonly { readonly code: string; readonly at: number }[]
  readonly hold: WorkHoldView | null
  readonly paused: boolean
  /** It was found on the disk at start, and nobody has gone on with it yet. */
  readonly restored: boolean
  /** Of the acts of this batch that were not taken back, how many are in the ledger: all, or there is a fault. */
  readonly kept: { readonly found: number; readonly of: number }
  /** `command` null: a choice that is not written yet, such as a part of a pool. */
  readonly undo: { readonly command: string | null; readonly code: string } | null
  /** Of a hold: what Done would end, so that the batch goes on without it. */
  readonly ends: { readonly code: string; readonly what: 'parent' | 'part' } | null
  readonly about: WorkAbout
}

/** What can be said of a tube of a rack. `no-read` and `form` stand in nobody's way. */
export type RackFinding =
  /** There is a tube; its code could not be read, and it is left for a scan by hand. */
  | 'no-read'
  /** Its code or its position stands in the file twice. */
  | 'twice'
  | 'known'
  /** The box has no such position. */
  | 'position'
  /** Another tube is there by the record. */
  | 'taken'
  /** More tubes than the parents are to have. */
  | 'surplus'
  | 'check-digit'
  /** The study's codes look otherwise. */
  | 'wrong-form'
  /** No form that is used here. */
  | 'form'

export interface RackTubeView {
  readonly position: string
  /** Null where the box has no such position, or there is no box yet. */
  readonly index: number | null
  readonly code: string | null
  /** The code of the parent that it comes from. */
  readonly parent: string | null
  readonly finding: RackFinding | null
}

/** `finding` null: tubes may be made of it. */
export interface RackParent {
  readonly code: string
  readonly tube: WorkTube | null
  readonly finding: Finding | null
}

/** What binding a whole rack would do; nothing of it is written. Tubes in the order in which the box is filled. */
export interface RackView {
  readonly box: BoxView | null
  /** The box is the rack that the file names, and not the one that was chosen. */
  readonly isRackKnown: boolean
  readonly parents: readonly RackParent[]
  readonly tubes: readonly RackTubeView[]
  /** How many tubes the parents are to have. */
  readonly wanted: number
  readonly refusal: Refusal | null
  readonly mayBind: boolean
}

/** What a scan did. Only `done`, `bound` and `undone` wrote to the ledger. */
export type WorkOutcome =
  | { readonly type: 'done'; readonly row: WorkRowView }
  /** Nothing was written, and the batch goes on with this tube, such as a parent whose children come next. */
  | { readonly type: 'chosen'; readonly code: string; readonly what: string }
  | { readonly type: 'undone'; readonly code: string; readonly what: string }
  /** All tubes of a rack were made at once; `code` is their box. */
  | { readonly type: 'bound'; readonly code: string; readonly count: number }
  | { readonly type: 'held'; readonly hold: WorkHoldView }
  | { readonly type: 'waits'; readonly code: string }
  | { readonly type: 'warned'; readonly code: string; readonly finding: Finding }
  | { readonly type: 'parked' | 'resolved'; readonly code: string }
  /** Of all that was parked: how many are tubes of this batch now, and how many could not be taken. */
  | { readonly type: 'resolved-all'; readonly count: number; readonly left: number }
  | { readonly type: 'released' | 'paused' | 'finished' }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** A code that means nothing in this batch. */
  | { readonly type: 'not-here'; readonly code: string; readonly what: string }
  | { readonly type: 'unknown'; readonly command: string }

/** `session` is null once the batch is finished. */
export interface WorkAnswer {
  readonly outcome: WorkOutcome
  readonly session: WorkView | null
}

/** The codes of the parents in order, and the tubes of the rack as its scanner's file has them. */
const rackAsked = z.object({
  parents: z.array(text).max(400),
  rack: text.nullable(),
  box: id.nullable(),
  tubes: z.array(z.object({ position: z.string().max(8), code: text.nullable() })).max(400),
})
/** What the study's fields say of a tube, as a person wrote it. */
const values = z.record(z.string().max(40), z.string().max(2000))

/** Scans of one kind one after the other: registering, receiving, processing, new labels. */
export const workContract = {
  work: {
    current: oc.input(z.object({ kind: workKind })).output(type<WorkView | null>()),
    start: oc.input(z.object({ setup: workSetup })).output(type<Result<WorkView, Refusal>>()),
    /** `values`: what the study's fields say of this tube. They are sealed and stand in no session. */
    scan: oc
      .input(
        z.object({
          kind: workKind,
          id,
          text,
          via: askedVia,
          values: values.optional(),
        }),
      )
      .output(type<WorkAnswer>()),
    command: oc
      .input(
        z.object({
          kind: workKind,
          id,
          via: askedVia,
          command: z.enum(['done', 'damaged', 'print', 'cancel']),
        }),
      )
      .output(type<WorkAnswer>()),
    release: oc.input(z.object({ kind: workKind })).output(type<WorkAnswer>()),
    /** Lets go of one thing that was chosen and is not written yet, such as a part of a pool. */
    letGo: oc.input(z.object({ kind: workKind, specimen: id })).output(type<WorkAnswer>()),
    undo: oc.input(z.object({ kind: workKind, id, via: askedVia })).output(type<WorkAnswer>()),
    resolve: oc
      .input(
        z.object({
          kind: workKind,
          id,
          via: askedVia,
          code: text,
          as: z.enum(['tube', 'aside']),
          values: values.optional(),
        }),
      )
      .output(type<WorkAnswer>()),
    /** All that is parked is tubes of this batch. */
    resolveAll: oc
      .input(z.object({ kind: workKind, id, via: askedVia }))
      .output(type<WorkAnswer>()),
    /** Parks the code of another issuer that the batch holds at. */
    park: oc.input(z.object({ kind: workKind })).output(type<WorkAnswer>()),
    /** Goes on with what the batch holds at, where its hold says that it may. */
    goOn: oc
      .input(
        z.object({
          kind: workKind,
          id,
          via: askedVia,
          values: values.optional(),
          /** The code of the hold that the person saw: another window may have brought the batch to another one. */
          held: text.optional(),
        }),
      )
      .output(type<WorkAnswer>()),
    pause: oc.input(z.object({ kind: workKind, paused: z.boolean() })).output(type<WorkAnswer>()),
    finish: oc.input(z.object({ kind: workKind, id, via: askedVia })).output(type<WorkAnswer>()),
    /** What binding the pre-printed tubes of a whole rack would do; null: no such batch is open. */
    checkRack: oc.input(rackAsked).output(type<RackView | null>()),
    /** Makes all of them in one act, or none. */
    bindRack: oc.input(rackAsked.extend({ id, via: askedVia })).output(type<WorkAnswer>()),
  },
}
