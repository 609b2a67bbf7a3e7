import { ProblemError } from '../../shared/model/problem.ts'
import type { Context, Target, Watching } from '../../shared/plugin/plugin.ts'
import { listenQmp } from './control.ts'
import type { QemuOptions } from './options.ts'
import { placeOf } from './place.ts'

/** Events after which a machine may be in another condition (qapi/run-state.json of QEMU). */
const TELLING = new Set(['POWERDOWN', 'SHUTDOWN', 'STOP', 'RESUME', 'RESET', 'SUSPEND', 'WAKEUP', 'GUEST_PANICKED', 'WATCHDOG'])

/** Listens to what QEMU tells by itself. The end of the conversation is told too: then the machine is off, or out of reach. */
export async function watch(context: Context, target: Target<QemuOptions>, changed: () => void): Promise<Watching> {
  const place = placeOf(context.shell.scratch, target.id)
  const qmp = await listenQmp(context, place, (event) => {
    if (TELLING.has(event)) changed()
  })
  if (qmp === null) throw mute(target)
  return {
    ended: qmp.ended.then(() => {
      if (!context.signal.aborted) changed()
    }),
  }
}

const mute = ({ id, name }: Target<QemuOptions>) =>
  new ProblemError({
    code: 'qemu.mute',
    severity: 'warning',
    title: `${name} tells nothing by itself`,
    message: `${name} is off, or was started by an older version that gave it no channel to tell what happens.`,
    hint: 'It is looked at from time to time instead; started anew it will tell.',
    about: id,
  })
