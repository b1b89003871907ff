import { useCallback, useEffect, useRef, useState } from 'react'
import type { DevicesView } from '#shared/contract/devices.ts'
import type { Result } from '#shared/lib/result.ts'
import {
  analyseDeviceTest,
  type DeviceTest,
  type DeviceTestRefusal,
  textOfBytes,
  withoutEnd,
} from '#shared/scan/device-test.ts'
import { addReport, endBySilence, type HidScan, type PartBuffer } from '#shared/scan/hid-pos.ts'
import type { ReportLayout } from '#shared/scan/hid-report.ts'
import { SERIAL_SILENCE_MS } from '#shared/scan/serial-line.ts'
import { judgeTestCode, type TestCodeId, type TestVerdict } from '#shared/scan/test-sheet.ts'
import { characterOf, endKey, type WedgeKey, type WedgeSettings } from '#shared/scan/wedge.ts'
import {
  analyseScannerTest,
  type ScannerTest,
  type ScannerTestRefusal,
} from '#shared/scan/wedge-test.ts'
import { hushScanTrouble, listenToKeys } from '../../app/scanner.ts'
import { keepWedgeSettings, wedgeSendsAim, wedgeSettings } from '../../app/scanner-settings.ts'
import { devicesShown, useDeviceBytes } from './use-device-bytes.ts'

/** What the check code told of a scanner. `ms`: from the first report of the code to its last. */
export type Found =
  | { readonly via: 'keyboard'; readonly test: ScannerTest }
  | {
      readonly via: 'hid'
      readonly name: string
      readonly layout: ReportLayout
      readonly aim: string | null
      readonly ms: number
      readonly test: DeviceTest
    }
  | {
      readonly via: 'serial'
      readonly key: string
      readonly name: string
      readonly test: DeviceTest
    }

/** What is wrong with the last scan. */
export type Wrong =
  | { readonly by: 'keys'; readonly why: ScannerTestRefusal }
  | { readonly by: 'bytes'; readonly why: DeviceTestRefusal }
  | { readonly by: 'sheet'; readonly verdict: Exclude<TestVerdict, { type: 'right' }> }

export interface TestState {
  readonly ticked: ReadonlySet<TestCodeId>
  readonly found: Found | undefined
  readonly wrong: Wrong | undefined
}

export const NOTHING_TESTED: TestState = { ticked: new Set(), found: undefined, wrong: undefined }

/** After the last key of a scan that has no end key. */
const SILENCE_MS = 700
/** A scanner set to CR LF presses a second end key. */
const SECOND_END_MS = 60
const VENDOR_WAIT_MS = 220

/** Judges whatever is scanned while it runs, by its keys or its bytes, and sets what it finds out. */
export function useScannerTest(isRunning: boolean): {
  readonly state: TestState
  readonly clear: () => void
} {
  const [state, setState] = useState(NOTHING_TESTED)
  const tick = useCallback((id: TestCodeId, found?: Found) => {
    setState((now) => ({
      ticked: new Set([...now.ticked, id]),
      found: found ?? now.found,
      wrong: undefined,
    }))
  }, [])
  const fail = useCallback((wrong: Wrong) => setState((now) => ({ ...now, wrong })), [])
  const judge = useCallback(
    (text: string, otherLayout?: string) => {
      const verdict = judgeTestCode(text, otherLayout)
      if (verdict.type === 'right') tick(verdict.id)
      else fail({ by: 'sheet', verdict })
      return verdict
    },
    [tick, fail],
  )
  useEffect(() => (isRunning ? hushScanTrouble() : undefined), [isRunning])
  useKeys(isRunning, { tick, fail, judge })
  useReports(isRunning, { tick, fail, judge })
  return { state, clear: useCallback(() => setState(NOTHING_TESTED), []) }
}

interface Judges {
  tick(id: TestCodeId, found?: Found): void
  fail(wrong: Wrong): void
  judge(text: string, otherLayout?: string): TestVerdict
}

function useKeys(isRunning: boolean, { tick, fail, judge }: Judges): void {
  useEffect(() => {
    if (!isRunning) return
    const keys: WedgeKey[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const scanned = keys.splice(0)
      // Shift alone, and a button pressed by a key, are no scan.
      if (scanned.filter((key) => key.key.length === 1).length < 2) return
      const result = analyseScannerTest(scanned)
      if (result.ok) {
        keepWedgeSettings(result.value.settings, result.value.aim !== undefined)
        return tick('check', { via: 'keyboard', test: result.value })
      }
      const { type } = judge(keysAs(scanned), keysAs(scanned, otherLayout()))
      if (type === 'stranger' && result.error.type !== 'NotTheCheckCode')
        fail({ by: 'keys', why: result.error })
    }
    const stop = listenToKeys((key) => {
      keys.push(key)
      clearTimeout(timer)
      timer = setTimeout(look, endKey(key) === undefined ? SILENCE_MS : SECOND_END_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [isRunning, tick, fail, judge])
}

const otherLayout = (): WedgeSettings['layout'] =>
  wedgeSettings.get().layout === 'as-typed' ? 'us-codes' : 'as-typed'

/** What the bench would make of these keys, with what it takes off by itself gone. */
function keysAs(keys: readonly WedgeKey[], layout?: WedgeSettings['layout']): string {
  const settings = wedgeSettings.get()
  const used = layout ? { ...settings, layout } : settings
  const text = keys
    .filter((key) => endKey(key) === undefined)
    .map((key) => characterOf(key, used) ?? '')
    .join('')
  const { prefix, suffix } = settings
  const from = text.startsWith(prefix) ? prefix.length : 0
  const to = suffix !== '' && text.endsWith(suffix) ? text.length - suffix.length : text.length
  const code = text.slice(from, to)
  return wedgeSendsAim.get() ? code.replace(/^\][A-Za-z]\w/, '') : code
}

/** What has come of one device and was not judged yet. */
interface Coming {
  hid?: PartBuffer | undefined
  serial: number[]
  timer?: ReturnType<typeof setTimeout> | undefined
}

function useReports(isRunning: boolean, { tick, fail, judge }: Judges): void {
  const coming = useRef(new Map<string, Coming>())
  useEffect(() => {
    if (!isRunning) coming.current.clear()
  }, [isRunning])

  const onBytes = (bytes: Uint8Array, found: (test: DeviceTest) => Found) => {
    const result: Result<DeviceTest, DeviceTestRefusal> = analyseDeviceTest(bytes)
    if (result.ok) return tick('check', found(result.value))
    const { type } = judge(withoutEnd(textOfBytes(bytes)))
    if (type === 'stranger' && result.error.type !== 'NotTheCheckCode')
      fail({ by: 'bytes', why: result.error })
  }

  useDeviceBytes(({ key, bytes, at }) => {
    const scanner = scannerOf(devicesShown(), key)
    const name = scanner?.name ?? key
    const one: Coming = coming.current.get(key) ?? { serial: [] }
    coming.current.set(key, one)
    clearTimeout(one.timer)
    const onScan = ({ bytes: code, layout, aim, startedAt }: HidScan, end: number) =>
      onBytes(code, (test) => ({
        via: 'hid',
        name,
        layout,
        aim: aim ?? null,
        ms: end - startedAt,
        test,
      }))
    if (scanner?.kind === 'serial') {
      one.serial.push(...bytes)
      one.timer = setTimeout(() => {
        const code = Uint8Array.from(one.serial.splice(0))
        onBytes(code, (test) => ({ via: 'serial', key, name, test }))
      }, SERIAL_SILENCE_MS)
      return
    }
    const { buffer, scan } = addReport(one.hid, Uint8Array.from(bytes), at)
    one.hid = buffer
    if (scan) onScan(scan, at)
    else if (buffer)
      one.timer = setTimeout(() => {
        const ended = endBySilence(one.hid, at + VENDOR_WAIT_MS)
        one.hid = ended.buffer
        if (ended.scan) onScan(ended.scan, at)
      }, VENDOR_WAIT_MS)
  }, isRunning)
}

const scannerOf = (view: DevicesView | undefined, key: string) =>
  view?.scanners.find((one) => one.key === key)
