import { problemsOf, type Live } from '../../shared/logic/live.ts'
import { progress, type LiveRun } from '../../shared/logic/live-run.ts'
import type { WorkspaceState } from '../../shared/logic/tray.ts'
import { standingOf } from '../../shared/logic/workspace-state.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import type { VComponent } from '../../shared/model/service.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import { componentsOf, type Sorted } from './entries.ts'
import { cardOf, newestFirst, type LiveState } from './live.ts'

/** Everything a card, a row of the sidebar and the palette say about a workspace. */
export interface Status {
  readonly state: WorkspaceState
  readonly components: readonly VComponent[]
  /** Machines that start and stop, and how many of them are ready. */
  readonly machines: number
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

type Seen = Pick<LiveState, 'seen' | 'runs' | 'cards'> & { readonly open?: LiveState['open'] }

/** Reads the state of a workspace from what was seen last and from its newest run; the tray and the command line read it alike. */
export function statusOf(workspace: Workspace, document: Pick<Sorted, 'services' | 'machines'>, live: Seen): Status {
  const components = componentsOf(workspace, document.services)
  const powered = components.filter((one) => isPowered(one, document, live)).map((one) => one.id)
  const mine = newestFirst(live.runs).filter((run) => run.record.workspace === workspace.id)
  const last = mine[0] ?? null
  const running = mine.find((run) => run.record.ended === null) ?? null
  // What was never started and never looked at is off as far as anybody knows.
  const standing = standingOf(workspace.id, powered, live, last ? 'unknown' : 'off')
  // Where nothing starts and stops, the windows are all there is.
  const windowsOnly = standing.machines === 0 && running === null
  const anyOpen = components.some((one) => one.sessions.some((session) => live.open?.includes(session.id)))
  return {
    state: windowsOnly ? (anyOpen ? 'ready' : 'off') : standing.state,
    components,
    machines: standing.machines,
    ready: standing.ready,
    windows: components.reduce((sum, one) => sum + one.sessions.length, 0),
    last,
    running,
    over: running ? progress(running).over : 0,
    usualMs: usual(mine.map((run) => run.record)),
  }
}

/** Whether the machine starts and stops; the computer it stands on does not. */
function isPowered(component: VComponent, { machines }: Pick<Sorted, 'machines'>, { cards }: Seen): boolean {
  const machine = 'machine' in component.is ? machines.get(component.is.machine) : undefined
  const card = machine ? cardOf(cards, machine.plugin) : null
  return card === null || card.verbs.includes('start')
}

function usual(runs: readonly RunRecord[]): number | null {
  // A machine that was only reset or resumed says nothing of a start.
  const good = runs
    .filter((run) => run.plan.goal === 'up' && run.verdict === 'done' && run.plan.steps.some(({ verb }) => verb === 'start'))
    .slice(0, 5)
  const took = good.map((run) => (run.ended ?? run.began) - run.began).sort((a, b) => a - b)
  return took[Math.floor(took.length / 2)] ?? null
}

/** The sentence of a failed run, for one line. */
export const blame = (run: LiveRun): string => problemsOf(run.record)[0]?.title ?? 'It did not come up'

/** How many machines of workspaces are in each state; a machine nobody looked at counts as off. */
export function census(
  { seen }: Pick<Live, 'seen'>,
  components: readonly VComponent[],
): Record<'ready' | 'starting' | 'off' | 'suspended' | 'unknown', number> {
  const count = { ready: 0, starting: 0, off: 0, suspended: 0, unknown: 0 }
  for (const { id } of components) {
    const condition = seen[id]?.condition ?? 'off'
    if (condition === 'ready') count.ready++
    else if (condition === 'starting' || condition === 'on' || condition === 'stopping') count.starting++
    else if (condition === 'paused') count.suspended++
    else if (condition === 'unknown') count.unknown++
    else count.off++
  }
  return count
}
