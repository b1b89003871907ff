import { useRef, useState } from 'react'
import type { ManifestAnswer } from '#shared/contract/shipments.ts'
import { client } from '../../app/client.ts'
import { type DecodeFault, decodeTable } from '../import/decode.ts'

export type Manifest = Extract<ManifestAnswer, { type: 'read' }>
export type ManifestTrouble = Exclude<ManifestAnswer['type'], 'read'> | DecodeFault

/** A supplier's list: a file, or codes that were typed or pasted. The last one counts. */
export function useManifest() {
  const [manifest, setManifest] = useState<Manifest>()
  const [trouble, setTrouble] = useState<ManifestTrouble>()
  const turn = useRef(0)

  async function read(text: string): Promise<void> {
    const mine = ++turn.current
    const answer = await client.shipments.manifest({ text })
    if (mine !== turn.current) return
    setManifest(answer.type === 'read' ? answer : undefined)
    setTrouble(answer.type === 'read' ? undefined : answer.type)
  }

  return {
    manifest,
    trouble,
    async file(file: File): Promise<void> {
      const decoded = decodeTable(new Uint8Array(await file.arrayBuffer()))
      if (decoded.ok) return read(decoded.value.text)
      setManifest(undefined)
      setTrouble(decoded.error)
    },
    /** One code on each line. */
    typed: (text: string) => (text.trim() === '' ? clear() : read(text)),
    clear,
  }

  function clear(): void {
    turn.current += 1
    setManifest(undefined)
    setTrouble(undefined)
  }
}
