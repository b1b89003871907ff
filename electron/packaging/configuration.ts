import { join } from 'node:path'
import type { AfterPackContext, Configuration } from 'electron-builder'

/** The name of the program's file, where the platform leaves it to us. */
export const EXECUTABLE = 'frostkeep'

/** The natives of this computer, by the names under which their packages bring them prebuilt. */
const HERE = `${process.platform}-${process.arch}`

/** A Mac's have those of both processors in one. */
const SERIAL_HERE = process.platform === 'darwin' ? 'darwin-x64+arm64' : HERE

/**
 * What goes into a package for this computer. All but the `dependencies` is in `out/` already; of
 * those, their natives come along prebuilt, so that nothing is compiled.
 */
export const CONFIGURATION: Configuration = {
  appId: 'org.frostkeep.Frostkeep',
  executableName: EXECUTABLE,
  // In one list: beside a list for one platform, this one would add to the whole repository.
  files: [
    'out/**',
    'package.json',
    '!out/built',
    '!out/main/serve.js',
    '!**/*.map',
    '!node_modules/better-sqlite3/{deps,src,build}/**',
    '!node_modules/better-sqlite3/binding.gyp',
    `!node_modules/better-sqlite3/prebuilds/!(${HERE}).node`,
    '!node_modules/node-hid/{hidapi,src,build}/**',
    '!node_modules/node-hid/binding.gyp',
    `!node_modules/node-hid/prebuilds/!(HID-${HERE}|HID_hidraw-${HERE})/**`,
    '!node_modules/@serialport/bindings-cpp/{src,build}/**',
    '!node_modules/@serialport/bindings-cpp/binding.gyp',
    `!node_modules/@serialport/bindings-cpp/prebuilds/!(${SERIAL_HERE})/**`,
    // What is packed for Linux is built on glibc, as Electron is.
    '!node_modules/@serialport/bindings-cpp/prebuilds/**/*.musl.node',
    '!**/node_modules/node-addon-api/**',
  ],
  extraFiles: ['LICENSE'],
  // Nothing that is unpacked by hand may write to /etc: the program says what puts the rule in its place.
  extraResources: process.platform === 'linux' ? [{ from: 'electron/packaging/linux' }] : [],
  asar: true,
  // The system's loader opens files, not places in an archive.
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  nodeGypRebuild: false,
  publish: null,
  linux: { category: 'Science' },
}

/** Where a package has the program whose fuses count. */
export function programIn({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  if (electronPlatformName === 'darwin')
    return join(appOutDir, `${packager.appInfo.productFilename}.app`)
  return join(appOutDir, electronPlatformName === 'win32' ? `${EXECUTABLE}.exe` : EXECUTABLE)
}
