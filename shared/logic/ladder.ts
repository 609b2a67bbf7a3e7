import type { Step } from '../model/plan.ts'
import type { Rung, StopPolicy } from '../model/stop.ts'

/** Gentlest first. */
const ORDER: readonly Rung[] = ['guest', 'ask', 'off', 'kill']

/** What the last ladders were made from: nearly all machines have one of a few, and share it. */
const lately: { readonly policy: StopPolicy; readonly offered: readonly Rung[]; readonly login: boolean; readonly rungs: Step['rungs'] }[] =
  []
const KEPT = 8

/**
 * The ladder of a stop: the rungs that the policy gives time to, and that can be had: the guest's own command where there
 * is a login, the others where the hypervisor offers them. Empty where the machine cannot be stopped from here. It may be shared: it is
 * never changed.
 */
export function ladderOf(policy: StopPolicy, offered: readonly Rung[], login: boolean): Step['rungs'] {
  const same = lately.find((one) => one.login === login && sameTimes(one.policy, policy) && sameRungs(one.offered, offered))
  if (same) return same.rungs
  const time = { guest: policy.guestMs, ask: policy.askMs, off: policy.offMs, kill: policy.killMs }
  const rungs = ORDER.flatMap((how) => {
    const ms = time[how]
    const there = how === 'guest' ? login : offered.includes(how)
    return there && ms !== null ? [{ how, ms }] : []
  })
  lately.unshift({ policy, offered, login, rungs })
  lately.length = Math.min(lately.length, KEPT)
  return rungs
}

const sameTimes = (a: StopPolicy, b: StopPolicy) =>
  a.guestMs === b.guestMs && a.askMs === b.askMs && a.offMs === b.offMs && a.killMs === b.killMs
const sameRungs = (a: readonly Rung[], b: readonly Rung[]) => a === b || (a.length === b.length && a.every((how, at) => how === b[at]))

/** So long a stop takes at most, in ms: all its rungs, and a little for looking. */
export const ladderMs = (rungs: Step['rungs']): number => rungs.reduce((sum, { ms }) => sum + ms, 5_000)
