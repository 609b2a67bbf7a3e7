import type { Edit, Entry } from '../../../shared/model/document.ts'
import { MachineId, RunId, ServiceId, WorkspaceId } from '../../../shared/model/id.ts'
import { Machine } from '../../../shared/model/machine.ts'
import { type Problem, ProblemError } from '../../../shared/model/problem.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { Service } from '../../../shared/model/service.ts'
import { Workspace } from '../../../shared/model/workspace.ts'

// Small real documents for the tests of this folder.

export const machine = (name: string, more: Partial<Machine> = {}): Machine =>
  Machine.parse({ type: 'machine', id: `machine:${name}`, label: name, plugin: 'sim', ...more })

/** A service whose components are the machines of the same names. */
export const service = (name: string, machines: readonly string[]): Service =>
  Service.parse({
    type: 'service',
    id: `service:${name}`,
    name,
    components: machines.map((each) => ({ id: `component:${each}`, name: each, is: { machine: `machine:${each}` } })),
  })

export const workspace = (name: string, services: readonly string[]): Workspace =>
  Workspace.parse({ type: 'workspace', id: `workspace:${name}`, name, services: services.map((each) => `service:${each}`) })

export const add = (...entries: readonly Entry[]): Edit => Object.fromEntries(entries.map((entry) => [entry.id, [null, entry]]))
export const remove = (...entries: readonly Entry[]): Edit => Object.fromEntries(entries.map((entry) => [entry.id, [entry, null]]))

export const ids = {
  machine: (name: string) => MachineId.parse(`machine:${name}`),
  service: (name: string) => ServiceId.parse(`service:${name}`),
}

export const run = (name: string, more: Partial<RunRecord> = {}): RunRecord => ({
  id: RunId.parse(`run:${name}`),
  workspace: WorkspaceId.parse('workspace:lab'),
  plan: { goal: 'up', basis: { revision: 1, observedAt: 1 }, limits: { all: 4, perLane: 2 }, steps: [], left: [] },
  began: 1_000,
  ended: null,
  verdict: null,
  only: null,
  onFailure: 'keep',
  follows: null,
  followUp: null,
  steps: {},
  ...more,
})

/** The problem that `act` is refused with. */
export function problemOf(act: () => unknown): Problem {
  try {
    act()
  } catch (cause) {
    if (cause instanceof ProblemError) return cause.problem
    throw cause
  }
  throw new Error('nothing was refused')
}
