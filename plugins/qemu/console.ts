import type { Context, Target } from '../../shared/plugin/plugin.ts'
import type { QemuOptions } from './options.ts'
import { placeOf } from './place.ts'

/** So much of a long log is read, in bytes. */
const LAST = 64 * 1024

/** What came over the serial line since the machine was powered last, or the end of it; null when it never was here. */
export async function printed({ shell, signal }: Context, { id }: Target<QemuOptions>): Promise<string | null> {
  signal.throwIfAborted()
  const { serialLog } = placeOf(shell.scratch, id)
  const { code, stdout } = await shell.run('tail', ['-c', String(LAST), serialLog], { okCodes: [0, 1], signal })
  return code === 0 ? stdout : null
}
