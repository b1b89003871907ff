import { join, resolve } from 'node:path'
import { app, type BrowserWindow, dialog, powerMonitor } from 'electron'
import { whyUnusable } from './bench/data-folder.ts'
import { readOptions, type StartOptions } from './bench/options.ts'
import { createRouter } from './bench/router.ts'
import { CannotStart, cannotWrite, type Started, startBench } from './bench/start.ts'
import { bridge } from './bridge.ts'
import { languageOf, WORDS } from './launch/words.ts'
import { runTool, toolCall } from './tools.ts'
import { systemVault } from './vault.ts'
import { guardPages, openWindow, registerScheme, setMenu } from './windows.ts'

const args = ownArguments()
const call = toolCall(args)
// Electron asks for a display only after this module's top level: a tool has ended by then.
if (call) {
  tellStarter()
  process.exit(await runTool(call))
}

registerScheme()
const options = readOptions(args)
if (options.ok) begin(options.value)
else stopWith(options.error)

/** Where Electron runs a folder, its own arguments come first, then that folder, then ours. */
function ownArguments(): string[] {
  const folder = app.isPackaged ? 0 : process.argv.findIndex(isApp)
  return process.argv.slice(Math.max(folder, 0) + 1)
}

function isApp(argument: string, at: number): boolean {
  return at > 0 && resolve(argument) === app.getAppPath()
}

function begin(given: StartOptions): void {
  // The single-instance lock belongs to this folder: one bench to a data folder, however it is started.
  app.setPath('userData', join(given.folder, 'screen'))
  // Electron also refuses its lock where it cannot write one, which is another story to tell.
  const why = whyUnusable(given.folder)
  if (why !== null) {
    stopWith(cannotWrite(given.folder, why))
    return
  }
  if (!app.requestSingleInstanceLock()) {
    console.log('Frostkeep already runs on this data folder; its window comes to the front.')
    app.exit(0)
    return
  }
  // Not awaited: Electron is not ready before this module's top level is over.
  app.whenReady().then(() => run(given), fail)
}

async function run(given: StartOptions): Promise<void> {
  try {
    guardPages()
    setMenu(given.folder, WORDS[languageOf(app.getLocale())].menu)
    const worker = new URL('./store-worker.js', import.meta.url)
    const started = await startBench(given, app.getVersion(), worker, systemVault())
    bridge(createRouter(started.bench))
    powerMonitor.on('resume', () => started.bench.link.online())
    const window = openWindow(given.folder)
    window.once('ready-to-show', tellStarter)
    keepWindow(window, given.folder)
    endWell(started)
  } catch (error) {
    fail(error)
  }
}

function keepWindow(first: BrowserWindow, folder: string): void {
  let window: BrowserWindow | null = first
  app.on('second-instance', () => {
    if (!window || window.isDestroyed()) window = openWindow(folder)
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  app.on('activate', () => {
    if (!window || window.isDestroyed()) window = openWindow(folder)
  })
  app.on('window-all-closed', () => app.quit())
}

/** The store ends before the program does: what is in the log goes into the database. */
function endWell({ bench, lock }: Started): void {
  let isClosed = false
  app.on('before-quit', (event) => {
    if (isClosed) return
    event.preventDefault()
    void bench.close().finally(() => {
      lock.release()
      isClosed = true
      app.quit()
    })
  })
}

function fail(error: unknown): void {
  stopWith(error instanceof CannotStart ? error.message : String(error))
}

/** `npm start` then knows that a window is shown or why there is none; else it serves a browser. */
function tellStarter(): void {
  process.send?.('told')
}

function stopWith(sentence: string): void {
  tellStarter()
  console.error(sentence)
  if (!process.env.FROSTKEEP_NO_DIALOG) dialog.showErrorBox('Frostkeep', sentence)
  app.exit(1)
}
