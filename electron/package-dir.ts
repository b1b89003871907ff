// `npm run package:dir`: the built program with an Electron of this computer, unpacked, in `dist/`;
// `-- --output DIR` puts it elsewhere.
import { statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfStale } from './launch/build.ts'
import { electronFolder } from './packaging/electron-folder.ts'
import { pack } from './packaging/pack.ts'

const ROOT = resolve(import.meta.dirname, '..')

const { values } = parseArgs({ options: { output: { type: 'string', default: 'dist' } } })
const electron = electronFolder({
  env: process.env,
  platform: process.platform,
  electronPackage: join(ROOT, 'node_modules', 'electron'),
  isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
})
if (electron.ok) await run(electron.value, resolve(values.output))
else {
  console.error(electron.error)
  process.exitCode = 1
}

async function run(folder: string, output: string): Promise<void> {
  await buildIfStale(ROOT)
  const program = await pack({ root: ROOT, electron: folder, output })
  console.log(`Packed: ${relative(process.cwd(), program)}`)
}
