import { useEffect, useLayoutEffect, useRef } from 'react'
import type { Via } from '#shared/domain/commands.ts'
import {
  DEFAULT_SCAN_SETTINGS,
  rawScanOf,
  SCAN_SOURCES,
  type Scan,
  type ScanRefusal,
} from '#shared/scan/scan.ts'
import type { TornReason, WedgeKey } from '#shared/scan/wedge.ts'
import { createScanHub, rawOfDevice } from '../devices/scan-hub.ts'
import { listenToWedge } from '../devices/wedge-listener.ts'
import { playTone } from '../tones/tones.ts'
import { client } from './client.ts'
import { reportDefect } from './defects.ts'
import { follow } from './follow.ts'
import { unsay } from './notice.ts'
import { scanInHand } from './scan-in-hand.ts'
import { createScanQueue, type ScanHandler } from './scan-queue.ts'
import { wedgeSendsAim, wedgeSettings } from './scanner-settings.ts'
import { createStore } from './store.ts'
import { BY_CLICK, viaOf } from './via.ts'

/**
 * Why the last read was no code: half a scan, a scanner that went away in the middle of one, or characters
 * that no label should hold.
 */
export type ScanTrouble =
  | { readonly type: 'Torn'; readonly why?: TornReason }
  | { readonly type: 'Gone'; readonly device: string }
  | ScanRefusal

const trouble = createStore<ScanTrouble | undefined>(undefined)

export const useScanTrouble = trouble.use

/** Every source of codes ends here. */
export const scanHub = createScanHub({
  ...DEFAULT_SCAN_SETTINGS,
  // Read anew at each scan: the scanner test may have found it out a moment ago.
  get wedgeSendsAim() {
    return wedgeSendsAim.get()
  },
})

/** What a badge does while the screen takes none; whoever is signed in gives way to who scans theirs. */
const badgeTakers: ScanHandler[] = []

export function useBadgeTaker(handler: ScanHandler): void {
  useEffect(() => {
    badgeTakers.push(handler)
    return () => void badgeTakers.splice(badgeTakers.indexOf(handler), 1)
  }, [handler])
}

export const scanQueue = createScanQueue({
  onDefect: reportDefect,
  onBadge: (scan) => badgeTakers.at(-1)?.(scan),
  onTurn: scanInHand.set,
  settle: () => new Promise((done) => setTimeout(done)),
})

const keyListeners = new Set<(key: WedgeKey) => void>()

/** Tells each key as the scanner test needs it. Gives back the way to stop. */
export function listenToKeys(listener: (key: WedgeKey) => void): () => void {
  keyListeners.add(listener)
  return () => void keyListeners.delete(listener)
}

let hushed = 0

/** A scanner is being set up: what is no code is said there, to the byte. Gives back the way to stop. */
export function hushScanTrouble(): () => void {
  hushed += 1
  trouble.set(undefined)
  return () => {
    hushed -= 1
  }
}

function complain(what: ScanTrouble): void {
  if (hushed > 0) return
  trouble.set(what)
  playTone('warning', { answers: false })
}

/** Starts to listen to all sources. Call once. */
export function startScanning(): void {
  scanHub.subscribe((result) => {
    if (!result.ok) return complain(result.error)
    trouble.set(undefined)
    unsay()
    remember(result.value)
    scanQueue.take(result.value)
  })
  listenToWedge({
    target: window,
    settings: wedgeSettings.get,
    now: Date.now,
    push: scanHub.push,
    onTorn: (_, why) => complain({ type: 'Torn', why }),
    onKey: (key) => {
      for (const listener of [...keyListeners]) listener(key)
    },
  })
  void follow(
    () => client.scan.device(),
    (read) => {
      if (read.type === 'scan') scanHub.push(rawOfDevice(read))
      else complain(read.type === 'torn' ? { type: 'Torn' } : { type: 'Gone', device: read.device })
    },
  )
}

const MOST_REMEMBERED = 50
const sources = new Map<string, Via>()

function remember(scan: Scan): void {
  sources.delete(scan.text)
  sources.set(scan.text, viaOf(scan))
  if (sources.size > MOST_REMEMBERED) sources.delete(sources.keys().next().value ?? '')
}

/** Which device read a code that is acted on later, by a button; a click where none did. */
export const viaOfCode = (code: string): Via => sources.get(code) ?? BY_CLICK

/** A code that was read before, to be handed to the screen that comes now. */
export function scanOfCode(text: string): Scan {
  const { source, device } = viaOfCode(text)
  const read = SCAN_SOURCES.find((one) => one === source) ?? 'typed'
  return { text, encoding: 'utf-8', source: read, device, at: Date.now() }
}

/** What is only in the way of a scan, such as a menu, closes when one comes; the screen takes it. */
export function useCloseOnScan(close: () => void): void {
  const latest = useRef(close)
  useLayoutEffect(() => {
    latest.current = close
  })
  useEffect(() => scanHub.subscribe((result) => result.ok && latest.current()), [])
}

/** Takes a code that a person typed, as if it had been scanned; it is marked as typed. */
export const pushTyped = (text: string): void =>
  scanHub.push(rawScanOf(text, { source: 'typed', device: 'keyboard', at: Date.now() }))

/**
 * The screen now showing takes the scans; the one mounted last wins, so an open dialog answers them.
 * Scans are handled strictly one after the other: the next waits until the handler's promise settles.
 * A handler that throws is reported as a defect. `badges`: also what scanners for badges read; elsewhere
 * that signs in whose badge it is, and names no tube.
 */
export function useScanSink(
  handler: ScanHandler,
  { enabled = true, badges = false }: { enabled?: boolean; badges?: boolean } = {},
): void {
  const latest = useRef(handler)
  useLayoutEffect(() => {
    latest.current = handler
  })
  // With the screen and not a while after it: a scan in between would go to the screen that has gone.
  useLayoutEffect(() => {
    if (!enabled) return
    return scanQueue.mount({ handle: (scan) => latest.current(scan), takesBadges: badges })
  }, [enabled, badges])
}
