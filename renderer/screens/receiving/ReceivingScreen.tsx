import { Screen } from '../../app/Screen.tsx'
import { useT } from '../../i18n/use-t.ts'
import { useWork } from '../work/use-work.ts'
import { AnnounceScreen } from './AnnounceScreen.tsx'
import { DoneScreen } from './DoneScreen.tsx'
import { ListScreen } from './ListScreen.tsx'
import { OpenScreen } from './OpenScreen.tsx'
import { ScanScreen } from './ScanScreen.tsx'
import { useShipment } from './use-shipments.ts'

export interface ReceivingScreenProps {
  shipment?: string | undefined
  /** `announce`: a consignment that is on its way; `open`: one that nobody has announced. */
  act?: 'announce' | 'open' | undefined
}

/** Consignments: what is expected, what has come, and the one in the hand. */
export function ReceivingScreen({ shipment, act }: ReceivingScreenProps) {
  if (act === 'announce') return <AnnounceScreen />
  if (act === 'open') return <OpenScreen shipment={null} />
  return shipment === undefined ? <ListScreen /> : <OneShipment key={shipment} id={shipment} />
}

/** Where it stands decides what is done with it: opened, scanned, or looked at. */
function OneShipment({ id }: { id: string }) {
  const t = useT()
  const { data } = useShipment(id)
  const work = useWork('receiving')
  const { shown } = work
  const setup = shown?.session.setup
  const isHere = setup?.kind === 'receiving' && setup.shipment === id
  if (data === null) return <ListScreen />
  if (data === undefined || shown === undefined)
    return <Screen current="scan" title={t('receiving.title')} />
  if (data.shipment.closedAt !== null) return <DoneScreen shipment={data.shipment} />
  if (shown && isHere) return <ScanScreen shown={shown} work={work} />
  return <OpenScreen shipment={data.shipment} />
}
