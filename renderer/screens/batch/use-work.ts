import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { WorkAnswer, WorkOutcome, WorkRowView, WorkView } from '#shared/contract/work.ts'
import type { WorkKind, WorkSetup } from '#shared/domain/batch/setup.ts'
import type { Refusal } from '#shared/domain/refusals.ts'
import { ok, type Result } from '#shared/lib/result.ts'
import type { Scan } from '#shared/scan/scan.ts'
import { client } from '../../app/client.ts'
import { createExchange, type Exchange, type Shown } from '../../app/exchange.ts'
import { useGo } from '../../app/go.ts'
import { useSwitchUser } from '../../app/identity.ts'
import { reportUnlessLocked, watchChanges } from '../../app/live.ts'
import { newId } from '../../app/new-id.ts'
import { scanQueue, useScanSink } from '../../app/scanner.ts'
import { noteUnknown } from '../../app/unknown.ts'
import { BY_CLICK, viaOf } from '../../app/via.ts'
import { playTone } from '../../tones/tones.ts'
import { concerns } from './concerns.ts'
import { placeCalledBy, toneOf } from './outcome.ts'

export type WorkShown = Shown<WorkView, WorkOutcome>

export interface Work {
  readonly kind: WorkKind
  /** Undefined until the bench has answered, null when no batch of this kind is open. */
  readonly shown: WorkShown | null | undefined
  readonly isBusy: boolean
  /** Opens a batch, or goes on with the open one under other defaults. */
  start(setup: WorkSetup): Promise<Result<WorkView, Refusal>>
  undo(): void
  /** What a command code would ask for. */
  command(command: 'done' | 'damaged' | 'print' | 'cancel'): void
  /** Lets go of one tube that was chosen and of which nothing is written yet. */
  letGo(specimen: string): void
  /** The held tube is put aside. */
  release(): void
  resolve(code: string, as: 'tube' | 'aside'): void
  /** All that is parked is tubes of this batch. */
  resolveAll(): void
  /** Goes on with what the batch holds at, where its hold says that it may. */
  goOn(): void
  /** Parks the code of another issuer that the batch holds at. */
  park(): void
  pause(paused: boolean): void
  /** The tubes of a whole rack in one act; asked for again under one id it is one. */
  bindRack(rack: RackAsked): Promise<WorkOutcome>
  /** Ends the batch once all that was scanned has been answered; it stays open while codes are parked. */
  finish(): void
}

export type RackAsked = Omit<Parameters<typeof client.work.bindRack>[0], 'via'>

export interface WorkOptions {
  /** What the study's own fields say of the tube that is scanned next. */
  readonly values?: () => Readonly<Record<string, string>> | undefined
  /** A tube was taken, and its row is painted. */
  readonly onDone?: (outcome: Extract<WorkOutcome, { type: 'done' }>) => void
  /** A command asked for the label of a tube of this batch. */
  readonly onPrint?: (row: WorkRowView) => void
  /** A command asked for the labels of tubes that are to come; what is scanned next waits until it is done. */
  readonly onPrintAhead?: () => Promise<void>
  /** The batch has ended: what it came to. */
  readonly onFinished?: (last: WorkView) => void
}

/**
 * The open batch of a kind. Scans and clicks go to the bench strictly one after the other; each answer
 * carries the whole session, which is painted before the tone sounds.
 */
export function useWork(kind: WorkKind, options: WorkOptions = {}): Work {
  const [shown, setShown] = useState<WorkShown | null>()
  const [isBusy, setBusy] = useState(false)
  const isRunning = useRef(false)
  const latest = useRef(options)
  useLayoutEffect(() => {
    latest.current = options
  })
  const [exchange] = useState(() => exchangeOf(kind, setShown))
  useExchange(exchange)

  async function ask(question: () => Promise<WorkAnswer>, code?: string): Promise<WorkAnswer> {
    const before = exchange.shown()?.session
    const told = await exchange.ask(question)
    const { outcome, session } = told
    if (outcome.type === 'unknown' && code) noteUnknown(outcome.command, code)
    const tone = toneOf(outcome)
    if (tone !== undefined) playTone(tone)
    if (outcome.type === 'done') latest.current.onDone?.(outcome)
    const asked = outcome.type === 'chosen' && outcome.what === 'print' ? outcome.code : undefined
    const row = session?.rows.find(({ code, state }) => code === asked && state === 'done')
    if (row) latest.current.onPrint?.(row)
    if (outcome.type === 'chosen' && outcome.what === 'print-ahead')
      await latest.current.onPrintAhead?.()
    if (session === null && before) latest.current.onFinished?.(before)
    return told
  }

  const byClick = (question: () => Promise<WorkAnswer>, code?: string): void => {
    if (isRunning.current) return
    isRunning.current = true
    setBusy(true)
    void ask(question, code).finally(() => {
      isRunning.current = false
      setBusy(false)
    })
  }

  const onScan = useAfterScan()
  useScanSink(
    async (scan: Scan) => {
      const values = latest.current.values?.()
      const asked = { kind, id: newId(), text: scan.text, via: viaOf(scan) }
      const told = await ask(
        () => client.work.scan(values ? { ...asked, values } : asked),
        scan.text,
      )
      await onScan(told.outcome, scan)
    },
    { enabled: shown !== undefined && shown !== null },
  )

  const act = () => ({ kind, id: newId(), via: BY_CLICK })
  return {
    kind,
    shown,
    isBusy,
    start: (setup) => startIn(exchange, setup),
    undo() {
      const asked = act()
      byClick(() => client.work.undo(asked), shown?.session.undo?.code)
    },
    command(command) {
      const asked = { ...act(), command }
      byClick(() => client.work.command(asked))
    },
    letGo: (specimen) => byClick(() => client.work.letGo({ kind, specimen })),
    release: () => byClick(() => client.work.release({ kind })),
    resolve(code, as) {
      const values = latest.current.values?.()
      const asked = { ...act(), code, as, ...(values && { values }) }
      byClick(() => client.work.resolve(asked), code)
    },
    resolveAll() {
      const asked = act()
      byClick(() => client.work.resolveAll(asked))
    },
    park: () => byClick(() => client.work.park({ kind })),
    goOn() {
      const values = latest.current.values?.()
      const held = shown?.session.hold?.code
      const asked = { ...act(), ...(values && { values }), ...(held !== undefined && { held }) }
      byClick(() => client.work.goOn(asked), held)
    },
    bindRack: async (rack) =>
      (await ask(() => client.work.bindRack({ ...rack, via: BY_CLICK }))).outcome,
    pause: (paused) => byClick(() => client.work.pause({ kind, paused })),
    finish() {
      const asked = act()
      byClick(() => client.work.finish(asked))
    },
  }
}

type WorkExchange = Exchange<WorkView, WorkOutcome>

const exchangeOf = (kind: WorkKind, show: (shown: WorkShown | null) => void): WorkExchange =>
  createExchange<WorkView, WorkOutcome>({
    current: () => client.work.current({ kind }),
    // At once and not when the scheduler finds time: the row is promised within 100 ms.
    show: (next) => flushSync(() => show(next)),
    failed: reportUnlessLocked,
    concerns,
  })

function useExchange(exchange: WorkExchange): void {
  useEffect(() => {
    void exchange.begin()
    const stop = watchChanges((touched) => void exchange.changed(touched))
    return () => {
      stop()
      exchange.end()
    }
  }, [exchange])
}

/** What is scanned while a batch begins waits for it. */
async function startIn(
  exchange: WorkExchange,
  setup: WorkSetup,
): Promise<Result<WorkView, Refusal>> {
  const resume = scanQueue.pause()
  let started: Result<WorkView, Refusal> | undefined
  try {
    await exchange.open(async () => {
      started = await client.work.start({ setup })
      return started.ok ? started.value : null
    })
  } finally {
    resume()
  }
  const view = exchange.shown()?.session
  return started ?? ok(view!)
}

/** A badge switches the user in any state of the batch; a code that opens another batch goes there. */
function useAfterScan(): (outcome: WorkOutcome, scan: Scan) => Promise<void> {
  const go = useGo()
  const switchUser = useSwitchUser()
  return async (outcome, scan) => {
    const place = placeCalledBy(outcome)
    if (place) return go(place)
    if (await isBadge(outcome, scan.text)) await switchUser(scan)
  }
}

/** While the batch stands still the bench does not look at what was scanned; a badge still counts. */
async function isBadge(outcome: WorkOutcome, text: string): Promise<boolean> {
  if (outcome.type === 'not-here') return outcome.what === 'badge'
  if (outcome.type !== 'waits' && outcome.type !== 'paused') return false
  return (await client.scan.resolve({ text, box: null })).kind === 'person'
}
