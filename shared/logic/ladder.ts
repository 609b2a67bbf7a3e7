import type { Step } from '../model/plan.ts'
import type { Rung, StopPolicy } from '../model/stop.ts'

/** Gentlest first. */
const ORDER: readonly Rung[] = ['guest', 'ask', 'off', 'kill']

/**
 * The ladder of a stop: the rungs that the policy gives time to, and that can be had: the guest's own command where there
 * is a login, the others where the hypervisor offers them. Empty where the machine cannot be stopped from here.
 */
export function ladderOf(policy: StopPolicy, offered: readonly Rung[], login: boolean): Step['rungs'] {
  const time = { guest: policy.guestMs, ask: policy.askMs, off: policy.offMs, kill: policy.killMs }
  return ORDER.flatMap((how) => {
    const ms = time[how]
    const there = how === 'guest' ? login : offered.includes(how)
    return there && ms !== null ? [{ how, ms }] : []
  })
}

/** So long a stop takes at most, in ms: all its rungs, and a little for looking. */
export const ladderMs = (rungs: Step['rungs']): number => rungs.reduce((sum, { ms }) => sum + ms, 5_000)
