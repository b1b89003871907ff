import { z } from 'zod'
import { CONTAINER_KINDS } from './container/facts.ts'
import { id, material, place } from './words.ts'

const text = z.string()

/**
 * Every expected "no", as plain data that a screen turns into a sentence with a way out.
 * `code` is always the barcode a person sees on the tube or container.
 */
export const refusal = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('NotFound'),
    what: z.enum([
      'specimen',
      'container',
      'study',
      'person',
      'command',
      'discrepancy',
      'protocol',
      'shipment',
    ]),
    id: text,
  }),
  z.object({ type: z.literal('CodeTaken'), code: text, by: z.enum(['specimen', 'container']), id }),
  z.object({ type: z.literal('CodeTwice'), code: text }),
  z.object({ type: z.literal('NotAPosition'), at: place, container: text }),
  z.object({ type: z.literal('NotABox'), container: text }),
  /** What a person confirmed of a box that was read whole is no longer so. RSC-5 */
  z.object({ type: z.literal('RescanOvertaken'), container: text }),
  z.object({ type: z.literal('PlaceTaken'), at: place, name: text, by: text }),
  z.object({ type: z.literal('Contested'), at: place, name: text }),
  z.object({
    type: z.literal('WrongKind'),
    code: text,
    material,
    holds: z.array(material),
    container: text,
  }),
  z.object({ type: z.literal('AlreadyStored'), code: text, specimen: id, at: place, name: text }),
  z.object({ type: z.literal('AlreadyOut'), code: text, by: text.nullable() }),
  z.object({ type: z.literal('NotStored'), code: text }),
  z.object({ type: z.literal('NotOut'), code: text }),
  /** The code names a tube that has another label here; `issuer`: whose code it is, null for a label of before. */
  z.object({ type: z.literal('OtherLabel'), code: text, label: text, issuer: text.nullable() }),
  /** It was given out by somebody else, and names no tube here. */
  z.object({ type: z.literal('ForeignCode'), code: text, issuer: text }),
  z.object({ type: z.literal('Disputed'), code: text }),
  z.object({ type: z.literal('Undone'), code: text }),
  z.object({ type: z.literal('WrongParent'), kind: z.enum(CONTAINER_KINDS), parent: text }),
  z.object({ type: z.literal('OlderThanParent'), code: text, parent: text }),
  z.object({ type: z.literal('CollectedInFuture'), code: text }),
  z.object({ type: z.literal('NothingToUndo') }),
  z.object({ type: z.literal('ChangedSince'), code: text }),
  /** The act settled what two benches had said apart; taken back, one side of it would be lost. */
  z.object({ type: z.literal('SettledDispute'), code: text }),
  z.object({ type: z.literal('HasChildren'), code: text, child: text }),
  z.object({ type: z.literal('OwnAncestor'), code: text, parent: text }),
  /** A newer version of the program said something of it that this one must not act over. */
  z.object({ type: z.literal('NewerVersion'), code: text }),
  /** The donor has withdrawn consent: what was asked would take the specimen out for use. */
  z.object({ type: z.literal('ConsentWithdrawn'), code: text, donor: text }),
  z.object({ type: z.literal('AlreadyWithdrawn'), donor: text }),
  /** The key is destroyed: nothing can be sealed for this donor any more. */
  z.object({ type: z.literal('DonorErased'), donor: text }),
  /** The store of donors' keys cannot be opened at this bench. */
  z.object({ type: z.literal('NoDonorKeys') }),
  /** It is held back; `reason` is what was said when it was. */
  z.object({ type: z.literal('Quarantined'), code: text, reason: text }),
  z.object({ type: z.literal('Closed'), code: text }),
  /** Neither held back nor closed, so there is nothing to let go of. */
  z.object({ type: z.literal('NotHeldBack'), code: text }),
  z.object({ type: z.literal('WrongStudy'), code: text, study: text, wanted: text }),
  /** It has none of the forms that the study's codes have, or its check digit does not fit. */
  z.object({ type: z.literal('WrongForm'), code: text, forms: z.array(text) }),
  z.object({ type: z.literal('CheckDigit'), code: text }),
  /** A field of the study is missing, or what stands in it is none of its values. `field`: as people call it. */
  z.object({ type: z.literal('FieldMissing'), field: text }),
  z.object({ type: z.literal('FieldUnfit'), field: text, value: text }),
  /** The times of a batch cannot be: `code` is the tube that they do not fit, where it is one. */
  z.object({
    type: z.literal('TimesCross'),
    how: z.enum(['ended-before-started', 'before-collected', 'in-future']),
    code: text.nullable(),
  }),
  z.object({ type: z.literal('ShipmentClosed'), sender: text }),
  /** How it came is written down already. */
  z.object({ type: z.literal('ShipmentOpened'), sender: text }),
  /** Another label of the same specimen needs a reason. */
  z.object({ type: z.literal('ReasonNeeded'), code: text }),
  /** Its label was printed for another tube: what of, and what its label says it is. */
  z.object({ type: z.literal('PrintedFor'), code: text, of: text, material }),
  /** More than is left of it; both in nanolitres. */
  z.object({ type: z.literal('NotEnough'), code: text, left: z.int().min(0), asked: z.int() }),
  z.object({ type: z.literal('ThawLimit'), code: text, thaws: z.int(), limit: z.int() }),
  /** What was said to be true cannot be, of this discrepancy. */
  z.object({ type: z.literal('OutcomeUnfit'), code: text }),
  /** Codes of an open batch are still parked: in another box, or without one in the batch itself. */
  z.object({ type: z.literal('ParkedCodes'), box: text.nullable(), count: z.int().min(1) }),
  z.object({ type: z.literal('AlreadyFounded'), name: text }),
  z.object({ type: z.literal('NotAllowed'), needs: text }),
  z.object({ type: z.literal('BadgeTaken'), name: text }),
  /** The disk has no room: nothing of the act was written. */
  z.object({ type: z.literal('DiskFull') }),
  /** The disk failed; the ledger was opened again and looked through, and the act is not in it. */
  z.object({ type: z.literal('DiskFault') }),
  /** The ledger is damaged and nothing is recorded until a person has decided. */
  z.object({ type: z.literal('ReadOnly') }),
  /** Another program holds the ledger. */
  z.object({ type: z.literal('LedgerHeld'), by: text }),
])

export type Refusal = z.infer<typeof refusal>
export type RefusalType = Refusal['type']
