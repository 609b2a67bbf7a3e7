import type { Locator } from '../../shared/model/address.ts'

/** Where one machine's sockets and notes are. They outlive the app, and are what a running machine is found again by. */
export interface Place {
  readonly folder: string
  /** Two control sockets: QEMU talks to one client on each, and one may be held by somebody who hangs. */
  readonly monitors: readonly [string, string]
  /** A third one, for whoever listens all the time. A machine that was started by an older version has none. */
  readonly events: string
  /** The channel to the agent inside the guest. */
  readonly agent: string
  readonly serial: string
  readonly serialLog: string
  readonly vnc: string
  readonly spice: string
  /** Locked by QEMU as long as it lives, so that one machine is never started twice. */
  readonly pid: string
  /** What was started: name, id and settings. */
  readonly note: string
}

/** Short, because the path of a Unix socket is (108 bytes); readable, because people look into it. */
export function placeOf(scratch: string, id: string): Place {
  const readable = id
    .replace(/^machine:/, '')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 10)
  return placeIn(`${scratch}/qemu-${readable}-${hash(id).toString(16).padStart(8, '0')}`)
}

export const placeIn = (folder: string): Place => ({
  folder,
  monitors: [`${folder}/qmp`, `${folder}/qmp2`],
  events: `${folder}/qmp3`,
  agent: `${folder}/agent`,
  serial: `${folder}/serial`,
  serialLog: `${folder}/serial.log`,
  vnc: `${folder}/vnc`,
  spice: `${folder}/spice`,
  pid: `${folder}/pid`,
  note: `${folder}/machine.json`,
})

/** The machine's own UUID where it has one; else one that follows from its id, so that it is the same after every start. */
export function uuidOf(id: string, locator: Locator): string {
  if (locator.uuid) return locator.uuid
  const hex = [1, 2, 3, 4].map((seed) => hash(`${seed}${id}`).toString(16).padStart(8, '0')).join('')
  // Version 8 (RFC 9562): made by a rule of one's own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** FNV-1a, 32 bits: tells names apart, and keeps no secrets. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value
}
