import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What the service knows of a blob beside its bytes. */
const note = z.object({ holder: z.string(), stream: z.string(), at: z.int() })
export type BlobNote = z.infer<typeof note>

export const noteFile = (folder: string, hash: string): string => join(folder, `${hash}.json`)

/** Null where there is none, or none that can be read. */
export function readNote(folder: string, hash: string): BlobNote | null {
  const file = noteFile(folder, hash)
  if (!existsSync(file)) return null
  try {
    return note.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Written before the first byte of the blob: what is there can always be removed with whom it is of. */
export const writeNote = (folder: string, hash: string, said: BlobNote): void =>
  writeFileSync(noteFile(folder, hash), JSON.stringify(said), { mode: 0o600, flush: true })
