import type { ReactNode } from 'react'
import { FormattedMessage } from 'react-intl'
import type { CustodyView, PlaceView } from '#shared/contract/views.ts'
import { Code } from '../../components/Code.tsx'
import { useNames } from '../../i18n/names.ts'

export interface CustodyTitleProps {
  line: CustodyView
  box?: string | undefined
}

/** What was done, in a sentence with the positions in it. */
export function CustodyTitle({ line, box }: CustodyTitleProps) {
  const names = useNames()
  const place = placeIn(line.place, box)
  const from = placeIn(line.from, box)
  switch (line.type) {
    case 'specimen.accessioned':
      return <FormattedMessage id="custody.accessioned" />
    case 'specimen.accession_undone':
      return <FormattedMessage id="custody.accessionUndone" />
    case 'specimen.stored':
      return <FormattedMessage id="custody.stored" values={{ place }} />
    case 'specimen.placement_undone':
      return <FormattedMessage id="custody.placementUndone" values={{ from }} />
    case 'specimen.missed':
      return <FormattedMessage id="custody.missed" values={{ from }} />
    case 'specimen.moved':
      return (
        <FormattedMessage
          id={line.undoes ? 'custody.moveUndone' : 'custody.moved'}
          values={{ place, from }}
        />
      )
    case 'specimen.checked_out':
      return (
        <FormattedMessage
          id={line.undoes ? 'custody.returnUndone' : 'custody.checkedOut'}
          values={{ place }}
        />
      )
    case 'specimen.returned':
      if (line.undoes) return <FormattedMessage id="custody.checkOutUndone" values={{ place }} />
      return line.outFor === null ? (
        <FormattedMessage id="custody.returned" values={{ place }} />
      ) : (
        <FormattedMessage
          id="custody.returnedAfter"
          values={{ place, lasting: names.lasting(line.outFor) }}
        />
      )
    case 'specimen.used':
      return (
        <FormattedMessage
          id={line.undoes ? 'custody.useUndone' : 'custody.used'}
          values={{ volume: names.volume(line.nanolitres ?? 0) }}
        />
      )
    case 'specimen.thawed':
      return <FormattedMessage id={line.undoes ? 'custody.thawUndone' : 'custody.thawed'} />
    case 'specimen.relabelled':
      return (
        <FormattedMessage
          id={line.label?.code === line.label?.before ? 'custody.labelKept' : 'custody.relabelled'}
          values={{
            code: <Code>{line.label?.code}</Code>,
            before: <Code>{line.label?.before}</Code>,
          }}
        />
      )
    case 'specimen.label_printed':
      return (
        <FormattedMessage
          id={line.reason === null ? 'custody.labelPrinted' : 'custody.labelPrintedAgain'}
          values={{ template: line.label?.template, copies: line.label?.copies ?? 1 }}
        />
      )
    case 'specimen.dispatched':
      return <FormattedMessage id="custody.dispatched" values={{ site: line.transfer?.site }} />
    case 'specimen.arrived':
      return (
        <FormattedMessage
          id="custody.arrived"
          values={{
            site: line.transfer?.site,
            by: line.transfer?.heldBy,
            left: names.moment(line.transfer?.leftAt ?? line.at),
            lasting: names.lasting(Math.max(0, line.at - (line.transfer?.leftAt ?? line.at))),
          }}
        />
      )
    case 'specimen.released':
      return (
        <FormattedMessage
          id={line.undoes ? 'custody.quarantineUndone' : 'fact.specimen.released'}
        />
      )
    case 'specimen.reopened':
      return (
        <FormattedMessage id={line.undoes ? 'custody.closingUndone' : 'fact.specimen.reopened'} />
      )
    case 'specimen.closed':
      return line.closing === null ? (
        <FormattedMessage id="fact.specimen.closed" />
      ) : (
        <FormattedMessage
          id="heldBack.closedAs"
          values={{ why: <FormattedMessage id={`closing.${line.closing}`} /> }}
        />
      )
    case 'specimen.quarantined':
    case 'specimen.described':
      return <FormattedMessage id={`fact.${line.type}`} />
    case 'donor.withdrawn':
      return <FormattedMessage id="custody.withdrawn" />
    case 'study.thaw_limit_set':
      return <FormattedMessage id="custody.limitSet" />
    case 'bench.incarnated':
      return <FormattedMessage id="custody.incarnated" />
    case 'discrepancy.resolved':
      return <FormattedMessage id="custody.resolved" />
    default:
      return <FormattedMessage id="custody.other" />
  }
}

function placeIn(place: PlaceView | null, box: string | undefined): ReactNode {
  if (!place) return '?'
  return <Code>{place.at.container === box ? place.position : placeText(place)}</Code>
}

/** A position with its box, as its label has it. */
export const placeText = ({ box, position }: PlaceView): string => `${box}/${position}`
