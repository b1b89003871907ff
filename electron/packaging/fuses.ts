import {
  type FuseConfig,
  FuseState,
  FuseV1Options,
  FuseVersion,
  flipFuses,
  getCurrentFuseWire,
} from '@electron/fuses'

/** Electron's fuses: switches in the binary itself, that no argument or variable changes later. */
export type Fuse = keyof typeof FuseV1Options

/** How each has to stand in what is handed out. */
export const FUSES: Readonly<Record<Fuse, boolean>> = {
  /** On, anybody's script would run under this program's name and rights. */
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  /** Looks the archive's hash up before it is read; only macOS and Windows do. */
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  /** On, it needs a snapshot of our own, which we have no use for. */
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  /** Off, WebAssembly is checked in software: slower, for the code that reads the camera. */
  WasmTrapHandlers: true,
}

const NAMES = Object.keys(FUSES) as Fuse[]

/**
 * Sets every fuse that the program has, in place. An older Electron has fewer; one that has more than are
 * listed here is refused, since nobody has decided how they shall stand.
 */
export async function setFuses(program: string): Promise<void> {
  const wire = await getCurrentFuseWire(program)
  const unknown = Object.keys(wire).filter((key) => Number(key) >= NAMES.length)
  if (unknown.length > 0)
    throw new Error(`This Electron has ${unknown.length} fuses more than we know`)
  const config: FuseConfig = {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: process.platform === 'darwin' && process.arch === 'arm64',
  }
  for (const name of NAMES) if (isPresent(wire, name)) config[FuseV1Options[name]] = FUSES[name]
  await flipFuses(program, config)
}

/** How the fuses of a program stand: only those that it has. */
export async function readFuses(program: string): Promise<Partial<Record<Fuse, boolean>>> {
  const wire = await getCurrentFuseWire(program)
  const present = NAMES.filter((name) => isPresent(wire, name))
  return Object.fromEntries(
    present.map((name) => [name, wire[FuseV1Options[name]] === FuseState.ENABLE]),
  )
}

/** A later Electron may have taken one out; its place on the wire stays. */
function isPresent(wire: FuseConfig<FuseState>, name: Fuse): boolean {
  const state = wire[FuseV1Options[name]]
  return state === FuseState.ENABLE || state === FuseState.DISABLE
}
