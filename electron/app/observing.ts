import type { SeenNow } from '../../shared/contract/contract.ts'
import type { Member } from '../../shared/logic/members.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import type { Clock } from '../engine/clock.ts'
import { look } from '../engine/look.ts'
import type { Reach } from '../engine/reach.ts'
import type { SeenLast } from '../engine/seen.ts'
import type { Situation } from './situation.ts'

export interface ObservingParts {
  reach(members: readonly Member[]): Reach
  readonly seen: SeenLast
  readonly clock: Clock
  readonly signal: AbortSignal
}

export interface Observing {
  /** Looks at the workspace's machines now, or at those named with all that carries them. What is new is told. */
  (situation: Situation, only: ReadonlySet<ComponentId> | null): Promise<ReadonlyMap<ComponentId, SeenNow>>
  /** The same, but who was ready and is still powered is not probed again; now and then all are. */
  lightly(situation: Situation): Promise<unknown>
  /** The workspaces in which something was last seen up, or on its way. */
  awake(situations: readonly Situation[]): WorkspaceId[]
}

/** Of so many light looks one is a full one. */
const FULL_EVERY = 5

/** Two looks at the same workspace at the same time are one. */
export function observing({ reach, seen, clock, signal }: ObservingParts): Observing {
  const going = new Map<string, Promise<ReadonlyMap<ComponentId, SeenNow>>>()
  const lookNow = async (situation: Situation, only: ReadonlySet<ComponentId> | null, trusted: ReadonlySet<ComponentId> = new Set()) => {
    const found = await look(reach(situation.members), { signal, clock, only, trusted })
    for (const each of found.values()) seen.note(each)
    return found
  }
  const once = (situation: Situation, only: ReadonlySet<ComponentId> | null) => {
    const key = only ? null : `${situation.revision} ${situation.workspace.id}`
    if (key === null) return lookNow(situation, only)
    const there = going.get(key) ?? lookNow(situation, only).finally(() => going.delete(key))
    going.set(key, there)
    return there
  }
  const isUp = ({ component }: Member) => {
    const condition = seen.of(component.id)?.condition
    return condition !== undefined && condition !== 'off' && condition !== 'absent'
  }
  let lightLooks = 0
  const lightly = async (situation: Situation) => {
    if (++lightLooks % FULL_EVERY === 0) return once(situation, null)
    const ready = situation.members.map(({ component }) => component.id).filter((id) => seen.of(id)?.condition === 'ready')
    return lookNow(situation, null, new Set(ready))
  }
  return Object.assign(once, {
    lightly,
    awake: (all: readonly Situation[]) => all.flatMap(({ workspace, members }) => (members.some(isUp) ? [workspace.id] : [])),
  })
}
