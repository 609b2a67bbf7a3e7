import { openInterrupts } from '../../electron/command/interrupts.ts'

const ending = new AbortController()

/** Aborts when there shall be no more measuring. Whoever started processes ends them then, and rejects. */
export const interruption: AbortSignal = ending.signal

/** From now on Ctrl-C, SIGTERM and SIGHUP interrupt; who asks again ends the program at once, whatever it leaves behind. */
export function heedInterrupts(): void {
  const interrupts = openInterrupts(process, () => process.exit(130))
  interrupts.ending.addEventListener('abort', () => ending.abort(new Error('interrupted')))
}
