import type { Context, Watching } from '../../shared/plugin/plugin.ts'
import type { AtomName } from './atoms.ts'
import { openDisplay } from './display.ts'
import { pair, request } from './wire.ts'

const PROPERTY_CHANGED = { event: 28, mask: 1 << 22 }
const EVENT_MASK = 1 << 11

/** Screen, CRTC and output changes of RandR. */
const MONITORS_CHANGED = 1 | 2 | 4

const told: readonly AtomName[] = ['_NET_CLIENT_LIST', '_NET_NUMBER_OF_DESKTOPS', '_NET_SUPPORTING_WM_CHECK']

/** Listens to the root window, on a connection of its own, until the context's signal aborts or the server ends. */
export async function watch(context: Context, changed: () => void): Promise<Watching> {
  const display = await openDisplay(context)
  const { root, randr } = display
  const atoms = told.map(display.atom)
  display.onEvent((event) => {
    const kind = event.getUint8(0) & 0x7f
    const ofRandr = randr !== null && (kind === randr.firstEvent || kind === randr.firstEvent + 1)
    if (ofRandr || (kind === PROPERTY_CHANGED.event && atoms.includes(event.getUint32(8, true)))) changed()
  })
  display.tell(request(2, 0, [root, EVENT_MASK, PROPERTY_CHANGED.mask]))
  if (randr) display.tell(request(randr.opcode, 4, [root, pair(MONITORS_CHANGED, 0)]))
  // A reply proves that the server has read all that was sent before it.
  await display.ask(request(14, 0, [root]))
  return { ended: display.ended }
}
