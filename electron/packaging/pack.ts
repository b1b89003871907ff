import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type AfterPackContext, build, DIR_TARGET, Platform } from 'electron-builder'
import { CONFIGURATION, programIn } from './configuration.ts'
import { setFuses } from './fuses.ts'

export interface Packing {
  /** The folder of the repository, with an up-to-date `out/`. */
  readonly root: string
  /** The folder of an Electron for this computer. */
  readonly electron: string
  /** Where the package is put, in a folder of its own. */
  readonly output: string
}

/** Packs the built program for this computer, unpacked. Returns the path of the program in it. */
export async function pack({ root, electron, output }: Packing): Promise<string> {
  let program: string | undefined
  await build({
    projectDir: root,
    targets: Platform.current().createTarget(DIR_TARGET),
    publish: 'never',
    config: {
      ...CONFIGURATION,
      directories: { output },
      electronDist: electron,
      electronVersion: (await readFile(join(electron, 'version'), 'utf8')).trim().replace(/^v/, ''),
      afterPack: async (context) => {
        await removeDefaultApp(context)
        program = programIn(context)
        await setFuses(program)
      },
    },
  })
  if (!program) throw new Error('electron-builder has packed nothing')
  return program
}

/** A folder of Electron brings its own app along, which a package has no use for. */
async function removeDefaultApp({ appOutDir, packager }: AfterPackContext): Promise<void> {
  await rm(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true })
}
