import type { Connection } from './connection.ts'
import { pair, request } from './wire.ts'

/** The names of the Extended Window Manager Hints (EWMH 1.5) and of ICCCM that are used here. */
const names = [
  'UTF8_STRING',
  'WM_CHANGE_STATE',
  'WM_CLASS',
  'WM_CLIENT_MACHINE',
  'WM_NAME',
  'WM_NORMAL_HINTS',
  'WM_TRANSIENT_FOR',
  '_GTK_FRAME_EXTENTS',
  '_NET_ACTIVE_WINDOW',
  '_NET_CLIENT_LIST',
  '_NET_CURRENT_DESKTOP',
  '_NET_DESKTOP_NAMES',
  '_NET_FRAME_EXTENTS',
  '_NET_MOVERESIZE_WINDOW',
  '_NET_NUMBER_OF_DESKTOPS',
  '_NET_REQUEST_FRAME_EXTENTS',
  '_NET_SUPPORTED',
  '_NET_SUPPORTING_WM_CHECK',
  '_NET_WM_DESKTOP',
  '_NET_WM_NAME',
  '_NET_WM_PID',
  '_NET_WM_STATE',
  '_NET_WM_STATE_FULLSCREEN',
  '_NET_WM_STATE_HIDDEN',
  '_NET_WM_STATE_MAXIMIZED_HORZ',
  '_NET_WM_STATE_MAXIMIZED_VERT',
  '_NET_WM_WINDOW_TYPE',
  '_NET_WM_WINDOW_TYPE_DESKTOP',
  '_NET_WM_WINDOW_TYPE_DIALOG',
  '_NET_WM_WINDOW_TYPE_DOCK',
  'EDID',
] as const
export type AtomName = (typeof names)[number]

/** A name's number on this server. */
export type Atom = (name: AtomName) => number

/** Asks for the numbers of all names at once. */
export async function internAtoms(connection: Connection): Promise<Atom> {
  const replies = await Promise.all(
    names.map((name) => connection.ask(request(16, 0, [pair(name.length, 0)], new TextEncoder().encode(name)))),
  )
  const numbers = new Map(names.map((name, index) => [name, replies[index]?.getUint32(8, true) ?? 0]))
  return (name) => numbers.get(name) ?? 0
}

/** The name behind a number; empty for one that is none. */
export async function atomName(connection: Connection, atom: number): Promise<string> {
  const reply = await connection.ask(request(17, 0, [atom]))
  if (!reply) return ''
  return new TextDecoder().decode(new Uint8Array(reply.buffer, reply.byteOffset + 32, reply.getUint16(8, true)))
}
