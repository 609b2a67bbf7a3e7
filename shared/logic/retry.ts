import { didOf } from './aftermath.ts'
import { strictestNeeds } from './draft.ts'
import type { ComponentId, RunId, SessionId } from '../model/id.ts'
import { isGone, type Condition } from '../model/machine.ts'
import type { Plan, Step } from '../model/plan.ts'
import type { RunRecord } from '../model/run.ts'

/** So often a failed branch is tried again without anybody asking, after pauses of so many ms. */
export const RETRY_PAUSES_MS: readonly number[] = [3_000, 10_000]

/** The run, the one it goes on with, and so on, oldest first: one work in several runs. Taking back is another work. */
export function chainOf(record: RunRecord, runOf: (id: RunId) => RunRecord | null): RunRecord[] {
  const chain = [record]
  for (let id = record.follows; id !== null && !chain.some((one) => one.id === id); ) {
    const before = runOf(id)
    if (!before || before.plan.goal !== record.plan.goal) break
    chain.unshift(before)
    id = before.follows
  }
  return chain
}

/** In ms, before a failed start is tried again by itself; null when it is kept as it is. */
export function pauseBeforeRetry(chain: readonly RunRecord[]): number | null {
  const last = chain.at(-1)
  if (last?.verdict !== 'failed' || last.plan.goal !== 'up' || last.onFailure !== 'retry') return null
  return RETRY_PAUSES_MS[chain.length - 1] ?? null
}

/**
 * What one work did, in one plan: all its steps, and those whose work stands. `seen` tells what a machine is now: a step that
 * was under way when its run was cut may have come true since, and counts when it was not so before; what has gone off since
 * does not count: nobody can look for it inside a carrier that went off with it.
 */
export function doneBy(chain: readonly RunRecord[], seen: (component: ComponentId) => Condition | null): { plan: Plan; did: Set<string> } {
  const steps = new Map<string, Step>()
  const did = new Set<string>()
  for (const record of chain) {
    const done = didOf(record)
    for (const planned of record.plan.steps) {
      // A run that goes on plans only what is left: what its steps came after in the runs before, they still come after.
      const known = steps.get(planned.id)
      const step = known ? { ...planned, needs: strictestNeeds([...known.needs, ...planned.needs]) } : planned
      const stands = (done.has(step.id) && !isUndone(step, seen)) || cameTrueSince(step, record, seen)
      // Who did it first knows what was before: what it found up already it leaves up.
      const better = stands ? !did.has(step.id) || known?.opposite === null : !known
      steps.set(step.id, known && !better ? { ...known, needs: step.needs } : step)
      if (stands) did.add(step.id)
    }
  }
  const [first] = chain
  if (!first) throw new RangeError('a work is at least one run')
  return { plan: { ...first.plan, steps: [...steps.values()] }, did }
}

const isSession = (target: Step['target']): target is SessionId => target.startsWith('session:')

/** There is nothing left of what the step did. */
function isUndone({ opposite, target }: Step, seen: (component: ComponentId) => Condition | null): boolean {
  if (isSession(target) || (opposite !== 'stop' && opposite !== 'suspend')) return false
  return isGone(seen(target))
}

/** Begun, told neither started nor done, and now as it was wished although it was not so when it was planned. */
function cameTrueSince(step: Step, record: RunRecord, seen: (component: ComponentId) => Condition | null): boolean {
  const kept = record.steps[step.id]
  if (!kept || kept.began === null || kept.status === 'done' || step.opposite === null || isSession(step.target)) return false
  const now = seen(step.target)
  if (now === null || now === 'unknown' || step.cause.startsWith('seen unknown')) return false
  const off = isGone(now)
  return step.verb === 'stop' || step.verb === 'save' ? off : !off && (step.verb === 'start' || now !== 'paused')
}
