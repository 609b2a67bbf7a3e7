/**
 * The narrowest stand-in for the `electron` module: it keeps what main.ts asks for and lets a test act as the person
 * and as the page. It proves what our code asks of Electron, nothing about Electron itself.
 */
import { EventEmitter } from 'node:events'
import { tell, obey, type Order } from './channel.ts'

interface PageFrame {
  readonly url: string
  readonly parent: unknown
}

class Preventable {
  prevented = false
  preventDefault(): void {
    this.prevented = true
  }
}

class Contents extends EventEmitter {
  url = ''
  readonly number: number
  constructor(number: number) {
    super()
    this.number = number
  }
  send(channel: string, frame: unknown): void {
    tell({ told: 'frame', window: this.number, channel, frame })
  }
  isDestroyed(): boolean {
    return false
  }
  setWindowOpenHandler(decide: (wish: { url: string }) => { action: string }): void {
    this.on('wants-window', (url: string) => tell({ told: 'window-open', url, action: decide({ url }).action }))
  }
}

let windows = 0
const open = new Map<number, BrowserWindow>()

export class BrowserWindow extends EventEmitter {
  readonly number = ++windows
  readonly webContents = new Contents(this.number)
  readonly options: { webPreferences: { partition: string } }
  constructor(options: { webPreferences: { partition: string } }) {
    super()
    this.options = options
    open.set(this.number, this)
    tell({ told: 'window', window: this.number, options })
  }
  async loadURL(url: string): Promise<void> {
    this.webContents.url = url
    const handler = session.fromPartition(this.options.webPreferences.partition).handlers.get('app')
    const page = await handler?.({ url })
    tell({ told: 'loaded', window: this.number, url, status: page?.status, policy: page?.headers.get('content-security-policy') })
    this.webContents.emit('dom-ready')
  }
  show(): void {}
  focus(): void {
    tell({ told: 'focused', window: this.number })
  }
  isMinimized = () => false
  isFullScreen = () => false
  isMaximized = () => false
  setContentBounds(bounds: unknown): void {
    tell({ told: 'bounds', window: this.number, bounds })
  }
  close(): void {
    const event = new Preventable()
    this.emit('close', event)
    if (!event.prevented) this.destroy()
  }
  destroy(): void {
    if (!open.delete(this.number)) return
    this.webContents.emit('destroyed')
    this.emit('closed')
    if (open.size === 0) app.emit('window-all-closed')
  }
}

class App extends EventEmitter {
  readonly isPackaged = false
  whenReady = async () => {}
  requestSingleInstanceLock = () => process.env['STAND_IN_SECOND'] !== 'yes'
  setName(): void {}
  getVersion = () => '0.0.0'
  quit(): void {
    const event = new Preventable()
    this.emit('before-quit', event)
    if (event.prevented) return
    for (const window of [...open.values()]) window.destroy()
    this.exit(0)
  }
  exit(code: number): void {
    tell({ told: 'exit', code })
    process.exit(code)
  }
}
export const app = new App()
export const ipcMain = new EventEmitter()

export const protocol = { registerSchemesAsPrivileged: (schemes: unknown) => tell({ told: 'schemes', schemes }) }

type Handler = (request: { url: string }) => Promise<Response>
class Partition {
  readonly handlers = new Map<string, Handler>()
  readonly protocol = { handle: (scheme: string, handler: Handler) => void this.handlers.set(scheme, handler) }
  setPermissionRequestHandler(decide: (contents: null, permission: string, answer: (allowed: boolean) => void) => void): void {
    decide(null, 'media', (allowed) => tell({ told: 'permission', permission: 'media', allowed }))
  }
  setPermissionCheckHandler(): void {}
}
const partitions = new Map<string, Partition>()
export const session = {
  fromPartition(name: string): Partition {
    const partition = partitions.get(name) ?? new Partition()
    partitions.set(name, partition)
    return partition
  },
}

export const safeStorage = { isAsyncEncryptionAvailable: async () => false }
export const screen = { getAllDisplays: () => [{ id: 1, label: 'stand-in', bounds: { x: 0, y: 0, width: 1920, height: 1080 } }] }
export const shell = { openExternal: async (url: string) => tell({ told: 'external', url }) }
export const nativeImage = { createFromPath: (path: string) => ({ path }) }
export const dialog = {
  async showMessageBox(wish: { message: string; buttons: string[] }): Promise<{ response: number }> {
    tell({ told: 'asked', title: wish.message, buttons: wish.buttons })
    const order = await obey((next) => next.order === 'answer')
    return { response: order.order === 'answer' ? order.choice : -1 }
  },
  showErrorBox: (title: string, content: string) => tell({ told: 'error-box', title, content }),
}

interface Item {
  label?: string
  submenu?: Item[]
  click?: () => void
}
export const Menu = { buildFromTemplate: (items: Item[]) => items, setApplicationMenu: () => {} }
let menu: Item[] = []
export class Tray extends EventEmitter {
  setToolTip(text: string): void {
    tell({ told: 'tooltip', text })
  }
  setContextMenu(items: Item[]): void {
    menu = items
    tell({ told: 'tray', labels: items.map(({ label }) => label ?? '-') })
  }
}

/** Acts on what the test orders: as the page, as the person at the tray, as the system. */
function act(order: Order): void {
  if (order.order === 'frame') {
    const window = open.get(order.window)
    const frame: PageFrame = { url: order.from ?? window?.webContents.url ?? '', parent: order.framed ? {} : null }
    ipcMain.emit('wire', { sender: window?.webContents, senderFrame: frame }, order.frame)
  }
  if (order.order === 'navigate') {
    const event = Object.assign(new Preventable(), { url: order.url })
    open.get(order.window)?.webContents.emit('will-navigate', event)
    tell({ told: 'navigated', url: order.url, prevented: event.prevented })
  }
  if (order.order === 'open-window') open.get(order.window)?.webContents.emit('wants-window', order.url)
  if (order.order === 'close') open.get(order.window)?.close()
  if (order.order === 'second-copy') app.emit('second-instance')
  if (order.order === 'quit') app.quit()
  if (order.order === 'tray') {
    const [first, second] = order.path
    const item = menu.find(({ label }) => label?.includes(first))
    const target = second === undefined ? item : item?.submenu?.find(({ label }) => label === second)
    target?.click?.()
  }
}
void (async () => {
  for (;;) act(await obey((next) => next.order !== 'answer'))
})()
