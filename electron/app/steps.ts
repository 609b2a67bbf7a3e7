import type { Outcome } from '../../shared/logic/run-state.ts'
import { ComponentId, SessionId } from '../../shared/model/id.ts'
import type { Condition } from '../../shared/model/machine.ts'
import type { Step } from '../../shared/model/plan.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import { systemClock, type Clock } from '../engine/clock.ts'
import { broke, late } from '../engine/failures.ts'
import { perform } from '../engine/perform.ts'
import type { Reach } from '../engine/reach.ts'
import type { StepTelling } from '../engine/runs.ts'
import type { SeenLast } from '../engine/seen.ts'
import type { Desk } from './desk.ts'
import { placementOf } from './windows/layouts.ts'
import type { Situation } from './situation.ts'

export interface StepParts {
  readonly desk: Desk
  readonly seen: SeenLast
  readonly clock?: Clock
}

/** Carries out the steps of one run: acts on machines through their plugins, on windows through the desk. */
export const stepsOf =
  (situation: Situation, reach: Reach, { desk, seen, clock = systemClock }: StepParts) =>
  async (step: Step, tell: StepTelling, signal: AbortSignal): Promise<Outcome> => {
    const window = SessionId.safeParse(step.target)
    if (window.success) return actOnWindow(step, window.data, situation, desk, signal)
    const member = reach.members.get(ComponentId.parse(step.target))
    if (!member) return { how: 'failed', problem: memberGone(step), again: false }
    const { component, machine } = member
    const telling = {
      started: tell.started,
      probed: tell.probed,
      rung: tell.rung,
      seen(condition: Condition, note: string | undefined) {
        // A step that takes it down does not probe: powered is all it sees of what was ready.
        if (condition === 'on' && step.verb !== 'start' && seen.of(component.id)?.condition === 'ready') return
        seen.note({ component: component.id, machine: machine.id, condition, ...(note !== undefined && { note }) })
      },
    }
    return perform(step, (within) => reach.subject(member, within, tell.said), telling, signal, clock)
  }

/** Opens or closes a session's window, and counts it as done only when the desk shows it so. */
async function actOnWindow(step: Step, session: SessionId, situation: Situation, desk: Desk, signal: AbortSignal): Promise<Outcome> {
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    signal.throwIfAborted()
    await Promise.race([stopped, step.verb === 'open' ? openWindow(step.name, session, situation, desk) : desk.close(session)])
    const open = desk.windows().includes(session)
    if (open === (step.verb === 'open')) return { how: 'done' }
    return { how: 'failed', problem: windowNotSo(step), again: true }
  } catch (cause) {
    if (signal.aborted && !(signal.reason instanceof Error && signal.reason.name === 'TimeoutError')) return { how: 'cancelled' }
    if (signal.aborted) return { how: 'failed', problem: late(step, null, [], new Map()), again: false }
    return { how: 'failed', problem: cause instanceof ProblemError ? cause.problem : broke(step, cause), again: false }
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** Opens a session's window where the workspace's layout for the present screens wants it. */
export async function openWindow(title: string, session: SessionId, { workspace }: Situation, desk: Desk): Promise<void> {
  const placement = placementOf(workspace, await desk.screens(), session)
  const there = desk.windows().includes(session)
  await desk.open({ key: session, title, placement })
  if (!placement) return
  if (there) await desk.place(session, placement)
  if (placement.desktop !== null) await desk.toDesktop?.(session, placement.desktop)
}

const memberGone = ({ name, target }: Step): Problem => ({
  code: 'member.gone',
  severity: 'error',
  title: `${name} is not part of this workspace any more`,
  message: `${name} was taken out of the document after the run that is meant.`,
  hint: 'Undo that change, or act on the machine by hand.',
  about: target,
})
const windowNotSo = ({ name, target, verb }: Step): Problem => ({
  code: 'window.refused',
  severity: 'error',
  title: `The window of ${name} did not ${verb}`,
  message: `The desk was asked to ${verb} it, but does not show it so.`,
  hint: 'Look whether the window system still answers.',
  about: target,
})
