import { useState } from 'react'
import type { BoxView, PlaceView, SpecimenView } from '#shared/contract/views.ts'
import type { Via } from '#shared/domain/commands.ts'
import type { Place } from '#shared/domain/words.ts'
import type { Scan } from '#shared/scan/scan.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { type ScreenIdentity, useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { type Handled, useActs } from '../lookup/use-acts.ts'
import { type LastAct, useLast } from '../lookup/use-last.ts'
import { useOpen } from '../lookup/use-open.ts'

/** A tube that the next position is meant for. The code is learnt with the specimen. */
export interface Armed {
  readonly specimen: string
  readonly code?: string | undefined
}

export interface BoxWork {
  readonly selected: number | undefined
  /** Arrow keys and taps. */
  select(index: number): void
  readonly armed: Armed | undefined
  /** By a button, not by a scan alone: it stays until it is put down or let go. */
  readonly pickedUp: boolean
  /** It was scanned at another place, and its box was opened. */
  readonly isFound: boolean
  pickUp(tube: Armed): void
  letGo(): void
  /** Puts the tube that is armed into a position of this box. */
  placeAt(index: number): Promise<void>
  checkOut(tube: Handled, reason: string): Promise<void>
  putBack(tube: Handled, to: PlaceView): Promise<void>
  readonly last: LastAct | undefined
  undo(): Promise<void>
  readonly isBusy: boolean
}

interface Start {
  select: number | undefined
  move: string | undefined
  found: string | undefined
}

/** What a person does at an open box: select, move, check out, return; by scans or by hand. */
export function useBoxWork(box: BoxView, start: Start): BoxWork {
  const [selected, setSelected] = useState(start.select)
  const [pickedUp, setPickedUp] = useState(start.move !== undefined)
  const [hand, setHand] = useState<Armed | undefined>(armedBy(start.move ?? start.found))
  const armed = useNamed(hand)
  const acts = useActs()
  const { last, isBusy, run, undo, forget } = useLast()
  const go = useGo()
  const open = useOpen(pickedUp ? armed?.specimen : undefined)

  const letGo = () => {
    setHand(undefined)
    setPickedUp(false)
  }

  /** The record is asked anew: the map on the screen may be one act behind a quick scanner. */
  async function place(tube: Armed, to: PlaceView, via: Via): Promise<void> {
    const view = await client.query.specimen({ specimen: tube.specimen })
    if (!view) return
    if (isIn(view, to.at)) {
      letGo()
      return setSelected(to.at.index)
    }
    const done = await run(view.code, () => acts.place(view, to, via))
    if (!done) return
    letGo()
    if (to.at.container === box.container) setSelected(to.at.index)
    else await go({ to: 'box', container: to.at.container, select: to.at.index })
  }

  async function onPosition(to: PlaceView, scan: Scan): Promise<void> {
    if (armed) return place(armed, to, viaOf(scan))
    if (to.at.container !== box.container) return open({ kind: 'position', place: to }, scan)
    setSelected(to.at.index)
  }

  async function onTube(
    identity: Extract<ScreenIdentity, { kind: 'specimen' }>,
    scan: Scan,
  ): Promise<void> {
    const places = (await client.query.specimen({ specimen: identity.specimen }))?.places ?? []
    const here = places.find(({ at }) => at.container === box.container)
    if (here) {
      setSelected(here.at.index)
      setHand(identity)
      return setPickedUp(false)
    }
    const [only, second] = places
    if (!only || second) return open(identity, scan)
    const { container, index } = only.at
    await go({ to: 'box', container, select: index, found: identity.specimen })
  }

  useIdentitySink(
    async (identity, scan) => {
      if (identity.kind !== 'command') forget()
      switch (identity.kind) {
        case 'specimen':
          return onTube(identity, scan)
        case 'position':
          return onPosition(identity.place, scan)
        case 'command':
          if (identity.command === 'cancel' && armed) return letGo()
          if (identity.command === 'print') return window.print()
          if (identity.command === 'undo' && last?.command) return undo(viaOf(scan))
          return open(identity, scan)
        default:
          return open(identity, scan)
      }
    },
    { box: box.container },
  )

  return {
    selected,
    select(index) {
      setSelected(index)
      // A tube that was only scanned is not in the hand of a person who looks at another one.
      if (!pickedUp && box.positions[index]?.state !== 'empty') setHand(undefined)
    },
    armed,
    pickedUp,
    isFound: armed !== undefined && armed.specimen === start.found,
    pickUp(tube) {
      setHand(tube)
      setPickedUp(true)
    },
    letGo,
    async placeAt(index) {
      const position = box.positions[index]
      if (!armed || !position) return
      const at = { container: box.container, index }
      const to = { at, position: position.name, box: box.code, path: box.path }
      await place(armed, to, BY_CLICK)
    },
    async checkOut(tube, reason) {
      if (await run(tube.code, () => acts.checkOut(tube, reason, BY_CLICK))) letGo()
    },
    async putBack(tube, to) {
      if (await run(tube.code, () => acts.putBack(tube, to, BY_CLICK))) letGo()
    },
    last,
    undo: () => undo(BY_CLICK),
    isBusy,
  }
}

const armedBy = (specimen: string | undefined): Armed | undefined =>
  specimen === undefined ? undefined : { specimen }

/** The one place of the tube, and it is not out of it. */
const isIn = ({ state, places }: SpecimenView, at: Place): boolean =>
  state === 'stored' &&
  places.some((place) => place.at.container === at.container && place.at.index === at.index)

/** A tube that was picked up elsewhere comes by its id alone. */
function useNamed(hand: Armed | undefined): Armed | undefined {
  const specimen = hand?.specimen ?? ''
  const { data } = useLive(['specimen', specimen], () => client.query.specimen({ specimen }), {
    enabled: hand !== undefined && hand.code === undefined,
  })
  if (!hand || hand.code !== undefined) return hand
  return data?.specimen === hand.specimen ? { ...hand, code: data.code } : hand
}
