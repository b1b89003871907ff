import { useState } from 'react'
import type { BoxView, PlaceView, SpecimenView } from '#shared/contract/views.ts'
import type { Via } from '#shared/domain/commands.ts'
import type { Place } from '#shared/domain/words.ts'
import type { Scan } from '#shared/scan/scan.ts'
import { client } from '../../app/client.ts'
import { useGo } from '../../app/go.ts'
import { type ScreenIdentity, useIdentitySink } from '../../app/identity.ts'
import { useUndoLast, useUndoStep } from '../../app/undo.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { type Handled, useActs } from '../lookup/use-acts.ts'
import { type LastAct, useLast } from '../lookup/use-last.ts'
import { useOpen } from '../lookup/use-open.ts'
import { type Armed, type HandStart, useHand } from './use-hand.ts'

export interface BoxWork {
  readonly selected: number | undefined
  /** Arrow keys and taps. */
  select(index: number): void
  readonly armed: Armed | undefined
  /** By a button, not by a scan alone. */
  readonly pickedUp: boolean
  /** The armed tube was scanned at another place, and its box was opened. */
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

interface Start extends HandStart {
  readonly select: number | undefined
}

type TubeIdentity = Extract<ScreenIdentity, { kind: 'specimen' }>

/** What a person does at an open box: select, move, check out, return; by scans or by hand. */
export function useBoxWork(box: BoxView, start: Start): BoxWork {
  const [selected, setSelected] = useState(start.select)
  const hand = useHand(start)
  const acts = useActs()
  const { last, isBusy, run, undo, forget } = useLast()
  const go = useGo()
  const { armed, pickedUp } = hand
  const open = useOpen(pickedUp ? armed?.specimen : undefined)
  const isHere = ({ at }: PlaceView) => at.container === box.container
  const undoLast = useUndoLast(({ place }) => place !== null && isHere(place))
  useUndoStep((via) => (last?.command ? undo(via) : undoLast(via)))

  /** The address forgets the tube too, or a reload would pick it up again. */
  function letGo(): void {
    hand.letGo()
    if (start.move === undefined && start.found === undefined) return
    void go({ to: 'box', container: box.container }, { replace: true })
  }

  /** The record is asked anew: the map on the screen may be one act behind a quick scanner. */
  async function place(tube: Armed, to: PlaceView, via: Via): Promise<void> {
    const view = await client.query.specimen({ specimen: tube.specimen })
    if (!view) return
    const isDone = isIn(view, to.at) || (await run(view.code, () => acts.place(view, to, via)))
    if (!isDone) return
    letGo()
    if (isHere(to)) setSelected(to.at.index)
  }

  async function onPosition(to: PlaceView, scan: Scan): Promise<void> {
    if (armed) return place(armed, to, viaOf(scan))
    if (!isHere(to)) return open({ kind: 'position', place: to }, scan)
    setSelected(to.at.index)
  }

  async function onTube(tube: TubeIdentity, scan: Scan): Promise<void> {
    const places = (await client.query.specimen({ specimen: tube.specimen }))?.places ?? []
    const here = places.find(isHere)
    if (here) {
      setSelected(here.at.index)
      return hand.arm(tube)
    }
    const [only, second] = places
    if (!only || second) return open(tube, scan)
    const { container, index } = only.at
    await go({ to: 'box', container, select: index, found: tube.specimen })
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
      if (!pickedUp && armed && box.positions[index]?.state !== 'empty') letGo()
    },
    armed,
    pickedUp,
    isFound: armed !== undefined && armed.specimen === start.found,
    pickUp: hand.pickUp,
    letGo,
    async placeAt(index) {
      if (armed) await place(armed, placeIn(box, index), BY_CLICK)
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

const placeIn = ({ container, code, path, positions }: BoxView, index: number): PlaceView => ({
  at: { container, index },
  position: positions[index]?.name ?? '',
  box: code,
  path,
})

/** The one place of the tube, and it is not out of it. */
const isIn = ({ state, places }: SpecimenView, at: Place): boolean =>
  state === 'stored' &&
  places.some((place) => place.at.container === at.container && place.at.index === at.index)
