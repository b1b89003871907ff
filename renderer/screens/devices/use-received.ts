import { useCallback, useEffect, useState } from 'react'
import { type ByteRun, explainReport, explainSerial } from '#shared/scan/explain-bytes.ts'
import type { WedgeKey } from '#shared/scan/wedge.ts'
import { newId } from '../../app/new-id.ts'
import { listenToKeys } from '../../app/scanner.ts'
import { devicesShown, useDeviceBytes } from './use-device-bytes.ts'

export interface ReceivedBytes {
  readonly id: string
  readonly kind: 'hid' | 'serial'
  readonly at: number
  readonly name: string
  readonly bytes: Uint8Array
  readonly runs: readonly ByteRun[]
}

export interface ReceivedKeys {
  readonly id: string
  readonly kind: 'keys'
  readonly at: number
  readonly keys: readonly WedgeKey[]
}

export type Received = ReceivedBytes | ReceivedKeys

const MOST_SHOWN = 12
const MOST_KEYS = 400
/** After so long a key belongs to another scan. */
const REST_MS = 700

/** What came in while this is on the screen, newest first. It is kept nowhere else, and gone with the screen. */
export function useReceived(): { readonly all: readonly Received[]; readonly clear: () => void } {
  const [all, setAll] = useState<readonly Received[]>([])
  const add = useCallback(
    (one: Received) => setAll((before) => [one, ...before].slice(0, MOST_SHOWN)),
    [],
  )
  useDeviceBytes(({ key, at, bytes: sent }) => {
    const scanner = devicesShown()?.scanners.find((one) => one.key === key)
    const kind = scanner?.kind ?? (key.startsWith('serial:') ? 'serial' : 'hid')
    const bytes = Uint8Array.from(sent)
    const runs =
      kind === 'serial' ? explainSerial(bytes) : explainReport(bytes, scanner?.layout ?? undefined)
    add({ id: newId(), kind, at, name: scanner?.name ?? key, bytes, runs })
  })
  useEffect(
    () =>
      listenToKeys((key) => {
        setAll((before) => withKey(before, key))
      }),
    [],
  )
  return { all, clear: useCallback(() => setAll([]), []) }
}

function withKey(before: readonly Received[], key: WedgeKey): readonly Received[] {
  const [newest, ...older] = before
  const last = newest?.kind === 'keys' ? newest.keys.at(-1) : undefined
  if (newest?.kind === 'keys' && last && key.at - last.at <= REST_MS)
    return [{ ...newest, keys: [...newest.keys, key].slice(-MOST_KEYS) }, ...older]
  const one: Received = { id: newId(), kind: 'keys', at: Date.now(), keys: [key] }
  return [one, ...before].slice(0, MOST_SHOWN)
}
