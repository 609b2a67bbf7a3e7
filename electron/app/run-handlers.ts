import type { Handlers } from '../../shared/contract/contract.ts'
import type { Member } from '../../shared/logic/members.ts'
import type { RunId, WorkspaceId } from '../../shared/model/id.ts'
import type { Plan } from '../../shared/model/plan.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import type { Clock } from '../engine/clock.ts'
import type { Reach } from '../engine/reach.ts'
import type { Runs } from '../engine/runs.ts'
import type { SeenLast } from '../engine/seen.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Desk } from './desk.ts'
import { followUps, type Began } from './follow-ups.ts'
import type { Planned, PlanWish } from './planning.ts'
import type { Situation, Situations } from './situation.ts'
import { stepsOf } from './steps.ts'

export interface RunParts {
  readonly inventory: Inventory
  readonly situations: Situations
  readonly runs: Runs
  plan(wish: PlanWish): Promise<Planned>
  reach(members: readonly Member[]): Reach
  readonly desk: Desk
  readonly seen: SeenLast
  readonly clock: Clock
  /** Ends with the engine. */
  readonly signal: AbortSignal
  log(cause: unknown): void
}

type Served = Pick<Handlers, 'plan.make' | 'run.start' | 'run.cancel' | 'run.takeBack' | 'run.leave' | 'runs.list' | 'run.events'>

/** Plans and what becomes of them. */
export function runHandlers(parts: RunParts) {
  const { inventory, situations, runs, plan, reach, desk, seen, clock } = parts
  const begin = async (situation: Situation, wanted: Plan, asked: Partial<Began> = {}): Promise<RunId> => {
    const { only = null, onFailure = situation.workspace.onFailure, follows = null, onEnd } = asked
    return runs.start({
      workspace: situation.workspace.id,
      plan: wanted,
      only,
      onFailure,
      follows,
      perform: stepsOf(situation, reach(situations.acting(situation.workspace.id, wanted)), { desk, seen, clock }),
      ...(onEnd && { onEnd }),
    })
  }
  const refuseWhileBusy = (workspace: WorkspaceId) => {
    const other = runs.busy(workspace)
    if (other) throw new ProblemError({ ...busy, about: other })
  }
  const recordOf = (run: RunId): RunRecord => {
    const record = inventory.run(run)
    if (!record) throw new ProblemError(unknownRun(run))
    return record
  }
  const following = followUps({ ...parts, begin })

  const handlers: Served = {
    'plan.make': plan,
    'run.start': async ({ digest, onFailure, follows, ...wish }) => {
      const { workspace, only } = wish
      refuseWhileBusy(workspace)
      const now = await plan(wish)
      const blocking = now.problems.filter(({ severity }) => severity === 'error')
      if (blocking.length > 0) throw new ProblemError(blocked(blocking))
      if (now.digest !== digest) throw new ProblemError(stale(now.text))
      const situation = situations.of(workspace)
      const chosen = onFailure ?? situation.workspace.onFailure
      return { run: await begin(situation, now.plan, { only, onFailure: chosen, follows, onEnd: following.after(wish.overrides) }) }
    },
    'run.cancel': async ({ run, how }) => {
      runs.cancel(run, how)
      return {}
    },
    'run.takeBack': async ({ run }) => {
      const record = recordOf(run)
      refuseWhileBusy(record.workspace)
      return { run: await following.takeBack(record) }
    },
    'run.leave': async ({ run }) => {
      const { ended } = recordOf(run)
      if (ended === null) throw new ProblemError({ ...busy, about: run })
      runs.follow(run, 'left')
      return {}
    },
    'runs.list': async ({ limit }) => ({ runs: inventory.runs(limit) }),
    'run.events': async ({ run }) => ({ events: inventory.eventsOf(run) }),
  }

  return {
    handlers,
    /** Cancels what goes on and takes down everything that is up, every workspace in its own order. Resolves with what did not work. */
    async takeDown(): Promise<Problem[]> {
      for (const record of runs.live()) runs.cancel(record.id, 'hard')
      await Promise.all(runs.live().map(({ id }) => runs.ended(id)))
      const problems: Problem[] = []
      for (const { id } of situations.workspaces()) {
        const { plan: wanted } = await plan({ workspace: id, goal: 'down', only: null, overrides: [], dependants: 'refuse' })
        if (wanted.steps.length === 0) continue
        const ended = await runs.ended(await begin(situations.of(id), wanted))
        problems.push(...Object.values(ended?.steps ?? {}).flatMap(({ problem }) => problem ?? []))
      }
      return problems
    },
  }
}

const busy = {
  code: 'run.busy',
  severity: 'error' as const,
  title: 'A run of this workspace is going on',
  message: 'Only one run at a time may act on a workspace.',
  hint: 'Wait until it has ended, or cancel it.',
}
const blocked = (problems: readonly Problem[]): Problem => ({
  code: 'plan.blocked',
  severity: 'error',
  title: problems.length === 1 ? (problems[0]?.title ?? 'Something is in the way') : `${problems.length} problems are in the way`,
  message: problems.map(({ title, message }) => `${title}: ${message}`).join('\n'),
  hint: problems.find(({ hint }) => hint)?.hint ?? 'Solve them, then plan again.',
  ...(problems[0]?.about !== undefined && { about: problems[0].about }),
})
const stale = (text: string): Problem => ({
  code: 'plan.stale',
  severity: 'error',
  title: 'The world has changed since the plan was shown',
  message: 'Planning again gives other steps than those that were shown, so nothing was begun.',
  hint: 'Look at the new plan, then start it.',
  detail: text,
})
const unknownRun = (run: RunId): Problem => ({
  code: 'run.unknown',
  severity: 'error',
  title: 'There is no such run',
  message: `${run} is not among the runs that were kept.`,
  about: run,
})
