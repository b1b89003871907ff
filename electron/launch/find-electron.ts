import { posix, win32 } from 'node:path'

/** What the search may look at; the disk comes in as functions. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** The folder of the installed `electron` package. */
  readonly electronPackage: string
  isFile(path: string): boolean
}

/**
 * The Electron to run, if one is on this computer already: the one that the environment names
 * (ELECTRON_OVERRIDE_DIST_PATH, a folder, or ELECTRON_EXEC_PATH, a program), else the pinned one.
 * What the environment names and isn't there is no reason to take another one silently.
 */
export function findElectron(around: Surroundings): string | undefined {
  const chosen = chosenElectron(around)
  if (chosen) return around.isFile(chosen) ? chosen : undefined
  return isPinnedComplete(around) ? pinnedElectron(around) : undefined
}

/** The program that the environment names, whether or not it exists. */
export function chosenElectron({ env, platform }: Surroundings): string | undefined {
  const { ELECTRON_OVERRIDE_DIST_PATH: folder, ELECTRON_EXEC_PATH: program } = env
  if (folder) return pathsOf(platform).join(folder, programName(platform))
  return program || undefined
}

/** Where the `electron` package has its program once it has been fetched. */
export function pinnedElectron({ platform, electronPackage }: Surroundings): string {
  return pathsOf(platform).join(electronPackage, 'dist', programName(platform))
}

/** The package writes `path.txt` last, so a download that was cut off doesn't count. */
export function isPinnedComplete(around: Surroundings): boolean {
  const written = pathsOf(around.platform).join(around.electronPackage, 'path.txt')
  return around.isFile(written) && around.isFile(pinnedElectron(around))
}

function programName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

const pathsOf = (platform: NodeJS.Platform) => (platform === 'win32' ? win32 : posix)
