import { fromHere } from '../../shared/logic/from-here.ts'
import { membersOf } from '../../shared/logic/members.ts'
import { machinesOf } from '../../shared/logic/nest.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Condition } from '../../shared/model/machine.ts'
import type { Goal } from '../../shared/model/plan.ts'
import { useConsole } from '../store/console.ts'
import { useDocument } from '../store/document.ts'
import type { Live } from '../../shared/logic/live.ts'
import { isUp } from '../ui/states.ts'
import { planPart, wantPart } from './planPart.ts'
import type { Stage } from './useScene.ts'

/** One thing that can be done with a part while nobody draws. */
export interface PartAction {
  readonly id: string
  readonly title: string
  /** Why it cannot be done now; null when it can. */
  readonly why: string | null
  readonly run: () => void
}

type Ground = Pick<Stage, 'workspace' | 'running' | 'known' | 'whole'>

const ACTS: readonly { goal: Exclude<Goal, 'up' | 'down'>; title: string }[] = [
  { goal: 'suspend', title: 'Suspend' },
  { goal: 'resume', title: 'Resume' },
  { goal: 'save', title: 'Save to disk' },
  { goal: 'reset', title: 'Reset' },
]

/** What can be done with these parts, in groups; the same for menus, buttons and the palette. A reference means all its machines. */
export function partActions(stage: Ground, ids: readonly ComponentId[], seen: Live['seen']): PartAction[][] {
  const { workspace, running, known, whole } = stage
  const parts = [...new Set(ids.flatMap((id) => (whole.get(id)?.means ? machinesOf(whole, id).map((p) => p.component.id) : [id])))]
  const machines = parts.flatMap((id) => {
    const is = whole.get(id)?.component.is
    const machine = is && 'machine' in is ? known.machines.get(is.machine) : undefined
    const card = known.cards.find((one) => one.id === machine?.plugin)
    return machine ? [{ id, card, condition: seen[id]?.condition }] : []
  })
  const [only] = machines.length === 1 && ids.length === 1 ? machines : []
  const noRun = !workspace
    ? 'It is in no service-workspace.'
    : running
      ? 'Something runs already.'
      : machines.length === 0
        ? 'Nothing in it.'
        : null
  const allUp = machines.every(({ condition }) => condition === 'ready')
  const allOff = machines.every(({ condition }) => condition === 'off' || condition === 'absent')
  const these = ids.length > 1 ? 'these' : 'this'
  const can = (goal: Goal) => machines.some(({ card }) => card?.verbs.some((verb) => verb === goal))
  return [
    [
      { id: 'from-here', title: 'Start from here', why: noRun, run: () => planPart(stage, 'up', upward(stage, parts)) },
      { id: 'only', title: `Start only ${these}`, why: noRun ?? (allUp ? 'It is ready.' : null), run: () => planPart(stage, 'up', parts) },
    ],
    [
      { id: 'stop', title: 'Stop', why: noRun ?? (allOff ? 'It is off.' : null), run: () => wantPart(stage, 'down', parts) },
      {
        id: 'stop-all',
        title: 'Stop with dependants',
        why: noRun ?? (allOff ? 'It is off.' : null),
        run: () => planPart(stage, 'down', parts, { dependants: 'stop' }),
      },
      ...ACTS.filter(({ goal }) => can(goal)).map(
        ({ goal, title }): PartAction => ({
          id: goal,
          title,
          why: noRun ?? whyNot(goal, machines),
          run: () => wantPart(stage, goal, parts),
        }),
      ),
    ],
    [
      { id: 'needs', title: 'Who needs me?', why: noRun, run: () => wantPart(stage, 'down', parts, true) },
      ...(only?.card?.console
        ? [
            {
              id: 'console',
              title: 'Show console',
              why: isUp(only.condition) ? null : 'It is not running.',
              run: () => useConsole.getState().read(only.id, whole.get(only.id)?.component.name ?? ''),
            },
          ]
        : []),
    ],
  ]
}

function whyNot(goal: Goal, machines: readonly { readonly condition: Condition | undefined }[]): string | null {
  if (goal === 'resume')
    return machines.some(({ condition }) => condition === 'paused' || condition === 'unknown') ? null : 'It is not suspended.'
  if (machines.some(({ condition }) => isUp(condition) || (goal !== 'suspend' && condition === 'paused'))) return null
  return 'It is not running.'
}

/** The parts with everything above them. */
function upward({ workspace }: Ground, parts: readonly ComponentId[]): readonly ComponentId[] {
  if (!workspace) return parts
  return fromHere(membersOf(workspace, new Map(Object.entries(useDocument.getState().entries))).members, parts)
}
