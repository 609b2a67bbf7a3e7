import type { World, Holding } from '../../shared/logic/world.ts'
import { ComponentId, type MachineId, type WorkspaceId } from '../../shared/model/id.ts'
import type { Goal, Step } from '../../shared/model/plan.ts'
import type { RunRecord } from '../../shared/model/run.ts'

/** Another workspace that wanted the machine up and has not let go of it; with its own name for it. */
export interface User {
  readonly workspace: Holding['workspace']
  readonly component: ComponentId
  readonly name: string
}

/** What earlier runs say of machines, as far as nobody can see it on them. */
export interface Uses {
  users(machine: MachineId): readonly User[]
  /** Whether the last that was done to it was to put it to sleep. */
  sleeps(machine: MachineId): boolean
}

const LETS_GO: ReadonlySet<Goal> = new Set(['down', 'save'])

/**
 * A workspace uses the machines that its last start brought up, or found up; until its own stop was to stop them, or any run did.
 * `runs` come newest first.
 */
export function usesOf(workspace: WorkspaceId, world: World, others: readonly Holding[], runs: readonly RunRecord[]): Uses {
  const names = new Map(others.map((other) => [other.workspace.id, other.workspace]))
  const users = new Map<MachineId, User[]>()
  const settled = new Set<string>()
  const stopped = new Set<MachineId>()
  const last = new Map<MachineId, Step['verb']>()
  const machineOf = (target: string) => {
    const component = ComponentId.safeParse(target).data
    return component && world.standFor(component)?.machine.id
  }
  for (const { workspace: ran, plan, steps } of runs) {
    const other = ran === workspace ? undefined : names.get(ran)
    for (const { target, name } of other ? [...plan.steps, ...plan.left] : []) {
      const machine = machineOf(target)
      if (!machine || !other || settled.has(`${ran} ${machine}`) || !(plan.goal === 'up' || LETS_GO.has(plan.goal))) continue
      settled.add(`${ran} ${machine}`)
      if (plan.goal !== 'up' || stopped.has(machine)) continue
      users.set(machine, [...(users.get(machine) ?? []), { workspace: other, component: ComponentId.parse(target), name }])
    }
    for (const { id, target, verb } of plan.steps) {
      const machine = steps[id]?.status === 'done' ? machineOf(target) : undefined
      if (!machine) continue
      if (verb === 'stop' || verb === 'save') stopped.add(machine)
      if (!last.has(machine)) last.set(machine, verb)
    }
  }
  return { users: (machine) => users.get(machine) ?? [], sleeps: (machine) => last.get(machine) === 'suspend' }
}
