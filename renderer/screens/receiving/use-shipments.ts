import type { ShipmentItems, ShipmentView } from '#shared/contract/work.ts'
import { client } from '../../app/client.ts'
import { type Live, useLive } from '../../app/live.ts'

export const useShipments = () => useLive(['shipments'], () => client.shipments.list())

type State = keyof ShipmentView['counts']

/** A list on a screen is never longer than this; the counts say all. */
const MOST_SHOWN = 200

/** One consignment, and its tubes in one state whose code has a part. */
export const useShipment = (
  shipment: string,
  state: Exclude<State, 'late'> | null = null,
  text = '',
  limit = MOST_SHOWN,
): Live<ShipmentItems | null> =>
  useLive(['shipment', shipment, state, text, limit], () =>
    client.shipments.one({ shipment, state, text, limit }),
  )

/** Everything about it is here already. */
export const isOpen = ({ arrivedAt, closedAt }: ShipmentView): boolean =>
  arrivedAt !== null && closedAt === null
export const isExpected = ({ arrivedAt, closedAt }: ShipmentView): boolean =>
  arrivedAt === null && closedAt === null
