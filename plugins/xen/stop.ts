import type { Context, Target } from '../../shared/plugin/plugin.ts'
import type { XenOptions } from './options.ts'
import { conditionOf, isDead } from './parse.ts'
import { nobodyListens } from './problems.ts'
import { find, tell, xl } from './xl.ts'

/** xl waits a whole minute for a guest that does not answer; its request stays without it, and who asks may want to look. */
const WAIT_S = 5

/** Asks the guest to go down, by the channel of Xen, or by the power button where it does not know that. */
export async function ask(context: Context, target: Target<XenOptions>): Promise<void> {
  await request(context, target, 'shutdown')
}

/** Asks the guest to boot again: Xen itself has no reset button for every type of guest. */
export async function reboot(context: Context, target: Target<XenOptions>): Promise<void> {
  await request(context, target, 'reboot')
}

async function request(context: Context, target: Target<XenOptions>, verb: 'shutdown' | 'reboot'): Promise<void> {
  context.signal.throwIfAborted()
  const domain = await find(context, target)
  if (domain === null) return
  if (conditionOf(domain).condition === 'unknown') throw nobodyListens(target)
  if (isDead(domain)) return
  // A paused guest cannot hear.
  if (conditionOf(domain).condition === 'paused') await tell(context, target, ['unpause', domain.name])
  const ran = await xl(context, target, [verb, '-F', domain.name], WAIT_S)
  if (ran.code !== 0) context.say(`${target.name} has not answered yet`)
}

/** Ends the domain, as if the plug was pulled. */
export async function destroy(context: Context, target: Target<XenOptions>): Promise<void> {
  context.signal.throwIfAborted()
  const domain = await find(context, target)
  if (domain !== null) await tell(context, target, ['destroy', domain.name])
}

/** Pausing what is paused, and waking what runs, changes nothing; a guest that is off is not spoken to. */
export function freeze(verb: 'pause' | 'unpause') {
  return async (context: Context, target: Target<XenOptions>): Promise<void> => {
    context.signal.throwIfAborted()
    const domain = await find(context, target)
    if (domain === null || conditionOf(domain).condition !== (verb === 'pause' ? 'on' : 'paused')) return
    await tell(context, target, [verb, domain.name])
  }
}
