import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { KeepingFault, KeepingView } from '#shared/contract/keeping.ts'
import { isAbsent, writeWhole } from '../files.ts'

const noted = z.object({
  verified: z
    .object({
      at: z.int(),
      level: z.enum(['quick', 'full']),
      sound: z.boolean(),
      events: z.int(),
    })
    .nullable(),
  backup: z.object({ at: z.int(), file: z.string() }).nullable(),
  backupFault: z.custom<KeepingFault>(isFault).nullable(),
})

function isFault(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value
}

type NotedValues = Pick<KeepingView, 'verified' | 'backup' | 'backupFault'>
const NOTHING: NotedValues = { verified: null, backup: null, backupFault: null }

/** When the bench last verified and copied its ledger. It proves nothing, so one that is lost is forgotten. */
export interface Noted {
  read(): NotedValues
  note(values: Partial<NotedValues>): void
}

export function createNoted(folder: string): Noted {
  const file = join(folder, 'keeping.json')
  let values = read(file)
  return {
    read: () => values,
    note: (more) => {
      values = { ...values, ...more }
      write(file, values)
    },
  }
}

/** What was verified or copied is so all the same: a full disk takes the report of it from nobody. */
function write(file: string, values: NotedValues): void {
  try {
    writeWhole(file, JSON.stringify(values))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    console.error(`Frostkeep cannot note when it verified or copied its ledger: ${why}`)
  }
}

function read(file: string): NotedValues {
  try {
    return noted.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (!isAbsent(error)) console.error(`${file} cannot be read and is written anew`)
    return NOTHING
  }
}
