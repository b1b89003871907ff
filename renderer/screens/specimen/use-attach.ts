import { useState } from 'react'
import { useIntl } from 'react-intl'
import { MOST_FILE_BYTES } from '#shared/domain/files/media.ts'
import { client } from '../../app/client.ts'
import { newId } from '../../app/new-id.ts'
import { sayRefusalInOne } from '../../app/say-refusal.ts'
import { noteUnknown } from '../../app/unknown.ts'
import { BY_CLICK } from '../../app/via.ts'
import { playTone } from '../../tones/tones.ts'
import { sayFileFault } from './say-file.ts'

export interface Attaching {
  attach(files: readonly File[]): Promise<void>
  /** The name of the file that is being added. */
  readonly adding: string | null
  /** Why the last one was not. */
  readonly trouble: string | null
}

/** Adds files one after the other; the first that cannot be added stops the rest. */
export function useAttach(specimen: string, code: string): Attaching {
  const intl = useIntl()
  const [adding, setAdding] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)

  async function addOne(file: File): Promise<string | null> {
    const { name } = file
    if (file.size > MOST_FILE_BYTES)
      return sayFileFault(intl, { type: 'TooLarge', most: MOST_FILE_BYTES }, name)
    const base64 = await base64Of(file).catch(() => null)
    // A card that was pulled out, or a file that another program has changed since.
    if (base64 === null) return intl.formatMessage({ id: 'files.fault.Unreadable' }, { name })
    const asked = { id: newId(), via: BY_CLICK, specimen, name, base64 }
    const answer = await client.files.attach(asked)
    if (answer.type === 'fault') return sayFileFault(intl, answer.fault, name)
    if (answer.type === 'refused') return sayRefusalInOne(intl, answer.refusal)
    if (answer.type === 'unknown') noteUnknown(answer.command, code)
    playTone(answer.type === 'saved' ? 'success' : 'unknown')
    return null
  }
  return {
    adding,
    trouble,
    attach: async (files) => {
      setTrouble(null)
      try {
        for (const file of files) {
          setAdding(file.name)
          const no = await addOne(file)
          if (no === null) continue
          playTone('error')
          setTrouble(no)
          return
        }
      } finally {
        setAdding(null)
      }
    },
  }
}

function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
