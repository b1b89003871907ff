import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes the data folder part by part, or says why it cannot: Node's own recursive way never returns where
 * the system makes no folders, as below `/proc`.
 */
export function makeFolder(folder: string): string | null {
  if (existsSync(folder)) return statSync(folder).isDirectory() ? null : `${folder} is a file`
  const parent = dirname(folder)
  const above = parent === folder ? null : makeFolder(parent)
  if (above !== null) return above
  try {
    mkdirSync(folder, { mode: 0o700 })
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
