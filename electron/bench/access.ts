import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isAbsent, putAside, writeWhole } from '../files.ts'
import type { SyncAccess } from '../sync/ports.ts'

const access = z.object({ url: z.string().min(1), credential: z.string().min(1) })

/**
 * The service's address and this bench's credential, in a file that only this account may read. One that
 * cannot be read is put aside and said: the bench then works as one without a service, and can be
 * connected again with a new code.
 */
export function createAccessFile(folder: string, say: (line: string) => void = console.error) {
  const file = join(folder, 'service.json')
  let known = readAccess(file, say)
  return {
    read: (): SyncAccess | null => known,
    write(value: SyncAccess): void {
      writeWhole(file, JSON.stringify(value))
      known = value
    },
  }
}

function readAccess(file: string, say: (line: string) => void): SyncAccess | null {
  try {
    return access.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (isAbsent(error)) return null
    say(`${file} cannot be read, so this bench is not connected to its service. ${putAside(file)}`)
    return null
  }
}

export type AccessFile = ReturnType<typeof createAccessFile>
