import { systemClock, within } from '../../../electron/engine/clock.ts'
import { perform } from '../../../electron/engine/perform.ts'
import { ladderMs, ladderOf } from '../../../shared/logic/ladder.ts'
import type { Outcome } from '../../../shared/logic/run-state.ts'
import { Step } from '../../../shared/model/plan.ts'
import { StopPolicy } from '../../../shared/model/stop.ts'
import type { Context, Target } from '../../../shared/plugin/plugin.ts'
import { qemu } from '../index.ts'

export interface Stopped {
  readonly outcome: Outcome
  /** The rungs on which it stood, one after the other. */
  readonly rungs: readonly string[]
}

/** Stops a machine without a login as a run does: rung after rung, the soft request again and again. */
export async function down(context: Context, target: Target<unknown>, policy: Partial<StopPolicy> = {}): Promise<Stopped> {
  if (qemu.role !== 'machine') throw new Error('qemu is a machine')
  const stop = { ...StopPolicy.parse({}), ...policy }
  const ladder = ladderOf(stop, ['ask', 'off', 'kill'], false)
  const step = Step.parse({
    id: 'stop component:it',
    verb: 'stop',
    target: 'component:it',
    name: target.name,
    plugin: 'qemu',
    lane: 'ground',
    needs: [],
    cause: 'seen on, wanted off',
    expect: 'off',
    timeoutMs: ladderMs(ladder),
    attempts: 1,
    opposite: null,
    rungs: ladder,
  })
  const rungs: string[] = []
  const subject = { plugin: qemu, target, context, probes: [], stop, inner: () => Promise.reject(new Error('there is no login')) }
  const outcome = await perform(
    step,
    async (signal) => ({ ...subject, context: { ...context, signal } }),
    {
      started: () => undefined,
      seen: () => undefined,
      probed: () => undefined,
      rung: (index) => void rungs.push(ladder[index]?.how ?? ''),
    },
    within(step.timeoutMs, context.signal),
    systemClock,
  )
  return { outcome, rungs }
}
