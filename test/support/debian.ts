import { accessSync, constants, existsSync, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { mustRun, run } from './process.ts'

/** Something the tests need of the system, and the packages that have it: the first known one is taken. */
interface Need {
  readonly packages: readonly string[]
  readonly program?: string
  /** A shared library by its soname. */
  readonly library?: string
  /** A pattern of files. */
  readonly files?: string
}

const NEEDS: readonly Need[] = [
  { program: 'unzip', packages: ['unzip'] },
  { program: 'g++', packages: ['g++'] },
  { program: 'Xvfb', packages: ['xvfb'] },
  { program: 'chromium', packages: ['chromium'] },
  { files: '/usr/share/fonts/truetype/dejavu/*.ttf', packages: ['fonts-dejavu-core'] },
  // Debian 13 and Ubuntu 24.04 renamed some for their 64-bit time.
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { library: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
  { library: 'libatspi.so.0', packages: ['libatspi2.0-0t64', 'libatspi2.0-0'] },
  { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { library: 'libcups.so.2', packages: ['libcups2t64', 'libcups2'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libnspr4.so', packages: ['libnspr4'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
  { library: 'libdrm.so.2', packages: ['libdrm2'] },
  { library: 'libxkbcommon.so.0', packages: ['libxkbcommon0'] },
  { library: 'libX11-xcb.so.1', packages: ['libx11-xcb1'] },
  { library: 'libxcb-dri3.so.0', packages: ['libxcb-dri3-0'] },
  { library: 'libXss.so.1', packages: ['libxss1'] },
  { library: 'libXtst.so.6', packages: ['libxtst6'] },
  { library: 'libnotify.so.4', packages: ['libnotify4'] },
  { library: 'libsecret-1.so.0', packages: ['libsecret-1-0'] },
  { library: 'libusb-1.0.so.0', packages: ['libusb-1.0-0'] },
  { library: 'libudev.so.1', packages: ['libudev1'] },
]

/**
 * Makes sure that the programs and libraries are there that the tests need of a Linux system: root
 * on Debian installs what is missing, anybody else gets an error with the one command to run.
 */
export async function prepareDebian(say: (line: string) => void): Promise<void> {
  if (process.platform !== 'linux') return
  const missing = await missingNeeds()
  if (missing.length === 0) return
  if (!isProgram('apt-get')) throw new Error(`Missing: ${missing.map(nameOf).join(', ')}`)
  const isRoot = process.getuid?.() === 0
  if (isRoot) await aptGet('update')
  const packages = await Promise.all(missing.map(knownPackage))
  if (!isRoot) throw new Error(`Run: sudo apt-get install ${packages.join(' ')}`)
  say(`Installing ${packages.join(' ')}`)
  await aptGet('install', '--no-install-recommends', ...packages)
}

async function missingNeeds(): Promise<Need[]> {
  const libraries = await knownLibraries()
  return NEEDS.filter(({ program, library, files }) => {
    if (program === 'chromium' && process.env.FROSTKEEP_CHROMIUM) return false
    if (program) return !isProgram(program)
    return library ? !libraries.has(library) : globSync(String(files)).length === 0
  })
}

/** Sonames that the dynamic linker finds. */
async function knownLibraries(): Promise<Set<string>> {
  const linker = existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig'
  const list = await mustRun(linker, ['-p'])
  return new Set(list.split('\n').map((line) => line.trim().split(' ')[0] ?? ''))
}

function isProgram(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** The last one, which is Debian 12's, when apt-get's lists know none. */
async function knownPackage({ packages }: Need): Promise<string> {
  for (const name of packages) {
    const { stdout } = await run('apt-cache', ['--no-all-versions', 'show', name])
    if (stdout.includes(`Package: ${name}\n`)) return name
  }
  return String(packages.at(-1))
}

async function aptGet(...args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Another apt-get may be at work, e.g. the daily update.
  const options = ['-o', 'DPkg::Lock::Timeout=540', '-y', '-qq']
  await mustRun('apt-get', [...options, ...args], { env })
}

const nameOf = ({ program, library, files }: Need): string => program ?? library ?? String(files)
