import { useLayoutEffect, useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { RescanView } from '#shared/contract/rescan.ts'
import type { Via } from '#shared/domain/commands.ts'
import type { Layout } from '#shared/domain/position/layout.ts'
import { positionName, readPositionName } from '#shared/domain/position/names.ts'
import type { BoxRescanned } from '#shared/domain/rescan/facts.ts'
import type { RackRead, RackTube } from '#shared/scan/rack/read.ts'
import { useAct } from '../../app/act.ts'
import { client } from '../../app/client.ts'
import { useIdentitySink } from '../../app/identity.ts'
import { useLive } from '../../app/live.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { plain, type Sentence, useSentence } from '../../i18n/use-sentence.tsx'
import { playTone } from '../../tones/tones.ts'
import type { Outcome } from '../lookup/LookUpDisplay.tsx'
import { type Choices, choose, chosenOf, rackSays } from './choices.ts'
import type { RackPhoto } from './photo.ts'
import { namedFor } from './positions.ts'

/** A box that was read, before a person has confirmed anything of it. */
export interface Reading extends RackRead {
  readonly source: BoxRescanned['source']
  /** What it was read in, as long as this screen is shown. */
  readonly photo?: RackPhoto
}

export interface Rescan {
  readonly container: string | null
  readonly reading: Reading | null
  /** The comparison of the reading with the record; null until both a box and a reading are there. */
  readonly view: RescanView | null
  /** Positions whose difference the person confirms. */
  readonly chosen: ReadonlySet<number>
  /** The position whose tube was not read for certain: the next scan of a tube is taken for it. */
  readonly target: number | null
  readonly selected: number | undefined
  readonly outcome: Outcome | undefined
  readonly isBusy: boolean
  read(reading: Reading): void
  select(index: number): void
  choose(index: number, isChosen: boolean): void
  chooseAll(isChosen: boolean): void
  /** There is no tube at a position where one was seen whose code could not be read. */
  empty(index: number): void
  /** Away with the reading: the box is read once more. */
  again(): void
  confirm(): Promise<void>
}

const NONE: ReadonlySet<number> = new Set()

/** One box, read whole and compared with the record. */
export function useRescan(start: string | null): Rescan {
  const intl = useIntl()
  const sentence = useSentence()
  const act = useAct()
  const [container, setContainer] = useState(start)
  const [reading, setReading] = useState<Reading | null>(null)
  const [rescan, setRescan] = useState(newId)
  const [choices, setChoices] = useState<Choices>(new Map())
  const [byHand, setByHand] = useState<ReadonlySet<number>>(new Set())
  const [selected, setSelected] = useState<number>()
  const [outcome, setOutcome] = useState<Outcome>()
  /** The code of the rack, while it may be of another box than the person chose. */
  const [doubted, setDoubted] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const { data: box } = useLive(
    ['box', container],
    () => client.query.box({ container: container! }),
    { enabled: container !== null },
  )
  const layout = box && box.container === container ? box.layout : null
  const tubes = reading && layout ? namedIn(layout, reading) : []
  const { data, isFormer } = useLive(
    ['rescan', container, tubes],
    () => client.rescan.compare({ container: container!, tubes: [...tubes] }),
    { enabled: layout !== null && reading !== null },
  )
  const isOf = data?.box.container === container
  const view = layout !== null && reading !== null && isOf ? data : null
  const target = view === null ? null : targetOf(view, selected, byHand)
  const chosen = view === null ? NONE : chosenOf(view, choices)
  /** What an answer is held against that comes later: the reading it was asked for, and the box as it is by then. */
  const asked = useRef<Reading>(null)
  const boxNow = useRef(container)
  useLayoutEffect(() => {
    boxNow.current = container
  })

  const said = (is: Outcome['is'], what: Sentence) => {
    if (is !== 'done') playTone('warning')
    setOutcome({ is, sentence: what })
  }

  /** The code on the box itself says which box it is, where nobody has said so before. */
  async function read(next: Reading): Promise<void> {
    setOutcome(undefined)
    setChoices(new Map())
    setByHand(new Set())
    setSelected(undefined)
    setReading(next)
    setDoubted(next.rack)
    asked.current = next
    if (next.rack === null) return
    const identity = await client.scan.resolve({ text: next.rack, box: null })
    // Another box was read meanwhile, or this one was read away.
    if (asked.current !== next) return
    const says = rackSays(identity, boxNow.current)
    if (says.is === 'other')
      return said('refused', sentence('rescan.otherBox', { rack: next.rack }))
    setDoubted(null)
    if (says.is === 'box') return setContainer(says.container)
    said('refused', sentence('rescan.rackUnknown', { rack: next.rack }))
  }

  /** A tube whose code no picture showed is scanned by hand, at the position that is shown. */
  function fill(code: string): void {
    if (!view || !reading || !layout || target === null) {
      said('refused', sentence('rescan.notNow', { code }))
      return
    }
    const there = tubes.filter((tube) => tube.code === code)
    const elsewhere = there.find(({ position }) => {
      const index = readPositionName(layout, position)
      return index !== target && (there.length === 1 || byHand.has(index ?? -1))
    })
    if (elsewhere) {
      said('refused', sentence('rescan.readAlready', { code, position: elsewhere.position }))
      return
    }
    playTone('success')
    put(target, code)
    setOutcome({
      is: 'done',
      sentence: sentence('rescan.filled', { code, position: view.cells[target]!.name }),
    })
  }

  function empty(index: number): void {
    if (!view) return
    put(index, undefined)
    setOutcome({
      is: 'done',
      sentence: sentence('rescan.emptied', { position: view.cells[index]!.name }),
    })
  }

  /** By the names of the box; never from the comparison, which is a scan behind while it is asked for anew. */
  function put(index: number, code: string | undefined): void {
    if (!reading || !layout) return
    const others = tubes.filter(({ position }) => readPositionName(layout, position) !== index)
    const own = code === undefined ? [] : [{ position: positionName(layout, index), code }]
    setReading({ ...reading, shape: null, tubes: [...others, ...own] })
    setByHand(new Set([...byHand, index]))
    setSelected(undefined)
  }

  useIdentitySink(
    async (identity, scan) => {
      if (identity.kind === 'container' && identity.containerKind === 'box') {
        playTone('success')
        setOutcome(undefined)
        setDoubted(null)
        return setContainer(identity.container)
      }
      if (identity.kind === 'position' && identity.place.at.container === container)
        return setSelected(identity.place.at.index)
      if (identity.kind === 'specimen' || identity.kind === 'unknown') return fill(scan.text)
      if (identity.kind === 'duplicate') return fill(scan.text)
      const command = identity.kind === 'command' ? identity.command : undefined
      if (command === 'done' && view) return confirm(viaOf(scan))
      if (command === 'cancel') return again()
      said('refused', sentence('rescan.notNow', { code: scan.text }))
    },
    { box: container },
  )

  function tick(indexes: ReadonlySet<number>, isChosen: boolean): void {
    if (view) setChoices((former) => choose(former, view, indexes, isChosen))
  }

  function again(): void {
    asked.current = null
    setReading(null)
    setDoubted(null)
    setChoices(new Map())
    setByHand(new Set())
    setSelected(undefined)
    setOutcome(undefined)
    setRescan(newId())
  }

  async function confirm(via: Via = BY_CLICK): Promise<void> {
    if (!view || !reading || isBusy) return
    if (isElsewhere(view)) return said('refused', sentence('rescan.notThisBox'))
    // A person says which box it is, by its code, before all of its tubes are recorded in another one.
    if (doubted !== null) return said('refused', sentence('rescan.otherBox', { rack: doubted }))
    // What would be confirmed is not what is shown yet.
    if (isFormer) return said('refused', sentence('rescan.comparing'))
    setBusy(true)
    const command = {
      type: 'rescanBox',
      id: newId(),
      via,
      ...confirmed(view, reading, chosen, rescan),
    } as const
    const answer = await act(command, view.box.code).finally(() => setBusy(false))
    if (answer.type === 'refused') {
      setOutcome({ is: 'refused', sentence: plain(sayRefusalInOne(intl, answer.refusal)) })
    } else {
      const n = command.repairs.length + command.missed.length
      again()
      setOutcome({
        is: answer.type === 'saved' ? 'done' : 'unknown',
        sentence: sentence('rescan.done', { box: view.box.code }, { n }),
      })
    }
  }

  return {
    ...{ container, reading, view, chosen, target, selected, outcome, isBusy, again },
    read: (next) => void read(next),
    select: setSelected,
    choose: (index, isChosen) => tick(new Set([index]), isChosen),
    empty,
    chooseAll: (isChosen) => tick(new Set(view?.cells.map(({ index }) => index)), isChosen),
    confirm: () => confirm(),
  }
}

/** Shapes are known of pictures and boxes; a file's names are read as they are. */
const namedIn = (layout: Layout, { tubes, shape, source }: Reading): readonly RackTube[] =>
  source === 'picture' && shape ? namedFor(layout, shape, tubes) : tubes

/** Tubes stand where this box has no position: it is another box than the one that was read. */
export const isElsewhere = ({ beyond }: RescanView): boolean => beyond.length > 0

/** What was not read, or read at two positions, is scanned by hand: the position that is selected, else the first. */
function targetOf(
  { cells }: RescanView,
  selected: number | undefined,
  byHand: ReadonlySet<number>,
): number | null {
  const open = cells.filter(
    ({ finding, index }) =>
      (finding === 'no-read' || finding === 'duplicate') && !byHand.has(index),
  )
  const chosen = open.find(({ index }) => index === selected)
  return (chosen ?? open[0])?.index ?? null
}

function confirmed(
  view: RescanView,
  { source, rack }: Reading,
  chosen: ReadonlySet<number>,
  rescan: string,
) {
  const cells = view.cells.filter(({ index }) => chosen.has(index))
  return {
    container: view.box.container,
    rescan,
    source,
    rack,
    seen: [...view.seen],
    repairs: cells.flatMap(({ index, specimen, repair, from }) =>
      specimen && repair ? [{ index, specimen, repair, from: from?.at ?? null }] : [],
    ),
    missed: cells.flatMap(({ recorded }) =>
      recorded.flatMap(({ specimen, isMissing }) => (isMissing ? [specimen] : [])),
    ),
  }
}
