import type { Context, Target } from '../../shared/plugin/plugin.ts'
import type { XenOptions } from './options.ts'
import { conditionOf, isDead } from './parse.ts'
import { domainOf, placeOf, type Place } from './place.ts'
import { notRestored, notSaved } from './problems.ts'
import { readRefusal } from './refusal.ts'
import { asRoot, find, tell, xl } from './xl.ts'

/** Writes the guest's memory to a file of its host and ends it. What was not written to the end is never found by a start. */
export async function save(context: Context, target: Target<XenOptions>): Promise<void> {
  const { shell, signal } = context
  signal.throwIfAborted()
  const domain = await find(context, target)
  if (domain === null) return
  const place = placeOf(shell.scratch, target)
  const unfinished = `${place.saved}.new`
  // It must help to put itself to sleep, which a paused guest cannot.
  if (conditionOf(domain).condition === 'paused') await tell(context, target, ['unpause', domain.name])
  await shell.run('mkdir', ['-p', '-m', '700', place.folder], { signal })
  const ran = isDead(domain) ? null : await xl(context, target, ['save', domain.name, unfinished])
  if (ran?.code !== 0) {
    await asRoot(context, target.options, 'rm', ['-f', unfinished])
    throw notSaved(target, readRefusal(ran?.stderr ?? ''), ran?.stderr ?? '')
  }
  await asRoot(context, target.options, 'mv', ['-f', unfinished, place.saved])
  context.say(`the state of ${target.name} is saved in ${place.saved}`)
}

/** Goes on from the saved state, which then is used up: its disks are not those of that moment any more. False when there is none. */
export async function restore(context: Context, target: Target<XenOptions>, place: Place): Promise<boolean> {
  const { shell, signal } = context
  const { code } = await shell.run('test', ['-e', place.saved], { okCodes: [0, 1], signal })
  if (code !== 0) return false
  context.say(`${target.name} goes on from its saved state`)
  const ran = await xl(context, target, ['restore', place.saved])
  const refusal = readRefusal(ran.stderr)
  if (ran.code !== 0 && refusal.why === 'running') {
    context.say(`${domainOf(target)} is being started by somebody else`)
    return true
  }
  if (ran.code !== 0) throw notRestored(target, place.saved, refusal, ran.stderr)
  await asRoot(context, target.options, 'rm', ['-f', place.saved])
  return true
}
