import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  app,
  BrowserWindow,
  Menu,
  type MenuItemConstructorOptions,
  protocol,
  type Session,
  session,
  shell,
} from 'electron'
import { z } from 'zod'
import { servePage } from './bench/pages.ts'
import type { MenuWord } from './launch/words.ts'

const ORIGIN = 'app://frostkeep'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Before the program is ready: our pages have an origin of their own, as secure as https. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        codeCache: true,
      },
    },
  ])
}

export const isOwnPage = (url: string): boolean => url === ORIGIN || url.startsWith(`${ORIGIN}/`)

/** Serves the screens to `app://` and forbids a page everything but the camera. */
export function guardPages(): void {
  const own = session.defaultSession
  const root = here('../renderer')
  own.protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'frostkeep') return new Response('Not found', { status: 404 })
    const { status, headers, body } = await servePage(root, url.pathname)
    return new Response(new Uint8Array(body), { status, headers })
  })
  denyAllButCamera(own)
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (!isOwnPage(url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

function denyAllButCamera(own: Session): void {
  own.setPermissionRequestHandler((contents, permission, decide, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const isCamera = permission === 'media' && types.length > 0 && types.every((t) => t === 'video')
    decide(isCamera && isOwnPage(contents.getURL()))
  })
  own.setPermissionCheckHandler(
    (_, permission, origin, { mediaType }) =>
      permission === 'media' && mediaType !== 'audio' && isOwnPage(origin.replace(/\/$/, '')),
  )
}

const windowState = z.object({
  width: z.int().min(800),
  height: z.int().min(600),
  x: z.int().optional(),
  y: z.int().optional(),
  maximised: z.boolean(),
})

/** Opens the one window, where and as large as it was last. */
export function openWindow(folder: string): BrowserWindow {
  const file = join(folder, 'window.json')
  const { maximised, width, height, x, y } = readState(file)
  const window = new BrowserWindow({
    width,
    height,
    ...(x !== undefined && y !== undefined && { x, y }),
    minWidth: 1024,
    minHeight: 700,
    show: false,
    backgroundColor: '#EAF0F4',
    title: 'Frostkeep',
    webPreferences: {
      preload: here('../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => keepState(window, file))
  void window.loadURL(`${ORIGIN}/`)
  return window
}

function readState(file: string): z.infer<typeof windowState> {
  const fresh = { width: 1440, height: 900, maximised: false }
  if (!existsSync(file)) return fresh
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return fresh
  }
}

function keepState(window: BrowserWindow, file: string): void {
  const state = { ...window.getNormalBounds(), maximised: window.isMaximized() }
  try {
    writeFileSync(file, JSON.stringify(state))
  } catch {
    // Where the window was is a convenience; a full disk must not keep it from closing.
  }
}

/** The menu as each platform expects it; what the bench itself does stands on its screens. */
export function setMenu(folder: string, words: Readonly<Record<MenuWord, string>>): void {
  const isMac = process.platform === 'darwin'
  const item = (role: MenuRole, word: MenuWord) => ({ role, label: words[word] })
  const line = { type: 'separator' } as const
  const dataFolder = { label: words.dataFolder, click: () => void shell.openPath(folder) }
  const end = isMac ? item('close', 'close') : item('quit', 'quit')
  // Without these, a Mac has no keys to copy and paste.
  const edit = [
    item('undo', 'undo'),
    item('redo', 'redo'),
    line,
    item('cut', 'cut'),
    item('copy', 'copy'),
    item('paste', 'paste'),
    item('selectAll', 'selectAll'),
  ]
  const view = [
    item('reload', 'reload'),
    item('resetZoom', 'resetZoom'),
    item('zoomIn', 'zoomIn'),
    item('zoomOut', 'zoomOut'),
    line,
    item('togglefullscreen', 'fullScreen'),
  ]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' as const }] : []),
      { label: words.file, submenu: [dataFolder, line, end] },
      ...(isMac ? [{ label: words.edit, submenu: edit }] : []),
      { label: words.view, submenu: view },
      {
        role: 'windowMenu',
        label: words.window,
        submenu: [item('minimize', 'minimise'), item('close', 'close')],
      },
    ]),
  )
}

type MenuRole = NonNullable<MenuItemConstructorOptions['role']>
