import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flushFolder } from './flushing-fs.ts'

/**
 * Flushes all of a data folder, once for each folder: where it was made, or copied from a backup, much of it
 * is not on the disk yet. A copy is known by its files being others.
 */
export function ensureFlushed(folder: string): void {
  const mark = join(folder, 'frostkeep.flushed')
  const { dev, ino } = statSync(join(folder, 'PG_VERSION'), { bigint: true })
  const files = `${dev}:${ino}`
  if (readMark(mark) === files) return
  flushFolder(folder)
  writeFileSync(mark, files, { flush: true })
}

function readMark(mark: string): string | null {
  try {
    return readFileSync(mark, 'utf8')
  } catch {
    return null
  }
}
