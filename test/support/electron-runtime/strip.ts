import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

/** A file of `inside/` as the JavaScript that the test Electron's older Node can run. */
export async function strippedInside(name: string): Promise<string> {
  const source = await readFile(join(import.meta.dirname, 'inside', name), 'utf8')
  return stripTypeScriptTypes(source)
}
