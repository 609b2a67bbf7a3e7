import type { Context } from '../../shared/plugin/plugin.ts'
import { tell } from './asks.ts'
import type { Display } from './display.ts'
import { pair, request } from './wire.ts'

/** A window manager that does not answer for so long is busy or has another opinion: then what is seen counts. */
const ANSWER_MS = 3_000
const PAUSE = { firstMs: 1, longestMs: 20 }

const INPUT_ONLY = 2

/**
 * Resolves when the window manager has read all that was sent to it before: it is asked how large the frame of a window of ours would
 * be (`_NET_REQUEST_FRAME_EXTENTS`), and answers in its turn. The window is never shown.
 */
export async function heard(context: Context, display: Display): Promise<void> {
  const supported = await display.numbers(display.root, '_NET_SUPPORTED')
  if (!supported.includes(display.atom('_NET_REQUEST_FRAME_EXTENTS'))) return
  const { firstId: id, root } = display
  display.tell(request(1, 0, [id, root, pair(0, 0), pair(1, 1), pair(0, INPUT_ONLY), 0, 0]))
  tell(display, id, '_NET_REQUEST_FRAME_EXTENTS', [])
  const answered = async () => (await display.numbers(id, '_NET_FRAME_EXTENTS')).length > 0
  let pauseMs = PAUSE.firstMs
  for (
    const began = context.now();
    context.now() - began < ANSWER_MS && !(await answered());
    pauseMs = Math.min(PAUSE.longestMs, pauseMs * 2)
  )
    await context.sleep(pauseMs)
  display.tell(request(4, 0, [id]))
}
