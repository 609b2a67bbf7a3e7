import { hasCode } from '../../shared/model/problem.ts'
import type { Context, Target } from '../../shared/plugin/plugin.ts'
import type { Bytes } from '../../shared/plugin/shell.ts'
import { withQmp } from './control.ts'
import type { QemuOptions } from './options.ts'
import { placeOf } from './place.ts'

let taken = 0

/** The machine's screen as PNG; null when it is off, has no screen, or its QEMU (before 7.1) cannot write PNG. */
export async function picture(context: Context, target: Target<QemuOptions>): Promise<Bytes | null> {
  const { shell, signal } = context
  signal.throwIfAborted()
  if (target.options.display === 'none') return null
  const place = placeOf(shell.scratch, target.id)
  const file = `${place.folder}/screen-${context.now()}-${++taken}.png`
  try {
    const done = await withQmp(context, place, async (qmp) => {
      await qmp.ask('screendump', { filename: file, format: 'png' })
      return true
    })
    if (done === null) return null
    // A shell gives text; base64 is in coreutils and in busybox.
    const { stdout } = await shell.run('base64', [file], { signal })
    return Uint8Array.from(atob(stdout.replaceAll(/\s/g, '')), (byte) => byte.charCodeAt(0))
  } catch (cause) {
    signal.throwIfAborted()
    if (hasCode(cause, 'qemu.declined') || hasCode(cause, 'qemu.gone')) return null
    throw cause
  } finally {
    if (!signal.aborted) await shell.run('rm', ['-f', file], { signal })
  }
}
