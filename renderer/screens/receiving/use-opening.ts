import { useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { ShipmentView } from '#shared/contract/work.ts'
import type { SetupOf } from '#shared/domain/batch/setup.ts'
import type { Condition } from '#shared/domain/shipment/facts.ts'
import { useAct } from '../../app/act.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { BY_CLICK } from '../../app/via.ts'
import { useT } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { type Choices, keepChoices, loadChoices } from '../accession/choices.ts'
import { type Collected, collectedAt } from '../accession/collected.ts'
import { readTenths } from './say-state.ts'

/** What is written down of a parcel as it stands on the bench, and what holds for all its tubes. */
export interface Arrival extends Choices {
  readonly sender: string
  readonly courier: string
  readonly reference: string
  readonly condition: Condition
  readonly celsius: string
  readonly note: string
  readonly collected: Collected
}

const SENDER = 'frostkeep.receiving.sender'

/** Opens a consignment, or goes on with one, with the defaults that are shown. `shipment` null: nobody announced it. */
export function useOpening(
  shipment: ShipmentView | null,
  onStarted: (shipment: string) => Promise<void>,
) {
  const t = useT()
  const intl = useIntl()
  const act = useAct()
  const id = useRef(shipment?.shipment ?? newId())
  const command = useRef(newId())
  const isRunning = useRef(false)
  const [refused, setRefused] = useState<string>()
  const [arrival, setArrival] = useState(
    (): Arrival => firstOf(shipment, t('receiving.someSender')),
  )
  const celsius = readTenths(arrival.celsius)
  const at = collectedAt(arrival.collected, Date.now())
  const isReady = celsius !== undefined && at !== undefined && arrival.sender.trim() !== ''

  async function begin(): Promise<void> {
    if (celsius === undefined || at === undefined || !isReady || isRunning.current) return
    isRunning.current = true
    try {
      const isOpened = shipment?.arrivedAt != null || (await open(celsius))
      if (!isOpened) return
      const started = await client.work.start({ setup: setupOf(id.current, arrival, at, t) })
      if (!started.ok) return refuse(sayRefusalInOne(intl, started.error))
      const { study, material, tubeType } = arrival
      keepChoices({ study, material, tubeType })
      await onStarted(id.current)
    } finally {
      isRunning.current = false
    }
  }

  async function open(celsius: number | null): Promise<boolean> {
    const { sender, courier, reference, condition, note } = arrival
    const answer = await act(
      {
        type: 'openShipment',
        ...{ id: command.current, via: BY_CLICK, shipment: id.current, sender: sender.trim() },
        ...{ courier: courier.trim() || null, reference: reference.trim() || null },
        ...{ condition, celsius, note: note.trim() || null },
      },
      sender,
    )
    localStorage.setItem(SENDER, sender.trim())
    if (answer.type !== 'refused') return answer.type === 'saved'
    // Refused, nothing was written: what is tried next is another act.
    command.current = newId()
    setRefused(sayRefusalInOne(intl, answer.refusal))
    return false
  }

  function refuse(words: string): void {
    playTone('error')
    setRefused(words)
  }

  return {
    shipment: id.current,
    arrival,
    set: (some: Partial<Arrival>) => setArrival((former) => ({ ...former, ...some })),
    isCelsius: celsius !== undefined,
    isReady,
    refused,
    begin,
  }
}

function firstOf(shipment: ShipmentView | null, someSender: string): Arrival {
  const last = loadChoices()
  return {
    ...last,
    study: shipment?.study?.study ?? (shipment ? null : last.study),
    sender: shipment?.sender ?? localStorage.getItem(SENDER) ?? someSender,
    courier: shipment?.courier ?? '',
    reference: shipment?.reference ?? '',
    condition: shipment?.condition ?? 'good',
    celsius: '',
    note: '',
    collected: { is: 'unknown' },
  }
}

/** Of a parcel that leaks nobody knows yet which tube does. */
const conditionOfTubes = (condition: Condition): Condition =>
  condition === 'leaking' || condition === 'broken' ? 'unknown' : condition

const setupOf = (
  shipment: string,
  { study, material, tubeType, condition }: Arrival,
  at: number | null,
  t: (id: string) => string,
): SetupOf<'receiving'> => ({
  kind: 'receiving',
  ...{ shipment, study, material: material ?? 'other', tubeType, collectedAt: at },
  condition: conditionOfTubes(condition),
  damaged: t('receiving.damagedReason'),
})
