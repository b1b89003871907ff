import { useRef, useState } from 'react'
import { type ManifestAnswer, MOST_MANIFEST_TEXT } from '#shared/contract/shipments.ts'
import { client } from '../../app/client.ts'
import { type DecodeFault, decodeTable } from '../import/decode.ts'

export type Manifest = Extract<ManifestAnswer, { type: 'read' }>
export type ManifestTrouble =
  | Exclude<ManifestAnswer['type'], 'read'>
  | DecodeFault
  | 'too-large'
  /** The file could not be read from its place. */
  | 'gone'

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
      const mine = ++turn.current
      if (file.size > MOST_MANIFEST_TEXT) return fail('too-large')
      const bytes = await file.arrayBuffer().catch(() => undefined)
      // Another list was chosen while this one was read.
      if (mine !== turn.current) return
      // A stick that was pulled out.
      if (bytes === undefined) return fail('gone')
      const decoded = decodeTable(new Uint8Array(bytes))
      return decoded.ok ? read(decoded.value.text) : fail(decoded.error)
    },
    /** One code on each line. */
    typed(text: string): void | Promise<void> {
      if (text.trim() === '') return clear()
      return text.length > MOST_MANIFEST_TEXT ? fail('too-large') : read(text)
    },
    clear,
  }

  function fail(why: ManifestTrouble): void {
    setManifest(undefined)
    setTrouble(why)
  }
  function clear(): void {
    turn.current += 1
    setManifest(undefined)
    setTrouble(undefined)
  }
}
