import type { SeenNow } from '../../shared/contract/contract.ts'
import type { Member } from '../../shared/logic/members.ts'
import type { ComponentId, WorkspaceId } from '../../shared/model/id.ts'
import { isGone } from '../../shared/model/machine.ts'
import type { How, Watched } from '../engine/attention.ts'
import type { Clock } from '../engine/clock.ts'
import { look } from '../engine/look.ts'
import type { Reach } from '../engine/reach.ts'
import type { SeenLast } from '../engine/seen.ts'
import { otherTurn } from '../engine/turns.ts'
import type { Situation, Situations } from './situation.ts'

export interface ObservingParts {
  reach(members: readonly Member[], byId: ReadonlyMap<ComponentId, Member>): Reach
  readonly seen: SeenLast
  readonly clock: Clock
  readonly signal: AbortSignal
}

export interface Observing {
  /** Looks at the workspace's machines now, or at those named with all that carries them. What is new is told. */
  (situation: Situation, only: ReadonlySet<ComponentId> | null): Promise<ReadonlyMap<ComponentId, SeenNow>>
  /** The same for some; `light`: who was ready and is still powered is not probed again. Resolves with those that changed. */
  some(situation: Situation, only: ReadonlySet<ComponentId>, how: How): Promise<ReadonlySet<ComponentId>>
  /**
   * The machines of workspaces in which something was last seen up, or on its way, and that are not `busy`. The same list for as long
   * as the document (its `revision`), what was seen, and who is busy stay the same.
   */
  awake(situations: Situations, revision: number, busy: (workspace: WorkspaceId) => boolean): readonly Watched[]
}

/** So many are noted in one turn of the event loop: what is new is written after it, which takes longer than noting it. */
const NOTED_AT_ONCE = 500

/** Two looks at the same workspace at the same time are one. */
export function observing({ reach, seen, clock, signal }: ObservingParts): Observing {
  const going = new Map<string, Promise<ReadonlyMap<ComponentId, SeenNow>>>()
  const lookNow = async (situation: Situation, only: ReadonlySet<ComponentId> | null, trusted: ReadonlySet<ComponentId> = new Set()) => {
    const found = await look(reach(situation.members, situation.byId), { signal, clock, only, trusted })
    let noted = 0
    for (const each of found.values()) {
      if (++noted % NOTED_AT_ONCE === 0) await otherTurn()
      // Whoever ends meanwhile keeps nothing any more.
      signal.throwIfAborted()
      seen.note(each)
    }
    return found
  }
  const once = (situation: Situation, only: ReadonlySet<ComponentId> | null) => {
    const key = only ? null : `${situation.revision} ${situation.workspace.id}`
    if (key === null) return lookNow(situation, only)
    const there = going.get(key) ?? lookNow(situation, only).finally(() => going.delete(key))
    going.set(key, there)
    return there
  }
  const conditionOf = (id: ComponentId) => seen.of(id)?.condition
  const isUp = (id: ComponentId) => {
    const condition = conditionOf(id)
    return condition !== undefined && !isGone(condition)
  }
  const some: Observing['some'] = async (situation, only, how) => {
    const before = new Map([...only].map((id) => [id, conditionOf(id)]))
    // What carries them is not in question: it is looked at for itself.
    const trusted = situation.members.flatMap(({ component: { id } }) =>
      (how === 'light' || !only.has(id)) && conditionOf(id) === 'ready' ? [id] : [],
    )
    const found = await lookNow(situation, only, new Set(trusted))
    return new Set([...only].filter((id) => found.get(id)?.condition !== before.get(id)))
  }

  let last: { readonly key: string; readonly list: readonly Watched[] } = { key: '', list: [] }
  const awake: Observing['awake'] = (situations, revision, busy) => {
    const calm = situations.workspaces().filter(({ id }) => !busy(id))
    const key = [revision, seen.changes(), ...calm.map(({ id }) => id)].join(' ')
    if (last.key === key) return last.list
    const list = new Map<ComponentId, Watched>()
    for (const { id: workspace } of calm) {
      const { members } = situations.of(workspace)
      if (!members.some(({ component }) => isUp(component.id))) continue
      for (const { component, on } of members) {
        if (!list.has(component.id)) list.set(component.id, { component: component.id, workspace, on, up: isUp(component.id) })
      }
    }
    last = { key, list: [...list.values()] }
    return last.list
  }
  return Object.assign(once, { some, awake })
}
