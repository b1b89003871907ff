import { join } from 'node:path'
import { createNodeHidPort } from '../devices/node-hid-port.ts'
import { createNodeSerialPort } from '../devices/node-serial-port.ts'
import { ruleCommand } from '../devices/udev-rule.ts'
import { StoreFailed } from '../store/client.ts'
import type { EnrolRefusal } from '../sync/enroll.ts'
import { type Bench, createBench } from './bench.ts'
import { type FolderHeld, holdFolder, ledgerFile } from './data-folder.ts'
import type { Vault } from './key-file.ts'
import type { StartOptions } from './options.ts'

/** Why a bench cannot start, in a sentence for the person who started it. */
export class CannotStart extends Error {}

export interface Started {
  readonly bench: Bench
  readonly lock: FolderHeld
}

/** Opens a bench on its data folder and does what the command line asked of a first run. */
export async function startBench(
  options: StartOptions,
  version: string,
  storeWorker: URL,
  vault: Vault | null = null,
): Promise<Started> {
  // What a bench writes is for its own account, whatever makes the file.
  process.umask(0o077)
  const lock = takeFolder(options.folder)
  try {
    const bench = await createBench({
      folder: options.folder,
      version,
      storeWorker,
      hid: createNodeHidPort(),
      serial: createNodeSerialPort(),
      ruleCommand: process.platform === 'linux' ? ruleCommand(RULE_FOLDERS) : null,
      vault,
    })
    await firstRun(bench, options)
    return { bench, lock }
  } catch (error) {
    lock.release()
    throw error instanceof StoreFailed ? new CannotStart(sentence(error, options.folder)) : error
  }
}

/** Beside a packaged program, and in the repository of one that is built or run as it is. */
const RULE_FOLDERS = [
  ...(process.resourcesPath ? [process.resourcesPath] : []),
  join(import.meta.dirname, '../../electron/packaging/linux'),
]

function takeFolder(folder: string): FolderHeld {
  const lock = holdFolder(folder)
  if (lock.type === 'held') return lock
  if (lock.type === 'taken') {
    const where = lock.address ? ` at ${lock.address}` : ''
    throw new CannotStart(`Frostkeep already runs on ${folder}${where} (process ${lock.pid}).`)
  }
  throw new CannotStart(cannotWrite(folder, lock.message))
}

/** `why` in the system's words. */
export const cannotWrite = (folder: string, why: string): string =>
  `Frostkeep cannot write to ${folder}: ${why}. Choose another folder with --data DIR.`

function sentence({ reason, message }: StoreFailed, folder: string): string {
  const file = ledgerFile(folder)
  switch (reason) {
    case 'NewerLedger':
      return `${file} was written by a newer Frostkeep. Nothing was changed; start that version. (${message})`
    case 'NotALedger':
      return `${file} is no ledger of Frostkeep. Nothing was changed; choose another folder with --data DIR.`
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return `${file} is damaged. Nothing was changed: keep the whole folder, and restore a backup into another one with --data DIR.`
    case 'CopyNotSound':
      return `${file} has to be brought to this version's format, and the copy that is made first is not sound. Nothing was changed: keep the whole folder, and verify it. (${message})`
    case 'LedgerBusy':
      return `${message}. Nothing was changed; end that program and start again.`
    case 'SQLITE_FULL':
      return `The disk of ${folder} is full. Nothing was changed; make room and start again.`
    default:
      return `Frostkeep cannot open ${file}: ${message}. Choose another folder with --data DIR.`
  }
}

/** `--setup` and `--service` answer the first run; on a bench that is set up, they only connect it. */
async function firstRun(bench: Bench, { setUp, service }: StartOptions): Promise<void> {
  const isFirst = () => bench.view().stage === 'first-run'
  if (setUp === 'demo' && isFirst()) await bench.setUpDemo()
  if (setUp === 'empty' && isFirst()) {
    const founding = { site: 'Site', bench: 'Bench 1', person: 'Administrator', pin: '0000' }
    const badge = await bench.setUpEmpty(founding)
    console.log(`Administrator's badge: ${badge} (PIN 0000: change both)`)
  }
  if (service && bench.view().sync.type === 'no-service' && !bench.view().joining)
    await connect(bench, service)
}

const WHY: Readonly<Record<EnrolRefusal['type'], string>> = {
  NoUrl: 'that is no address of a service',
  NotEncrypted: 'beyond this computer it must be reached over https',
  WrongCode: 'the code is not the one that it shows now',
  CodeExpired: 'the code has expired; ask for a new one there',
  OtherSite: 'it keeps another site than this bench',
  NoSite: 'there is no site yet that a new bench could join',
  TooManyTries: 'too many codes were tried; wait a minute and try again',
  Unreachable: 'nobody answers there',
  NoService: 'what answers there is no Frostkeep service',
}

async function connect(bench: Bench, { url, code }: { url: string; code: string }): Promise<void> {
  const { site, bench: self, stage } = bench.view()
  const benchName = self?.name ?? 'Bench 2'
  const done = await bench.link.enroll({ url, code, benchName, siteName: site?.name ?? null })
  if (!done.ok)
    throw new CannotStart(`The service at ${url} did not take this bench: ${WHY[done.error.type]}.`)
  const { stream, benchNumber } = done.value
  if (stage === 'first-run') await bench.setUpJoined(stream, benchNumber, `Bench ${benchNumber}`)
  else bench.link.restart()
}
