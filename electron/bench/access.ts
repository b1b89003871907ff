import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { SyncAccess } from '../sync/ports.ts'

const access = z.object({ url: z.string().min(1), credential: z.string().min(1) })

/** The service's address and this bench's credential, in a file that only this account may read. */
export function createAccessFile(folder: string) {
  const file = join(folder, 'service.json')
  return {
    read(): SyncAccess | null {
      if (!existsSync(file)) return null
      const parsed = access.safeParse(JSON.parse(readFileSync(file, 'utf8')))
      return parsed.success ? parsed.data : null
    },
    write(value: SyncAccess): void {
      const next = `${file}.next`
      writeFileSync(next, JSON.stringify(value), { mode: 0o600 })
      renameSync(next, file)
    },
  }
}

export type AccessFile = ReturnType<typeof createAccessFile>
