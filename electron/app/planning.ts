import type { Asked, Need } from '../../shared/contract/contract.ts'
import { checking } from '../../shared/logic/check.ts'
import type { Ground } from '../../shared/logic/start-input.ts'
import { digesting } from '../../shared/logic/digest.ts'
import type { Member } from '../../shared/logic/members.ts'
import { needed, needing, takesAway } from '../../shared/logic/needing.ts'
import { makingPlan } from '../../shared/logic/plan.ts'
import { showing } from '../../shared/logic/show.ts'
import { ComponentId, SessionId, type PluginId, type WorkspaceId } from '../../shared/model/id.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import type { Clock } from '../engine/clock.ts'
import { inTurns } from '../engine/turns.ts'
import type { Desk } from './desk.ts'
import { knowledgeOf } from './knowledge.ts'
import { outlookOf, type Outlook, type OutlookParts } from './outlook.ts'
import { startChecks } from './start-checks.ts'

export interface Planned {
  readonly plan: Plan
  readonly digest: string
  readonly problems: Problem[]
  readonly needing: Need[]
  readonly text: string
}

/** What is asked of a plan. */
export type PlanWish = Asked<'plan.make'>

export interface PlanningParts extends OutlookParts {
  readonly plugins: ReadonlyMap<PluginId, Plugin>
  readonly desk: Desk
  readonly clock: Clock
  /** What this computer has for its guests. */
  readonly ground: Ground
  /** Whether the plugin can work on this computer, and why not. */
  usable(plugin: Plugin): Promise<readonly Problem[]>
  /** Whether a run of the workspace goes on. */
  busy(workspace: WorkspaceId): boolean
  readonly timeouts?: Timeouts | undefined
}

/** In ms, of a single step. */
export interface Timeouts {
  readonly startMs: number
  readonly windowMs: number
}

const TIMEOUTS: Timeouts = { startMs: 5 * 60_000, windowMs: 30_000 }

/** Looks, then plans; whatever speaks against running the plan comes with it. A large workspace takes many turns of the event loop. */
export function planning(parts: PlanningParts): (wish: PlanWish) => Promise<Planned> {
  const { plugins, desk, clock, busy } = parts
  const knowledge = knowledgeOf(plugins)

  return async (wish) => {
    const { goal, dependants } = wish
    const outlook = await outlookOf(parts, wish)
    const { situation, own, byId, only } = outlook
    const plan = await inTurns(
      makingPlan({
        ...outlook,
        ...knowledge.offers((id) => byId.get(id)),
        here(id) {
          const member = byId.get(id)
          return member !== undefined && knowledge.isHere(member, outlook.ways(id))
        },
        goal,
        dependants,
        windows: desk.kind === 'none' ? null : new Set(desk.windows().filter((key): key is SessionId => key !== 'app')),
        basis: { revision: situation.revision, observedAt: clock.now() },
        limits: situation.workspace.limits,
        timeouts: parts.timeouts ?? TIMEOUTS,
      }),
    )
    const checked = await inTurns(checking({ members: own, plugins: knowledge.cards, facts: knowledge.read }))
    const drawn = [...situation.problems, ...outlook.circles, ...checked]
    const needs = only && takesAway(goal) ? needing({ ...outlook, only }) : []
    const against =
      goal === 'up'
        ? [
            ...drawn.map((problem) => beyond(problem, plan, byId)),
            ...(await startChecks(outlook, plan, knowledge, parts.ground)),
            ...(await missingTools(plan, byId)),
            ...(await windowsUnplaced(plan, situation.workspace)),
          ]
        : [...drawn.map(softened), ...refused(needs, goal, only, dependants), ...underWay(plan, outlook, busy)]
    const nameOf = (id: string) => byId.get(ComponentId.safeParse(id).data ?? NOBODY)?.component.name ?? null
    const [sum, text] = [await inTurns(digesting(plan)), await inTurns(showing(plan, nameOf))]
    return { plan, digest: sum, problems: against, needing: needs, text }
  }

  /** Tools that a step on this computer needs and that are not there. On other machines that is seen when the step runs. */
  async function missingTools({ steps }: Plan, members: ReadonlyMap<ComponentId, Member>): Promise<Problem[]> {
    const [here, started] = [new Set<PluginId>(), new Set<PluginId>()]
    for (const { lane, verb, plugin } of steps) if (lane === 'ground' && verb === 'start') here.add(plugin)
    for (const member of members.values()) if (knowledge.canStart(member)) started.add(member.machine.plugin)
    const starters = [...here].flatMap((id) => (started.has(id) ? (plugins.get(id) ?? []) : []))
    return (await Promise.all(starters.map(parts.usable))).flat()
  }

  /** What the desktop cannot do for windows that the plan opens and a layout has a place for. */
  async function windowsUnplaced({ steps }: Plan, { layouts }: Workspace): Promise<readonly Problem[]> {
    const placed = new Set(layouts.flatMap(({ windows }) => Object.keys(windows)))
    const opened = steps.flatMap(({ verb, target }) => (verb === 'open' && placed.has(target) ? [SessionId.parse(target)] : []))
    return opened.length > 0 ? ((await desk.shortcomings?.(opened)) ?? []) : []
  }
}

const NOBODY = ComponentId.parse('component:-')

/** What forbids to start something must not forbid to take it down, except where no order can be found. */
const softened = (problem: Problem): Problem =>
  problem.severity === 'error' && (problem.code === 'plan.circle' || problem.code === 'plugin.unknown')
    ? problem
    : { ...problem, severity: 'warning' }

/** What is wrong with a member that is not in the part to be started does not forbid to start that part. */
function beyond(problem: Problem, { steps, left }: Plan, members: ReadonlyMap<ComponentId, Member>): Problem {
  const about = ComponentId.safeParse(problem.about).data
  if (!about || !members.has(about) || [...steps, ...left].some(({ target }) => target === about)) return problem
  return { ...problem, severity: 'warning' }
}

/** Whoever needs the part and was not named with it; another workspace that uses it never is. */
function refused(needs: readonly Need[], goal: PlanWish['goal'], only: Outlook['only'], dependants: PlanWish['dependants']): Problem[] {
  if (dependants === 'stop') return []
  const problem = needed(
    needs.filter(({ how, component }) => how === 'uses' || !only?.includes(component)),
    goal,
  )
  return problem ? [problem] : []
}

/** A machine of another workspace is not stopped while a run of that one goes on. */
function underWay({ steps }: Plan, { world, situation }: Outlook, busy: PlanningParts['busy']): Problem[] {
  const others = new Map(
    steps.flatMap(({ target }) => {
      const component = ComponentId.safeParse(target).data
      const from = component && world.of(component)
      return from && from.id !== situation.workspace.id ? [[from.id, from.name] as const] : []
    }),
  )
  return [...others].flatMap(([id, name]) => (busy(id) ? [runsThere(id, name)] : []))
}

const runsThere = (id: WorkspaceId, name: string): Problem => ({
  code: 'run.busy',
  severity: 'error',
  title: `A run of ${name} is going on`,
  message: `Machines of ${name} would be stopped, and it is just being started or stopped itself.`,
  hint: 'Wait until that run has ended, or cancel it.',
  about: id,
})
