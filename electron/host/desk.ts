import { BrowserWindow, dialog, screen, session, shell } from 'electron'
import { boundsOf } from '../../shared/logic/geometry/fit.ts'
import type { Placement, Screen } from '../../shared/model/layout.ts'
import type { TrayModel } from '../../shared/logic/tray.ts'
import type { Desk, WindowKey, WindowWish } from '../app/desk.ts'
import { serveSite } from './protocol.ts'
import { mayNavigate, mayOpenOutside, pageOf, partitionOf, windowOptions } from './rules.ts'

export interface ElectronParts {
  readonly preload: string
  /** The folder of the built renderer. */
  readonly site: string
  /** A page was loaded, anew or again: time to lay its wire. */
  onPage(key: WindowKey, window: BrowserWindow): void
  showTray(model: TrayModel): void
}

/** The desk of Electron. Every decision is made in rules.ts; here are only the calls. */
export function electronDesk(parts: ElectronParts): Desk {
  const windows = new Map<WindowKey, BrowserWindow>()
  const listeners: ((key: WindowKey, state: 'open' | 'closed') => void)[] = []
  const prepared = new Set<string>()
  const tell = (key: WindowKey, state: 'open' | 'closed') => listeners.forEach((listen) => listen(key, state))

  const prepare = (partition: string) => {
    if (prepared.has(partition)) return
    prepared.add(partition)
    const storage = session.fromPartition(partition)
    serveSite(storage, parts.site)
    storage.setPermissionRequestHandler((_contents, permission, decide) => decide(permission === 'clipboard-sanitized-write'))
    storage.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write')
  }
  const make = async ({ key, title, placement }: WindowWish) => {
    prepare(partitionOf(key))
    const window = new BrowserWindow(windowOptions(key, title, { placement, screens: readScreens() }, parts.preload))
    windows.set(key, window)
    window.webContents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
    window.webContents.on('will-navigate', (event) => {
      if (!mayNavigate(event.url)) event.preventDefault()
    })
    window.webContents.on('dom-ready', () => parts.onPage(key, window))
    window.once('closed', () => {
      windows.delete(key)
      tell(key, 'closed')
    })
    await window.loadURL(pageOf(key))
    if (placement) show(window, placement)
    window.show()
    tell(key, 'open')
  }

  return {
    kind: 'electron',
    async open(wish) {
      const there = windows.get(wish.key)
      if (!there) return make(wish)
      if (wish.placement) show(there, wish.placement)
      if (there.isMinimized()) there.restore()
      there.focus()
    },
    close: async (key) => windows.get(key)?.close(),
    windows: () => [...windows.keys()],
    place: async (key, placement) => {
      const window = windows.get(key)
      if (window) show(window, placement)
    },
    bounds: async (key) => windows.get(key)?.getContentBounds() ?? null,
    screens: async () => readScreens(),
    onChange: (listen) => void listeners.push(listen),
    tray: parts.showTray,
    async ask(title, message, buttons) {
      const { response } = await dialog.showMessageBox({
        type: 'question',
        title,
        message: title,
        detail: message,
        buttons: [...buttons],
        cancelId: buttons.length - 1,
      })
      return response
    },
    end: async () => [...windows.values()].forEach((window) => window.destroy()),
  }
}

const readScreens = (): Screen[] =>
  screen
    .getAllDisplays()
    .map(({ label, id, bounds }) => ({ name: label || String(id), x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }))

function show(window: BrowserWindow, placement: Placement): void {
  if (window.isFullScreen()) window.setFullScreen(false)
  if (window.isMaximized()) window.unmaximize()
  window.setContentBounds(boundsOf(placement, readScreens()))
  if (placement.show === 'maximised') window.maximize()
  if (placement.show === 'minimised') window.minimize()
  if (placement.show === 'fullscreen') window.setFullScreen(true)
}
