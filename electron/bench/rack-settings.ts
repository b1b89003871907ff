import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type RackSource, rackSource } from '#shared/contract/racks.ts'
import { type RackLayout, rackLayout } from '#shared/scan/rack/layout.ts'
import type { FolderMemory } from '../devices/watched-folder.ts'
import { isAbsent, writeWhole } from '../files.ts'

const settings = z.object({
  v: z.literal(1),
  sources: z.array(z.object({ id: z.string(), source: rackSource })),
  layouts: z.array(z.object({ id: z.string(), layout: rackLayout })),
})

export interface RackSettings {
  readonly sources: readonly { readonly id: string; readonly source: RackSource }[]
  readonly layouts: readonly { readonly id: string; readonly layout: RackLayout }[]
}

const memories = z.object({
  v: z.literal(1),
  folders: z.record(
    z.string(),
    z.object({
      folder: z.string(),
      files: z.record(
        z.string(),
        z.object({ size: z.number(), modified: z.number(), hash: z.string().nullable() }),
      ),
    }),
  ),
})
type Memories = z.infer<typeof memories>['folders']

/** What this bench knows of rack scanners, beside its ledger: a file of settings and one of what was taken already. */
export function openRackSettings(folder: string, say: (line: string) => void = console.error) {
  const settingsFile = join(folder, 'racks.json')
  const memoryFile = join(folder, 'rack-files.json')
  const read = readOr(settingsFile, settings, { v: 1, sources: [], layouts: [] }, say)
  const remembered = readOr(memoryFile, memories, { v: 1, folders: {} }, say)
  let known: RackSettings = read.value
  let files: Memories = remembered.value.folders
  const keep = () => writeWhole(memoryFile, JSON.stringify({ v: 1, folders: files }))
  return {
    /** Where the settings are kept that could not be read, or null. */
    damaged: read.aside,
    read: (): RackSettings => known,
    write(next: RackSettings): void {
      writeWhole(settingsFile, JSON.stringify({ v: 1, ...next }, null, 2))
      known = next
    },
    /** Null where nothing is remembered of that folder under this id. */
    memory: (id: string, of: string): FolderMemory | null =>
      files[id]?.folder === of ? files[id].files : null,
    remember(id: string, of: string, memory: FolderMemory): void {
      files = { ...files, [id]: { folder: of, files: { ...memory } } }
      keep()
    },
    forget(id: string): void {
      if (!(id in files)) return
      files = Object.fromEntries(Object.entries(files).filter(([one]) => one !== id))
      keep()
    },
  }
}

export type RackSettingsFile = ReturnType<typeof openRackSettings>

/** A file that cannot be read is put aside and said: nobody's settings are written over. */
function readOr<T>(
  file: string,
  schema: z.ZodType<T>,
  none: T,
  say: (line: string) => void,
): { value: T; aside: string | null } {
  try {
    return { value: schema.parse(JSON.parse(readFileSync(file, 'utf8'))), aside: null }
  } catch (error) {
    if (isAbsent(error)) return { value: none, aside: null }
    const aside = `${file}.${Date.now()}.bad`
    const kept = putAside(file, aside) ? aside : file
    say(`${file} cannot be read; it is kept as ${kept}.`)
    return { value: none, aside: kept }
  }
}

function putAside(file: string, aside: string): boolean {
  try {
    renameSync(file, aside)
    return true
  } catch {
    return false
  }
}
