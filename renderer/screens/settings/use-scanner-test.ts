import { useEffect, useRef, useState } from 'react'
import { ok, type Result } from '#shared/lib/result.ts'
import { endKey, type WedgeKey } from '#shared/scan/wedge.ts'
import {
  analyseScannerTest,
  SCANNER_CHECK_CODE,
  type ScannerTest,
  type ScannerTestRefusal,
} from '#shared/scan/wedge-test.ts'
import { listenToKeys, useScanSink } from '../../app/scanner.ts'

/** `device`: a scanner that the bench reads itself sent the check code whole. */
export type TestResult =
  | { readonly via: 'keyboard'; readonly result: Result<ScannerTest, ScannerTestRefusal> }
  | { readonly via: 'device'; readonly result: Result<string, { readonly text: string }> }

/** After the last key of a scan that has no end key. */
const SILENCE_MS = 700
const FEWEST_KEYS = 6

/** Judges one scan of the check code by its keys, or by what a scanner without keys sent. */
export function useScannerTest(isRunning: boolean, onResult: (result: TestResult) => void): void {
  const latest = useRef(onResult)
  useEffect(() => {
    latest.current = onResult
  })
  const [keys] = useState<WedgeKey[]>([])

  useEffect(() => {
    if (!isRunning) return
    keys.length = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const judge = () => {
      const scanned = keys.splice(0)
      if (scanned.length >= FEWEST_KEYS)
        latest.current({ via: 'keyboard', result: analyseScannerTest(scanned) })
    }
    const stop = listenToKeys((key) => {
      keys.push(key)
      clearTimeout(timer)
      timer = setTimeout(judge, endKey(key) === undefined ? SILENCE_MS : 50)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [isRunning, keys])

  useScanSink(
    ({ text, source, device }) => {
      if (source !== 'hid' && source !== 'serial') return
      const isRight = text === SCANNER_CHECK_CODE
      latest.current({
        via: 'device',
        result: isRight ? ok(device) : { ok: false, error: { text } },
      })
    },
    { enabled: isRunning, badges: true },
  )
}
