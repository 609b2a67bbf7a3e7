import { machinesOf } from '../../shared/logic/machines-of.ts'
import { gatherMembers, idOf, type Member } from '../../shared/logic/members.ts'
import { atOnce, keyed, type Paced } from '../../shared/logic/paced.ts'
import type { Entry } from '../../shared/model/document.ts'
import { WorkspaceId, type ComponentId, type SessionId } from '../../shared/model/id.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Session } from '../../shared/model/service.ts'
import { Workspace } from '../../shared/model/workspace.ts'
import { layingOver, worldOf, type World } from '../../shared/logic/world.ts'
import { inTurns } from '../engine/turns.ts'
import type { Inventory } from '../inventory/inventory.ts'

/** One workspace with all its references followed, as the document is now. */
export interface Situation {
  readonly workspace: Workspace
  readonly members: readonly Member[]
  readonly byId: ReadonlyMap<ComponentId, Member>
  readonly problems: readonly Problem[]
  readonly revision: number
}

/** The document as the engine asks it; each answer is worked out once a revision. */
export interface Situations {
  /** Throws `workspace.unknown`. */
  of(workspace: WorkspaceId): Situation
  /** Works out in many turns of the event loop what `of` and `world` then answer at once: of a large workspace it is much. */
  ready(workspace: WorkspaceId): Promise<void>
  workspaces(): readonly Workspace[]
  /** The machines that components stand for, references to services among them. */
  machinesOf(components: readonly ComponentId[]): ComponentId[]
  /** The workspace, with all machines of the others laid over its own. Throws `workspace.unknown`. */
  world(workspace: WorkspaceId): World
  /** The members that the steps of a plan act on: those of its workspace, and of others where it stops these too. */
  acting(workspace: WorkspaceId, plan: Plan): readonly Member[]
  /** A workspace that holds the component, best one that `prefer` likes; a service that none holds stands for itself. Throws `component.unknown`. */
  holding(component: ComponentId, prefer: (workspace: WorkspaceId) => boolean): Situation
  /** Throws `session.unknown`. */
  session(id: SessionId): { component: ComponentId; session: Session }
}

export function situations(inventory: Inventory): Situations {
  let revision = -1
  let byId: ReadonlyMap<string, Entry> = new Map()
  let known = new Map<WorkspaceId, Situation>()
  let worlds = new Map<WorkspaceId, World>()
  const fresh = () => {
    if (revision === inventory.revision()) return
    revision = inventory.revision()
    byId = new Map(inventory.entries().map((entry) => [entry.id, entry]))
    known = new Map()
    worlds = new Map()
  }
  const workspaces = () => {
    fresh()
    return [...byId.values()].filter((entry) => entry.type === 'workspace')
  }
  const situationOf = (workspace: Workspace): Situation => {
    const there = known.get(workspace.id) ?? atOnce(situating(workspace, byId, revision))
    known.set(workspace.id, there)
    return there
  }
  const of = (id: WorkspaceId): Situation => {
    fresh()
    const entry = byId.get(id)
    if (entry?.type !== 'workspace') throw new ProblemError(unknown('workspace', id))
    return situationOf(entry)
  }
  /** One step towards all of it; false when there is no more to do, or the document has changed meanwhile. */
  const prepare = async (id: WorkspaceId): Promise<boolean> => {
    const at = inventory.revision()
    const isNow = () => inventory.revision() === at
    if (revision !== at) {
      const fresh = await inTurns(keyed(inventory.entries(), (entry) => entry.id))
      if (isNow()) [revision, byId, known, worlds] = [at, fresh, new Map(), new Map()]
      return true
    }
    const all = workspaces()
    const missing = all.find((workspace) => !known.has(workspace.id))
    if (missing) {
      const situation = await inTurns(situating(missing, byId, at))
      if (isNow()) known.set(missing.id, situation)
      return true
    }
    const first = known.get(id)
    if (!first || worlds.has(id)) return false
    const others = all.flatMap((workspace) => (workspace.id === id ? [] : (known.get(workspace.id) ?? [])))
    const laid = await inTurns(layingOver(first, others))
    if (isNow()) worlds.set(id, laid)
    return true
  }
  const world = (id: WorkspaceId): World => {
    const first = of(id)
    const others = () => workspaces().flatMap((workspace) => (workspace.id === id ? [] : [situationOf(workspace)]))
    const there = worlds.get(id) ?? worldOf(first, others())
    worlds.set(id, there)
    return there
  }
  return {
    workspaces,
    of,
    async ready(id) {
      while (await prepare(id));
    },
    machinesOf(components) {
      fresh()
      return machinesOf(byId, components)
    },
    world,
    acting(id, { steps }) {
      const { members } = of(id)
      if (world(id).members.length === members.length) return members
      const own = new Set<string>(members.flatMap(({ component }) => [component.id, ...component.sessions.map((session) => session.id)]))
      return steps.every(({ target }) => own.has(target)) ? members : world(id).members
    },
    holding(component, prefer) {
      const holders = workspaces()
        .map(situationOf)
        .filter(({ members }) => members.some((member) => member.component.id === component))
      const best = holders.find(({ workspace }) => prefer(workspace.id)) ?? holders[0]
      if (best) return best
      for (const entry of byId.values()) {
        if (entry.type !== 'service' || !entry.components.some(({ id }) => id === component)) continue
        const alone = Workspace.parse({
          type: 'workspace',
          id: WorkspaceId.parse('workspace:alone'),
          name: entry.name,
          services: [entry.id],
        })
        return atOnce(situating(alone, byId, revision))
      }
      throw new ProblemError(unknown('component', component))
    },
    session(id) {
      fresh()
      for (const entry of byId.values()) {
        if (entry.type !== 'service') continue
        for (const component of entry.components) {
          const session = component.sessions.find((each) => each.id === id)
          if (session) return { component: component.id, session }
        }
      }
      throw new ProblemError(unknown('session', id))
    },
  }
}

function* situating(workspace: Workspace, entries: ReadonlyMap<string, Entry>, revision: number): Paced<Situation> {
  const { members, problems } = yield* gatherMembers(workspace, entries)
  return { workspace, members, byId: yield* keyed(members, idOf), problems, revision }
}

const unknown = (what: 'workspace' | 'component' | 'session', id: string): Problem => ({
  code: `${what}.unknown`,
  severity: 'error',
  title: `There is no such ${what}`,
  message: `${id} is not in the document, or not any more.`,
  hint: 'Somebody else may have removed it; look at the list again.',
  about: id,
})
