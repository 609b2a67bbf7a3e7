import type { Monitor } from '../../shared/plugin/desktop.ts'
import { atomName } from './atoms.ts'
import type { Display, Extension } from './display.ts'
import { nobody, readEdid, type Identity } from './edid.ts'
import { pair, request } from './wire.ts'

/** The monitors as RandR 1.5 lists them, the primary one first, then from left to right; the whole screen where there is no RandR. */
export async function readMonitors(display: Display): Promise<Monitor[]> {
  const { randr, root } = display
  if (!randr) return [await wholeScreen(display)]
  display.tell(request(randr.opcode, 0, [1, 5]))
  const reply = await display.ask(request(randr.opcode, 42, [root, 1]))
  if (!reply) return [await wholeScreen(display)]
  const entries = entriesOf(reply)
  const monitors = await Promise.all(
    entries.map(async ({ name, primary, bounds, output }): Promise<Monitor> => {
      const [text, identity] = await Promise.all([atomName(display, name), output === null ? nobody : identify(display, randr, output)])
      return { name: text, primary, ...bounds, ...identity }
    }),
  )
  return monitors.sort((a, b) => Number(b.primary) - Number(a.primary) || a.x - b.x || a.y - b.y)
}

function entriesOf(reply: DataView) {
  let at = 32
  return Array.from({ length: reply.getUint32(12, true) }, () => {
    const outputs = reply.getUint16(at + 6, true)
    const entry = {
      name: reply.getUint32(at, true),
      primary: reply.getUint8(at + 4) === 1,
      bounds: {
        x: reply.getInt16(at + 8, true),
        y: reply.getInt16(at + 10, true),
        width: reply.getUint16(at + 12, true),
        height: reply.getUint16(at + 14, true),
      },
      output: outputs > 0 ? reply.getUint32(at + 24, true) : null,
    }
    at += 24 + 4 * outputs
    return entry
  })
}

async function identify(display: Display, { opcode }: Extension, output: number): Promise<Identity> {
  const reply = await display.ask(request(opcode, 15, [output, display.atom('EDID'), 0, 0, 64, pair(0, 0)]))
  if (reply?.getUint8(1) !== 8) return nobody
  return readEdid(new Uint8Array(reply.buffer, reply.byteOffset + 32, reply.getUint32(16, true)))
}

async function wholeScreen(display: Display): Promise<Monitor> {
  const reply = await display.ask(request(14, 0, [display.root]))
  const [width, height] = [reply?.getUint16(16, true) ?? 1, reply?.getUint16(18, true) ?? 1]
  return { name: 'screen', primary: true, x: 0, y: 0, width, height, ...nobody }
}
