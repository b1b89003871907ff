import type { IntlShape } from 'react-intl'
import type { AnchorFault } from '#shared/ledger/anchor.ts'
import { type EventFinding, type Finding, MOST_TUBES } from '#shared/ledger/findings.ts'
import { never } from '#shared/lib/assert.ts'
import { wordsOf } from '../../i18n/use-t.ts'

/** What was found, in a sentence, and what else is known of it. */
export interface FindingWords {
  readonly title: string
  readonly lines: readonly string[]
  /** For who looks into the file: chain, row, table. Not for reading aloud. */
  readonly where: string
}

export interface Namers {
  person(id: string): string
  moment(at: number): string
}

/** A finding in the words of the bench; the same for a verification and for a damaged ledger. */
export function sayFinding(intl: IntlShape, finding: Finding, names: Namers): FindingWords {
  const t = wordsOf(intl)
  switch (finding.type) {
    case 'event':
      return sayEvent(intl, finding, names)
    case 'order':
      return {
        title: t(`finding.order.${finding.fault}`, { pos: finding.pos }),
        lines: alsoBad(intl, finding.alsoBad),
        where: finding.event ? place(finding.event) : '',
      }
    case 'lost':
      return {
        title: t(`finding.lost.${finding.fault}`, { pos: finding.pos }),
        lines: [],
        where: `${finding.epoch}${finding.event ? ` ${place(finding.event)}` : ''}`,
      }
    case 'seal':
      return {
        title: t(`finding.seal.${finding.fault}`, { seq: finding.seq }),
        lines: [],
        where: `${finding.chain} ${finding.seq} ${finding.key}`,
      }
    case 'anchor':
      return { title: sayAnchor(intl, finding.fault), lines: [], where: anchorPlace(finding.fault) }
    case 'row':
      return {
        title: t('finding.row'),
        lines: [],
        where: `${finding.table} ${finding.key}: ${finding.what}`,
      }
    case 'file':
      return { title: t(`finding.file.${finding.fault}`), lines: [], where: finding.what }
    case 'derived':
      return { title: t('finding.derived'), lines: [], where: finding.table }
    case 'export':
      return { title: t('finding.export', { line: finding.line }), lines: [], where: finding.what }
    default:
      return never(finding)
  }
}

const place = ({
  chain,
  seq,
  event,
  uid,
}: {
  chain: string
  seq: number
  event: number
  uid: string
}) => `${chain} ${seq} (${event}, ${uid})`

function sayEvent(intl: IntlShape, finding: EventFinding, names: Namers): FindingWords {
  const t = wordsOf(intl)
  const { says, from, seq, unproven, dependentCount } = finding
  const lines = [
    says
      ? t('finding.says', {
          what: sayFactType(intl, says.type),
          at: names.moment(says.at),
          person: names.person(says.actor),
        })
      : t('finding.saysNothing'),
    from === null ? undefined : t('finding.missing', { from, to: finding.event - 1 || seq - 1 }),
    unproven > 0 ? t('finding.unproven', { count: unproven }) : undefined,
    ...alsoBad(intl, finding.alsoBad),
    dependentCount > 0 ? t('finding.dependents', { count: dependentCount }) : undefined,
  ]
  return {
    title: t(`finding.event.${finding.fault}`, { seq }),
    lines: lines.filter((line) => line !== undefined),
    where: place(finding),
  }
}

function alsoBad(intl: IntlShape, count: number): string[] {
  const t = wordsOf(intl)
  return count > 0 ? [t('finding.alsoBad', { count })] : []
}

function sayAnchor(intl: IntlShape, fault: AnchorFault): string {
  const t = wordsOf(intl)
  switch (fault.type) {
    case 'OwnEventsMissing':
      return t('finding.anchor.ownMissing', { count: fault.to - fault.have, from: fault.have + 1 })
    case 'EventsMissing':
      return t('finding.anchor.missing', { count: fault.to - fault.have })
    case 'OrderMissing':
      return t('finding.anchor.orderMissing', { count: fault.to - fault.have })
    case 'OtherEvent':
      return t('finding.anchor.otherEvent', { seq: fault.seq })
    case 'OtherOrder':
      return t('finding.anchor.otherOrder', { pos: fault.pos })
    default:
      return never(fault)
  }
}

const anchorPlace = (fault: AnchorFault): string => ('chain' in fault ? fault.chain : '')

/** An event's type as people call it; one of a newer version stands as it is. */
export function sayFactType(intl: IntlShape, type: string): string {
  const id = `fact.${type}`
  return id in intl.messages ? wordsOf(intl)(`fact.${type}`) : type
}

/** Whether a list of tubes may be longer than what a report holds. */
export const isCutShort = (tubes: readonly string[]): boolean => tubes.length >= MOST_TUBES
