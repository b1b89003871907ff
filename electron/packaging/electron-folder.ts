import { dirname } from 'node:path'
import { err, ok, type Result } from '#shared/lib/result.ts'
import {
  chosenElectron,
  isPinnedComplete,
  pinnedElectron,
  type Surroundings,
} from '../launch/find-electron.ts'

/**
 * The folder of the Electron to pack: the one that ELECTRON_OVERRIDE_DIST_PATH names, else the pinned
 * one. The error is a sentence that says how to get one.
 */
export function electronFolder(around: Surroundings): Result<string, string> {
  const { ELECTRON_OVERRIDE_DIST_PATH: folder } = around.env
  if (folder) {
    const program = chosenElectron(around)
    if (program && around.isFile(program)) return ok(folder)
    return err(`There is no Electron in ${folder}, which ELECTRON_OVERRIDE_DIST_PATH names.`)
  }
  if (isPinnedComplete(around)) return ok(folderOf(around))
  return err(
    'There is no Electron to pack: `npx install-electron` fetches the pinned one, ELECTRON_OVERRIDE_DIST_PATH names the folder of another.',
  )
}

/** A Mac has its program three levels down in the folder. */
function folderOf(around: Surroundings): string {
  const program = pinnedElectron(around)
  return around.platform === 'darwin'
    ? dirname(dirname(dirname(dirname(program))))
    : dirname(program)
}
