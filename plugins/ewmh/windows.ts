import type { Bounds, DesktopWindow, Frame, VirtualDesktops } from '../../shared/plugin/desktop.ts'
import type { Display } from './display.ts'
import { showOf, sizesOf } from './hints.ts'
import { pair, request } from './wire.ts'

/** `_NET_WM_DESKTOP` of a window that is on all of them. */
export const EVERYWHERE = 0xffffffff

/** The window manager's name; null where none is at work. */
export async function managerOf(display: Display): Promise<string | null> {
  const [check] = await display.numbers(display.root, '_NET_SUPPORTING_WM_CHECK')
  if (check === undefined) return null
  // The property outlives a manager that was killed; its window does not.
  const [again] = await display.numbers(check, '_NET_SUPPORTING_WM_CHECK')
  return again === check ? (await display.text(check, '_NET_WM_NAME')) || 'unnamed' : null
}

export async function readDesktops(display: Display): Promise<VirtualDesktops> {
  const { root } = display
  const [[count = 0], [current = 0], text] = await Promise.all([
    display.numbers(root, '_NET_NUMBER_OF_DESKTOPS'),
    display.numbers(root, '_NET_CURRENT_DESKTOP'),
    display.text(root, '_NET_DESKTOP_NAMES'),
  ])
  const names = text.split('\0')
  return { names: Array.from({ length: count }, (_, index) => names[index] || String(index + 1)), current }
}

/** All windows that people see, the oldest first. */
export async function readWindows(display: Display): Promise<DesktopWindow[]> {
  const ids = await display.numbers(display.root, '_NET_CLIENT_LIST')
  const windows = await Promise.all(ids.map((id) => readWindow(display, id)))
  return windows.filter((window) => window !== null)
}

/** One window; null when it is gone, or is a panel or a background. */
export async function readWindow(display: Display, id: number): Promise<DesktopWindow | null> {
  const { atom } = display
  const [content, pid, [named], name, oldName, kind, host, [desktop], states, frame, shadow, hints, types, [owner]] = await Promise.all([
    contentOf(display, id),
    holderOf(display, id),
    display.numbers(id, '_NET_WM_PID'),
    display.text(id, '_NET_WM_NAME'),
    display.text(id, 'WM_NAME'),
    display.text(id, 'WM_CLASS'),
    display.text(id, 'WM_CLIENT_MACHINE'),
    display.numbers(id, '_NET_WM_DESKTOP'),
    display.numbers(id, '_NET_WM_STATE'),
    display.numbers(id, '_NET_FRAME_EXTENTS'),
    display.numbers(id, '_GTK_FRAME_EXTENTS'),
    display.numbers(id, 'WM_NORMAL_HINTS'),
    display.numbers(id, '_NET_WM_WINDOW_TYPE'),
    display.numbers(id, 'WM_TRANSIENT_FOR'),
  ])
  const is = (type: Parameters<typeof atom>[0]) => types.includes(atom(type))
  if (!content || is('_NET_WM_WINDOW_TYPE_DOCK') || is('_NET_WM_WINDOW_TYPE_DESKTOP')) return null
  return {
    id: String(id),
    pids: pid === null ? [] : [pid],
    claims: named ?? null,
    host: firstOf(host) || null,
    title: firstOf(name) || firstOf(oldName),
    kind: kind.split('\0')[1] || firstOf(kind),
    dialog: is('_NET_WM_WINDOW_TYPE_DIALOG') || (owner !== undefined && owner !== 0 && owner !== display.root),
    content,
    frame: frameOf(frame, shadow),
    desktop: desktop === undefined || desktop === EVERYWHERE ? null : desktop,
    show: showOf(states, atom),
    sizes: sizesOf(hints),
  }
}

const firstOf = (text: string): string => text.split('\0')[0] ?? ''

/** A program that draws its own frame draws its shadow too: that much of its window is not the frame that people see. */
function frameOf([left = 0, right = 0, top = 0, bottom = 0]: readonly number[], [l = 0, r = 0, t = 0, b = 0]: readonly number[]): Frame {
  return { left: left - l, right: right - r, top: top - t, bottom: bottom - b }
}

async function contentOf(display: Display, id: number): Promise<Bounds | null> {
  const [geometry, corner] = await Promise.all([
    display.ask(request(14, 0, [id])),
    display.ask(request(40, 0, [id, display.root, pair(0, 0)])),
  ])
  if (!geometry || !corner) return null
  return {
    x: corner.getInt16(12, true),
    y: corner.getInt16(14, true),
    width: geometry.getUint16(16, true),
    height: geometry.getUint16(18, true),
  }
}

/** The process at the other end of the window's connection, as the kernel told the server. Null for one over the network. */
async function holderOf(display: Display, id: number): Promise<number | null> {
  if (!display.resources) return null
  const PROCESS = 2
  const reply = await display.ask(request(display.resources.opcode, 4, [1, id, PROCESS]))
  if (!reply || reply.getUint32(8, true) === 0 || reply.getUint32(40, true) !== 4) return null
  return reply.getUint32(44, true)
}
