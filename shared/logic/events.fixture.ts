import type { Event, News } from '../model/event.ts'
import { MachineId, RunId, WorkspaceId } from '../model/id.ts'
import type { Condition } from '../model/machine.ts'
import type { Plan } from '../model/plan.ts'
import { componentId } from './stack.fixture.ts'

export const runId = (name: string) => RunId.parse(`run:${name}`)
export const workspaceId = (name: string) => WorkspaceId.parse(`workspace:${name}`)

/** Stamps news as the engine does: `seq` without gaps, `at` as told. */
export function stamping(first = 1): (at: number, news: News) => Event {
  let seq = first
  return (at, news) => ({ ...news, seq: seq++, at })
}

export const began = (run: string, plan: Plan, workspace = 'am'): News => ({
  type: 'run.began',
  run: runId(run),
  workspace: workspaceId(workspace),
  plan,
  only: null,
  onFailure: 'keep',
  follows: null,
})
export const ended = (run: string, verdict: 'done' | 'failed' | 'cancelled' | 'interrupted', workspace = 'am'): News => ({
  type: 'run.ended',
  run: runId(run),
  workspace: workspaceId(workspace),
  verdict,
})
export const changed = (run: string, step: string, status: Extract<News, { type: 'step.changed' }>['status']): News => ({
  type: 'step.changed',
  run: runId(run),
  step,
  status,
})
export const powered = (run: string, step: string): News => ({ type: 'step.started', run: runId(run), step })
export const said = (run: string, step: string, line: string): News => ({ type: 'step.said', run: runId(run), step, line })
export const probed = (run: string, step: string, probe: number, tries: number, passed: boolean): News => ({
  type: 'step.probed',
  run: runId(run),
  step,
  probe,
  tries,
  passed,
  answer: passed ? 'answered' : 'refused',
})
export const seen = (name: string, condition: Condition): News => ({
  type: 'machine.seen',
  component: componentId(name),
  machine: MachineId.parse(`machine:${name}`),
  condition,
})
