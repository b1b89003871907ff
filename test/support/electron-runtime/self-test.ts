import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startDisplay } from '../display.ts'
import { run } from '../process.ts'
import { ELECTRON_VERSION } from './pins.ts'
import { strippedInside } from './strip.ts'

/** Throws unless the Electron at `dist` runs an app with SQLite in its main thread and a worker. */
export async function selfTest(packages: string, work: string, dist: string): Promise<void> {
  const app = join(work, 'self-test')
  await mkdir(app)
  await symlink(packages, join(app, 'node_modules'))
  const manifest = { name: 'self-test', version: '1.2.3', type: 'module', main: 'main.js' }
  await writeFile(join(app, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(app, 'main.js'), await strippedInside('self-test.ts'))

  const display = await startDisplay()
  const args = ['--no-sandbox', `--user-data-dir=${join(work, 'user')}`, app]
  const env = { ...process.env, DISPLAY: display.name }
  const running = run(join(dist, 'electron'), args, { env, timeout: 60_000 })
  const { stdout, stderr } = await running.finally(display.close)
  if (!SUCCESS.test(stdout)) throw new Error(`The test Electron does not work:\n${stdout}${stderr}`)
}

const SUCCESS = new RegExp(
  `^works: self-test 1\\.2\\.3 on ${ELECTRON_VERSION.replaceAll('.', '\\.')} with SQLite [\\d.]+$`,
  'm',
)
