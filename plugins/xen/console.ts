import type { Context, Target } from '../../shared/plugin/plugin.ts'
import type { XenOptions } from './options.ts'
import { placeOf } from './place.ts'
import { asRoot } from './xl.ts'

/** So much of it is given at most: the end tells why a boot stands still. */
const LAST_BYTES = 262_144

/**
 * What the guest printed since it was started here. Null where Xen's console daemon keeps no logs; it does when it is
 * started with `--log=guest` (XENCONSOLED_TRACE=guest in /etc/default/xen).
 */
export async function readConsole(context: Context, target: Target<XenOptions>): Promise<string | null> {
  context.signal.throwIfAborted()
  const place = placeOf(context.shell.scratch, target)
  const counted = await asRoot(context, target.options, 'wc', ['-c', place.consoleLog])
  const size = counted.code === 0 ? /^\s*(\d+)/.exec(counted.stdout)?.[1] : undefined
  if (size === undefined) return null
  const noted = await context.shell.run('cat', [place.began], { okCodes: [0, 1], signal: context.signal })
  const began = /^\d+$/.test(noted.stdout) ? Number(noted.stdout) : 0
  // A log that is shorter than it was has been put aside by somebody who tidies logs.
  const from = Math.max(began > Number(size) ? 0 : began, Number(size) - LAST_BYTES)
  const { stdout } = await asRoot(context, target.options, 'tail', ['-c', `+${from + 1}`, place.consoleLog])
  return stdout
}
