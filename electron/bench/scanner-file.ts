import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  SCANNER_ROLES,
  type ScannerRole,
  type SerialSettings,
  serialSettings,
} from '#shared/contract/devices.ts'
import { isAbsent, putAside, writeWhole } from '../files.ts'

const known = z.object({ name: z.string().max(400), role: z.enum(SCANNER_ROLES) })
const settings = z.object({
  scanners: z.record(z.string().max(200), known),
  serial: z.array(serialSettings).max(8),
})

/** What a person has set of scanners: roles by key, and serial lines. */
export interface ScannerSettings {
  readonly scanners: Readonly<Record<string, { readonly name: string; readonly role: ScannerRole }>>
  readonly serial: readonly SerialSettings[]
}

const NOTHING: ScannerSettings = { scanners: {}, serial: [] }

/**
 * The file of scanners in the data folder. One that cannot be read is put aside and said: every scanner is then
 * as on a new bench.
 */
export interface ScannerFile {
  read(): ScannerSettings
  /** Throws when it cannot be written; then it is as it was. */
  write(next: ScannerSettings): void
  /** It could not be read when the bench started, and nothing was set since. */
  isLost(): boolean
}

export function createScannerFile(
  folder: string,
  complain: (line: string) => void = console.error,
): ScannerFile {
  const file = join(folder, 'scanners.json')
  let isLost = false
  let current = load()

  function load(): ScannerSettings {
    try {
      return settings.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      if (isAbsent(error)) return NOTHING
      isLost = true
      complain(`${file} cannot be read, so every scanner is used as a new one. ${putAside(file)}`)
      return NOTHING
    }
  }

  return {
    read: () => current,
    write(next) {
      writeWhole(file, JSON.stringify(next))
      current = next
      isLost = false
    },
    isLost: () => isLost,
  }
}
