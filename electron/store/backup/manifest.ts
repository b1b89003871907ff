import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { chainEnd } from '#shared/domain/keeping/facts.ts'
import { cursor } from '#shared/sync/protocol.ts'
import { writeWhole } from '../../files.ts'

/** What is written beside a backup: whose it is, how far it goes, and the hash of its bytes. */
const manifest = z.object({
  v: z.literal(1),
  file: z.string(),
  format: z.int(),
  bytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  events: z.int(),
  heads: z.array(chainEnd),
  cursor: cursor.nullable(),
  install: z.string(),
  stream: z.string().nullable(),
  program: z.string(),
  made_at: z.int(),
  /** What the verification that it passed has looked at. */
  verified: z.object({
    events: z.int(),
    order: z.int(),
    seals: z.int(),
    rows: z.int(),
    seconds: z.number(),
  }),
})

export type Manifest = z.infer<typeof manifest>

export const manifestFile = (backup: string): string => backup.replace(/\.db$/, '.json')

/** The manifest of a backup, or null where there is none that can be read. */
export function readManifest(backup: string): Manifest | null {
  try {
    return manifest.parse(JSON.parse(readFileSync(manifestFile(backup), 'utf8')))
  } catch {
    return null
  }
}

export const writeManifest = (backup: string, said: Manifest): void =>
  writeWhole(manifestFile(backup), `${JSON.stringify(said, null, 2)}\n`)
