import { type IntlShape, useIntl } from 'react-intl'
import type { Refusal } from '#shared/domain/refusals.ts'
import { ROLES } from '#shared/domain/words.ts'
import { never } from '#shared/lib/assert.ts'
import { sayVolume } from '../i18n/names.ts'
import { type Sentence, useSentence } from '../i18n/use-sentence.tsx'
import { wordsOf } from '../i18n/use-t.ts'
import { sayMaterial, sayMaterials, sayRole } from './format.ts'

/** What is wrong in a few words, and what to do about it. */
export interface Described<T> {
  readonly title: T
  readonly detail?: T
}

/** Makes a sentence of its id; `codes` are the barcodes and positions in it, `values` all else. */
type Maker<T> = (
  id: string,
  codes?: Readonly<Record<string, string>>,
  values?: Readonly<Record<string, string | number>>,
) => T

/** Every expected "no" and the way out, in the sentences that `t` makes. */
function describe<T>(t: Maker<T>, intl: IntlShape, refusal: Refusal): Described<T> {
  switch (refusal.type) {
    case 'NotFound':
      return { title: t('refusal.notFound'), detail: t('refusal.notFoundDo') }
    case 'CodeTaken':
      return {
        title: t(
          refusal.by === 'container' ? 'refusal.codeTakenContainer' : 'refusal.codeTakenSpecimen',
          { code: refusal.code },
        ),
        detail: t('refusal.codeTakenDo'),
      }
    case 'CodeTwice':
      return { title: t('refusal.codeTwice', { code: refusal.code }) }
    case 'NotAPosition':
      return { title: t('refusal.notAPosition', { container: refusal.container }) }
    case 'NotABox':
      return { title: t('refusal.notABox', { container: refusal.container }) }
    case 'RescanOvertaken':
      return {
        title: t('refusal.rescanOvertaken', { container: refusal.container }),
        detail: t('refusal.rescanOvertakenDo'),
      }
    case 'PlaceTaken':
      return {
        title: t('refusal.placeTaken', { name: refusal.name, by: refusal.by }),
        detail: t('refusal.placeTakenDo'),
      }
    case 'Contested':
      return {
        title: t('refusal.contested', { name: refusal.name }),
        detail: t('refusal.contestedDo'),
      }
    case 'WrongKind':
      return {
        title: t('refusal.wrongKind', {}, { material: sayMaterial(intl, refusal.material) }),
        detail: t(
          'refusal.wrongKindHolds',
          { container: refusal.container },
          { holds: sayMaterials(intl, refusal.holds) },
        ),
      }
    case 'AlreadyStored':
      return {
        title: t('refusal.alreadyStored', { name: refusal.name }),
        detail: t('refusal.alreadyStoredDo', { code: refusal.code, name: refusal.name }),
      }
    case 'AlreadyOut':
      return {
        title:
          refusal.by === null
            ? t('refusal.alreadyOut', { code: refusal.code })
            : t('refusal.alreadyOutBy', { code: refusal.code }, { by: refusal.by }),
      }
    case 'NotStored':
      return {
        title: t('refusal.notStored', { code: refusal.code }),
        detail: t('refusal.notStoredDo'),
      }
    case 'NotOut':
      return { title: t('refusal.notOut', { code: refusal.code }) }
    case 'OtherLabel': {
      const { code, label, issuer } = refusal
      return {
        title:
          issuer === null
            ? t('refusal.formerLabel', { code, label })
            : t('refusal.foreignLabel', { code, label, issuer }),
        detail: t('refusal.otherLabelDo', { label }),
      }
    }
    case 'ForeignCode':
      return {
        title: t('refusal.foreignCode', { code: refusal.code, issuer: refusal.issuer }),
        detail: t('refusal.foreignCodeDo'),
      }
    case 'Disputed':
      return {
        title: t('refusal.disputed', { code: refusal.code }),
        detail: t('refusal.disputedDo'),
      }
    case 'Undone':
      return { title: t('refusal.undone', { code: refusal.code }) }
    case 'WrongParent':
      return { title: t('refusal.wrongParent', { parent: refusal.parent }) }
    case 'OlderThanParent':
      return {
        title: t('refusal.olderThanParent', { code: refusal.code, parent: refusal.parent }),
        detail: t('refusal.checkDate'),
      }
    case 'CollectedInFuture':
      return {
        title: t('refusal.collectedInFuture', { code: refusal.code }),
        detail: t('refusal.checkDate'),
      }
    case 'NothingToUndo':
      return { title: t('refusal.nothingToUndo') }
    case 'ChangedSince':
      return {
        title: t('refusal.changedSince', { code: refusal.code }),
        detail: t('refusal.changedSinceDo'),
      }
    case 'SettledDispute':
      return {
        title: t('refusal.settledDispute', { code: refusal.code }),
        detail: t('refusal.settledDisputeDo'),
      }
    case 'HasChildren':
      return {
        title: t('refusal.hasChildren', { code: refusal.code, child: refusal.child }),
        detail: t('refusal.hasChildrenDo', { child: refusal.child }),
      }
    case 'OwnAncestor':
      return {
        title: t('refusal.ownAncestor', { code: refusal.code, parent: refusal.parent }),
        detail: t('refusal.ownAncestorDo'),
      }
    case 'NewerVersion':
      return {
        title: t('refusal.newerVersion', { code: refusal.code }),
        detail: t('refusal.newerVersionDo'),
      }
    case 'ConsentWithdrawn':
      return {
        title: t('refusal.consentWithdrawn', { code: refusal.code, donor: refusal.donor }),
        detail: t('refusal.consentWithdrawnDo'),
      }
    case 'AlreadyWithdrawn':
      return { title: t('refusal.alreadyWithdrawn', { donor: refusal.donor }) }
    case 'DonorErased':
      return {
        title: t('refusal.donorErased', { donor: refusal.donor }),
        detail: t('refusal.donorErasedDo'),
      }
    case 'NoDonorKeys':
      return { title: t('refusal.noDonorKeys'), detail: t('refusal.noDonorKeysDo') }
    case 'NotEnough':
      return {
        title: t(
          'refusal.notEnough',
          { code: refusal.code },
          { left: sayVolume(intl, refusal.left), asked: sayVolume(intl, refusal.asked) },
        ),
        detail: t('refusal.notEnoughDo'),
      }
    case 'ThawLimit':
      return {
        title: t(
          'refusal.thawLimit',
          { code: refusal.code },
          { thaws: refusal.thaws, limit: refusal.limit },
        ),
        detail: t('refusal.thawLimitDo'),
      }
    case 'Quarantined':
      return {
        title: t('refusal.quarantined', { code: refusal.code }),
        detail: t('refusal.quarantinedDo', {}, { reason: refusal.reason }),
      }
    case 'Closed':
      return {
        title: t('refusal.closed', { code: refusal.code }),
        detail: t('refusal.closedDo'),
      }
    case 'NotHeldBack':
      return { title: t('refusal.notHeldBack', { code: refusal.code }) }
    case 'WrongStudy':
      return {
        title: t('refusal.wrongStudy', { code: refusal.code }, { study: refusal.study }),
        detail: t('refusal.wrongStudyDo', {}, { wanted: refusal.wanted }),
      }
    case 'WrongForm':
      return {
        title: t('refusal.wrongForm', { code: refusal.code }),
        detail: t('refusal.wrongFormDo', { forms: refusal.forms.join(', ') }),
      }
    case 'CheckDigit':
      return {
        title: t('refusal.checkDigit', { code: refusal.code }),
        detail: t('refusal.checkDigitDo'),
      }
    case 'FieldMissing':
      return { title: t('refusal.fieldMissing', {}, { field: refusal.field }) }
    case 'FieldUnfit':
      return {
        title: t('refusal.fieldUnfit', {}, { field: refusal.field, value: refusal.value }),
      }
    case 'TimesCross':
      return {
        title: t(`refusal.timesCross.${refusal.how}`, { code: refusal.code ?? '' }),
        detail: t('refusal.timesCrossDo'),
      }
    case 'ShipmentClosed':
      return {
        title: t('refusal.shipmentClosed', {}, { sender: refusal.sender }),
        detail: t('refusal.shipmentClosedDo'),
      }
    case 'ShipmentOpened':
      return {
        title: t('refusal.shipmentOpened', {}, { sender: refusal.sender }),
        detail: t('refusal.shipmentOpenedDo'),
      }
    case 'ReasonNeeded':
      return {
        title: t('refusal.reasonNeeded', { code: refusal.code }),
        detail: t('refusal.reasonNeededDo'),
      }
    case 'PrintedFor': {
      const { code, of, material } = refusal
      return {
        title: t('refusal.printedFor', { code }, { of, material: sayMaterial(intl, material) }),
        detail: t('refusal.printedForDo'),
      }
    }
    case 'OutcomeUnfit':
      return {
        title: t('refusal.outcomeUnfit', { code: refusal.code }),
        detail: t('refusal.outcomeUnfitDo'),
      }
    case 'ParkedCodes': {
      const { box, count } = refusal
      if (box === null)
        return {
          title: t('refusal.parkedInBatch', {}, { count }),
          detail: t('refusal.parkedInBatchDo'),
        }
      return {
        title: t('refusal.parkedCodes', { box }, { count }),
        detail: t('refusal.parkedCodesDo'),
      }
    }
    case 'AlreadyFounded':
      return { title: t('refusal.alreadyFounded', {}, { name: refusal.name }) }
    case 'NotAllowed':
      return { title: t('refusal.notAllowed', {}, { needs: sayNeeds(intl, refusal.needs) }) }
    case 'BadgeTaken':
      return { title: t('refusal.badgeTaken', {}, { name: refusal.name }) }
    case 'DiskFull':
      return { title: t('refusal.diskFull'), detail: t('refusal.diskFullDo') }
    case 'DiskFault':
      return { title: t('refusal.diskFault'), detail: t('refusal.diskFaultDo') }
    case 'ReadOnly':
      return { title: t('refusal.readOnly'), detail: t('refusal.readOnlyDo') }
    case 'LedgerHeld':
      return {
        title: t('refusal.ledgerHeld'),
        detail: t('refusal.ledgerHeldDo', {}, { by: refusal.by }),
      }
    default:
      return never(refusal)
  }
}

/** The bench names a role; what it names in a newer version stands as it is. */
function sayNeeds(intl: IntlShape, needs: string): string {
  const role = ROLES.find((one) => one === needs)
  return role === undefined ? needs : sayRole(intl, role)
}

/** Every expected "no" as plain words. */
export function sayRefusal(intl: IntlShape, refusal: Refusal): Described<string> {
  const t = wordsOf(intl)
  return describe((id, codes, values) => t(id, { ...codes, ...values }), intl, refusal)
}

/** The same with its codes in the code face, as it is seen, and as it is heard. */
export function useRefusal(): (refusal: Refusal) => Described<Sentence> {
  const intl = useIntl()
  const sentence = useSentence()
  return (refusal) => describe(sentence, intl, refusal)
}

/** Title and detail in one line, for a banner or a screen reader. */
export const sayRefusalInOne = (intl: IntlShape, refusal: Refusal): string => {
  const { title, detail } = sayRefusal(intl, refusal)
  return detail === undefined ? `${title}.` : `${title}. ${detail}`
}
