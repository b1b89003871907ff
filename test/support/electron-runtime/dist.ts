import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun } from '../process.ts'
import { packAsar } from './asar.ts'
import { setOfficialFuses } from './fuses.ts'
import { CARRIER, ELECTRON_VERSION } from './pins.ts'
import { strippedInside } from './strip.ts'
import { unpackTarball } from './tarball.ts'

/** Makes a folder like Electron's own download out of the carrier, at `dist`. */
export async function makeDist(work: string, dist: string): Promise<void> {
  const carrier = join(work, 'carrier')
  await unpackTarball(CARRIER, carrier)
  const unzipped = join(work, 'unzipped')
  const application = `${CARRIER.program}/resources/*`
  await mustRun('unzip', ['-q', join(carrier, CARRIER.zip), '-x', application, '-d', unzipped])
  await rename(join(unzipped, CARRIER.program), dist)
  await rm(carrier, { recursive: true })
  await rename(join(dist, CARRIER.program), join(dist, 'electron'))
  await rm(join(dist, 'browser_v8_context_snapshot.bin'), { force: true })
  await writeFile(join(dist, 'version'), ELECTRON_VERSION)
  await flipFuses(join(dist, 'electron'))
  await writeDefaultApp(join(dist, 'resources'))
  await permitSandbox(join(dist, 'chrome-sandbox'))
}

async function flipFuses(file: string): Promise<void> {
  const binary = await readFile(file)
  setOfficialFuses(binary)
  await writeFile(file, binary)
}

/** Under this name a packaged app's own `app.asar` takes precedence, as in an official build. */
async function writeDefaultApp(resources: string): Promise<void> {
  await mkdir(resources, { recursive: true })
  const files = {
    'package.json': JSON.stringify({ name: 'default-app', type: 'module', main: 'main.js' }),
    'main.js': await strippedInside('default-app.ts'),
  }
  await writeFile(join(resources, 'default_app.asar'), packAsar(files))
}

/** Chromium's sandbox helper has to belong to root; anybody else goes by user namespaces. */
async function permitSandbox(helper: string): Promise<void> {
  if (process.getuid?.() === 0) await chmod(helper, 0o4755)
}
