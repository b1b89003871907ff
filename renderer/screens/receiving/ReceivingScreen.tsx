import { useEffect, useState } from 'react'
import { Screen } from '../../app/Screen.tsx'
import { useT } from '../../i18n/use-t.ts'
import { releaseWaiting } from '../accession/use-waiting.ts'
import { useWork } from '../batch/use-work.ts'
import { AnnounceScreen } from './AnnounceScreen.tsx'
import { DoneScreen } from './DoneScreen.tsx'
import { ListScreen } from './ListScreen.tsx'
import { OpenScreen } from './OpenScreen.tsx'
import { ScanScreen } from './ScanScreen.tsx'
import { useShipment, useShipments } from './use-shipments.ts'

export interface ReceivingScreenProps {
  shipment?: string | undefined
  /** `announce`: a consignment that is on its way; `open`: one that nobody has announced. */
  act?: 'announce' | 'open' | undefined
}

/** Consignments: what is expected, what has come, and the one in the hand. */
export function ReceivingScreen({ shipment, act }: ReceivingScreenProps) {
  if (act === 'announce') return <AnnounceScreen />
  if (act === 'open') return <OpenScreen shipment={null} />
  return shipment === undefined ? <ListScreen /> : <OneShipment id={shipment} />
}

/** Where it stands decides what is done with it: opened, scanned, or looked at. */
function OneShipment({ id }: { id: string }) {
  const { data } = useShipment(id)
  const [hasCome, setCome] = useState(false)
  const { data: list } = useShipments()
  if (data === null) return <ListScreen />
  if (data === undefined || list === undefined) return <Waiting />
  const { closedAt, ended } = data.shipment
  if (ended !== null && !hasCome)
    return <DoneScreen shipment={data.shipment} onCome={() => setCome(true)} />
  if (closedAt !== null && ended === null) return <DoneScreen shipment={data.shipment} />
  if (list.openHere === id) return <InHand id={id} />
  return <OpenScreen shipment={data.shipment} />
}

/** Its scans are this bench's. What was scanned while it was being opened comes first. */
function InHand({ id }: { id: string }) {
  const work = useWork('receiving')
  const { shown } = work
  const isReady = shown !== undefined && shown !== null
  useEffect(() => {
    if (isReady) releaseWaiting(id)
  }, [isReady, id])
  return isReady ? <ScanScreen shown={shown} work={work} /> : <Waiting />
}

function Waiting() {
  const t = useT()
  return <Screen current="scan" title={t('receiving.title')} />
}
