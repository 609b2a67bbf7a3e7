import type { Goal, Step, Verb } from '../model/plan.ts'
import { EXPECTED, stepId, type Draft, type PlanInput } from './draft.ts'
import type { Member } from './members.ts'

/** The goals that are one act on the machines that are named. */
export type ActGoal = Exclude<Goal, 'up' | 'down'>

/** The act on each machine that is named. */
export function actSteps(input: PlanInput, goal: ActGoal): Draft {
  const { members, only, seen, canDo } = input
  const draft: Draft = { steps: [], left: [] }
  for (const member of members) {
    const { component } = member
    if (!only?.includes(component.id)) continue
    if (canDo(component.id, goal)) draft.steps.push(actStep(member, goal, [], `seen ${seen(component.id)}, asked for by name`, input))
    else draft.left.push({ target: component.id, name: component.name, reason: `its kind of machine cannot ${goal}` })
  }
  return draft
}

const actStep = (
  { component, machine, on }: Member,
  verb: ActGoal,
  needs: Step['needs'],
  cause: string,
  { timeouts }: PlanInput,
): Step => ({
  id: stepId(verb, component.id),
  verb,
  target: component.id,
  name: component.name,
  plugin: machine.plugin,
  lane: on ?? 'ground',
  needs,
  cause,
  expect: EXPECTED[verb],
  timeoutMs: timeouts.startMs,
  attempts: 1,
  opposite: opposites[verb],
  rungs: [],
})

const opposites: Readonly<Record<ActGoal, Verb | null>> = { suspend: 'resume', resume: 'suspend', save: 'start', reset: null }
