import { check } from '../../shared/logic/check.ts'
import { digest } from '../../shared/logic/digest.ts'
import { makePlan } from '../../shared/logic/plan.ts'
import { show } from '../../shared/logic/show.ts'
import type { Member } from '../../shared/logic/members.ts'
import type { Asked, Need, SeenNow } from '../../shared/contract/contract.ts'
import type { ComponentId, PluginId, SessionId, WorkspaceId } from '../../shared/model/id.ts'
import type { Plan, Verb } from '../../shared/model/plan.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import type { Clock } from '../engine/clock.ts'
import { currentOptions } from '../engine/target.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { cardOf } from './cards.ts'
import type { Desk } from './desk.ts'
import type { Situation, Situations } from './situation.ts'

export interface Planned {
  readonly plan: Plan
  readonly digest: string
  readonly problems: Problem[]
  readonly needing: Need[]
  readonly text: string
}

/** What is asked of a plan. */
export type PlanWish = Asked<'plan.make'>

export interface PlanningParts {
  readonly situations: Situations
  readonly inventory: Inventory
  readonly plugins: ReadonlyMap<PluginId, Plugin>
  readonly desk: Desk
  readonly clock: Clock
  /** Looks at these members now. */
  look(situation: Situation, only: ReadonlySet<ComponentId> | null): Promise<ReadonlyMap<ComponentId, SeenNow>>
  /** Whether the plugin can work on this computer, and why not. */
  usable(plugin: Plugin): Promise<readonly Problem[]>
  readonly timeouts?: Timeouts | undefined
}

/** In ms, of a single step. */
export interface Timeouts {
  readonly startMs: number
  readonly windowMs: number
}

const TIMEOUTS: Timeouts = { startMs: 5 * 60_000, windowMs: 30_000 }

/** Looks, then plans; whatever speaks against running the plan comes with it. */
export function planning(parts: PlanningParts) {
  const { situations, inventory, plugins, desk, clock } = parts
  const cards = [...plugins.values()].map(cardOf)
  const canDo = ({ machine }: Member, verb: Exclude<Verb, 'stop'>) => {
    const plugin = plugins.get(machine.plugin)
    return plugin?.role === 'machine' && verb !== 'open' && verb !== 'close' && plugin.acts[verb] !== undefined
  }

  return async ({ workspace, goal, only, dependants }: PlanWish): Promise<Planned> => {
    const situation = situations.of(workspace)
    const members = new Map(situation.members.map((member) => [member.component.id, member]))
    const seen = await parts.look(situation, null)
    const cardFor = (id: ComponentId) => cards.find((card) => card.id === members.get(id)?.machine.plugin)
    const can = (id: ComponentId, verb: Exclude<Verb, 'stop'>) => {
      const member = members.get(id)
      return member !== undefined && canDo(member, verb)
    }
    const elsewhere = usersElsewhere(workspace, situations, inventory)
    const plan = makePlan({
      goal,
      members: situation.members,
      seen: (id) => seen.get(id)?.condition ?? 'unknown',
      windows: desk.kind === 'none' ? null : new Set(desk.windows().filter((key): key is SessionId => key !== 'app')),
      only,
      dependants,
      of: () => null,
      sleeps: () => false,
      claimedElsewhere: (id) => {
        const member = members.get(id)
        return member ? elsewhere(member) : null
      },
      canDo: can,
      stops: (id) => cardFor(id)?.rungs ?? [],
      ground: (id) => cardFor(id)?.ground ?? false,
      basis: { revision: situation.revision, observedAt: clock.now() },
      limits: situation.workspace.limits,
      timeouts: parts.timeouts ?? TIMEOUTS,
    })
    const claims = ({ component, machine }: Member) => {
      const plugin = plugins.get(machine.plugin)
      return plugin?.role === 'machine'
        ? plugin.claims(currentOptions(plugin, machine.options, machine.optionsVersion, component.name))
        : []
    }
    const found = [...situation.problems, ...check({ members: situation.members, plugins: cards, claims })]
    const problems = goal !== 'up' ? found.map(softened) : [...found, ...(await missingTools(plan, members))]
    const nameOf = (id: string) => situation.members.find(({ component }) => component.id === id)?.component.name ?? null
    return { plan, digest: digest(plan), problems, needing: [], text: show(plan, nameOf) }
  }

  /** Tools that a step on this computer needs and that are not there. On other machines that is seen when the step runs. */
  async function missingTools(plan: Plan, members: ReadonlyMap<ComponentId, Member>): Promise<Problem[]> {
    const here = plan.steps.filter(({ lane, verb }) => lane === 'ground' && verb === 'start').map((step) => step.plugin)
    const kinds = [...new Set(here)].flatMap((id) => plugins.get(id) ?? [])
    const starters = kinds.filter((plugin) =>
      [...members.values()].some((member) => member.machine.plugin === plugin.id && canDo(member, 'start')),
    )
    return (await Promise.all(starters.map(parts.usable))).flat()
  }
}

/** What forbids to start something must not forbid to take it down, except where no order can be found. */
const softened = (problem: Problem): Problem =>
  problem.code === 'plan.circle' || problem.code === 'plugin.unknown' ? problem : { ...problem, severity: 'warning' }

/** The name of another workspace whose last run over the same machine brought it up, or wanted it up. */
function usersElsewhere(workspace: WorkspaceId, situations: Situations, inventory: Inventory): (member: Member) => string | null {
  const others = situations.workspaces().filter(({ id }) => id !== workspace)
  const runs = others.length > 0 ? inventory.runs(200) : []
  return ({ machine }) => {
    for (const other of others) {
      const twin = situations.of(other.id).members.find((member) => member.machine.id === machine.id)
      if (!twin) continue
      const touches = ({ steps, left }: Plan) => [...steps, ...left].some(({ target }) => target === twin.component.id)
      const last = runs.find((run) => run.workspace === other.id && touches(run.plan))
      if (last?.plan.goal === 'up') return other.name
    }
    return null
  }
}
