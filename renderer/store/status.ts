import type { WorkspaceState } from '../../shared/logic/tray.ts'
import type { Step } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import type { Service, VComponent } from '../../shared/model/service.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import { componentsOf } from './entries.ts'
import { newestFirst, type LiveState } from './live.ts'
import { problemsOf, type Live, type LiveRun, type Trial } from './fold.ts'

/** Everything a card, a row of the sidebar and the palette say about a workspace. */
export interface Status {
  readonly state: WorkspaceState
  readonly components: readonly VComponent[]
  readonly ready: number
  readonly windows: number
  /** The newest run; null when it was never started. */
  readonly last: LiveRun | null
  /** The run that goes on now. */
  readonly running: LiveRun | null
  /** Steps that have ended, while a run goes on. */
  readonly over: number
  /** The middle of the last five good starts, in ms; null when there was none. */
  readonly usualMs: number | null
}

/** Reads the state of a workspace from what was seen last and from its newest run. */
export function statusOf(workspace: Workspace, services: ReadonlyMap<string, Service>, live: Pick<Live, 'seen' | 'runs'>): Status {
  const components = componentsOf(workspace, services)
  const mine = newestFirst(live.runs).filter((run) => run.record.workspace === workspace.id)
  const last = mine[0] ?? null
  const running = mine.find((run) => run.record.ended === null) ?? null
  const conditions = components.map((one) => live.seen[one.id]?.condition)
  const ready = conditions.filter((one) => one === 'ready' || one === 'on').length
  return {
    state: stateOf(conditions, ready, last, running),
    components,
    ready,
    windows: components.reduce((sum, one) => sum + one.sessions.length, 0),
    last,
    running,
    over: running ? Object.values(running.record.steps).filter((step) => step.ended !== null).length : 0,
    usualMs: usual(mine.map((run) => run.record)),
  }
}

function stateOf(
  conditions: readonly (string | undefined)[],
  ready: number,
  last: LiveRun | null,
  running: LiveRun | null,
): WorkspaceState {
  if (running) return running.record.plan.goal === 'up' ? 'starting' : 'stopping'
  const of = (...names: string[]) => conditions.filter((one) => one !== undefined && names.includes(one)).length
  if (conditions.length > 0 && ready === conditions.length) return 'ready'
  if (last?.record.verdict === 'failed') return 'failed'
  if (of('paused') > 0) return 'suspended'
  if (of('starting', 'stopping') > 0) return 'starting'
  if (ready > 0) return 'partly'
  if (of('unknown') > 0) return 'unknown'
  return 'off'
}

function usual(runs: readonly RunRecord[]): number | null {
  const good = runs.filter((run) => run.plan.goal === 'up' && run.verdict === 'done' && run.plan.steps.length > 0).slice(0, 5)
  const took = good.map((run) => (run.ended ?? run.began) - run.began).sort((a, b) => a - b)
  return took[Math.floor(took.length / 2)] ?? null
}

/** What a run is waiting for right now, for one line: the step that began first, and its newest try. */
export function waitingFor({ record, trials }: LiveRun): { step: Step; trial: Trial | null } | null {
  const running = record.plan.steps.filter((step) => record.steps[step.id]?.status === 'running')
  const oldest = running.sort((a, b) => (record.steps[a.id]?.began ?? 0) - (record.steps[b.id]?.began ?? 0))[0]
  if (!oldest) return null
  return { step: oldest, trial: trials[oldest.id]?.findLast((one) => !one.passed) ?? null }
}

/** The sentence of a failed run, for one line. */
export const blame = (run: LiveRun): string => problemsOf(run.record)[0]?.title ?? 'It did not come up'

/** How many machines of workspaces are in each state; a failed last step counts as failed. */
export function census(
  live: Pick<LiveState, 'seen'>,
  components: readonly VComponent[],
): Record<'ready' | 'starting' | 'off' | 'suspended' | 'failed' | 'unknown', number> {
  const count = { ready: 0, starting: 0, off: 0, suspended: 0, failed: 0, unknown: 0 }
  for (const { id } of components) {
    const condition = live.seen[id]?.condition ?? 'off'
    if (condition === 'ready' || condition === 'on') count.ready++
    else if (condition === 'starting' || condition === 'stopping') count.starting++
    else if (condition === 'paused') count.suspended++
    else if (condition === 'unknown') count.unknown++
    else count.off++
  }
  return count
}
