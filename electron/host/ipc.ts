import { ipcMain, type WebContents } from 'electron'
import type { Wire } from '../../shared/contract/wire.ts'
import { maySpeak } from './rules.ts'

/** The one channel between a page and the engine; preload.cjs knows the same name. */
export const CHANNEL = 'wire'

/** The wire to one window. It closes when the page goes away, also by a reload. */
export function ipcWire(contents: WebContents): Wire {
  const frames: ((frame: unknown) => void)[] = []
  const closers: (() => void)[] = []
  const take = (event: Electron.IpcMainEvent, frame: unknown) => {
    if (event.sender === contents && maySpeak(event.senderFrame)) frames.forEach((listen) => listen(frame))
  }
  const close = () => {
    ipcMain.off(CHANNEL, take)
    for (const listen of closers.splice(0)) listen()
  }
  ipcMain.on(CHANNEL, take)
  contents.once('destroyed', close)
  contents.once('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) close()
  })
  return {
    send: (frame) => {
      if (!contents.isDestroyed()) contents.send(CHANNEL, frame)
    },
    onFrame: (listen) => void frames.push(listen),
    onClose: (listen) => void closers.push(listen),
  }
}
