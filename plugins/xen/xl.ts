import { hasCode } from '../../shared/model/problem.ts'
import type { Context, Target } from '../../shared/plugin/plugin.ts'
import { ANY_CODE, type Ran } from '../../shared/plugin/shell.ts'
import { showPlace } from '../host-place.ts'
import type { XenOptions } from './options.ts'
import { readDomains, type Domain } from './parse.ts'
import { domainOf } from './place.ts'
import { absent, refused } from './problems.ts'
import { readRefusal } from './refusal.ts'

/** Runs a program with the rights that Xen asks for, to its end, whatever its code. */
export async function asRoot(context: Context, { sudo }: Pick<XenOptions, 'sudo'>, command: string, args: readonly string[]): Promise<Ran> {
  const [program, words] = sudo ? ['sudo', ['-n', command, ...args]] : [command, args]
  return context.shell.run(program, words, { okCodes: ANY_CODE, signal: context.signal })
}

/**
 * Asks xl, for so many seconds at most where they are given. Rejects with `xen.absent` when it is not there; what it refuses
 * is in the answer.
 */
export async function xl(context: Context, target: Target<XenOptions>, args: readonly string[], seconds?: number): Promise<Ran> {
  try {
    if (seconds !== undefined) return await asRoot(context, target.options, 'timeout', [String(seconds), 'xl', ...args])
    return await asRoot(context, target.options, 'xl', args)
  } catch (cause) {
    if (hasCode(cause, 'command.missing')) throw absent(target, showPlace(context.shell))
    throw cause
  }
}

/** The guest's domain as Xen has it now; null when there is none. Rejects when Xen cannot be asked. */
export async function find(context: Context, target: Target<XenOptions>): Promise<Domain | null> {
  const ran = await xl(context, target, ['list'])
  const all = readDomains(ran.stdout)
  if (!all) throw refused(target, readRefusal(ran.stderr), ran.stderr, showPlace(context.shell))
  const name = domainOf(target)
  return all.find((domain) => domain.name === name) ?? null
}

/** Tells xl something about a domain that is there. One that went meanwhile is as good as told. */
export async function tell(context: Context, target: Target<XenOptions>, args: readonly string[]): Promise<void> {
  const ran = await xl(context, target, args)
  const refusal = readRefusal(ran.stderr)
  if (ran.code !== 0 && refusal.why !== 'no-domain') throw refused(target, refusal, ran.stderr, showPlace(context.shell))
}
