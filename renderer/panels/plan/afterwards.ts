import { causeOf, failuresOf, isTakingBack, restOf } from '../../../shared/logic/aftermath.ts'
import type { Condition } from '../../../shared/model/machine.ts'
import type { Step } from '../../../shared/model/plan.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { counted } from '../../ui/time.ts'
import { doingOf } from './words.ts'

/** Several names in one line: `gis`, `gis and circus`, `gis, circus and 3 more`. */
export function listed(names: readonly string[]): string {
  const [first = '', second = '', ...more] = names
  if (names.length < 2) return first
  return more.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${more.length} more`
}

/** Why a step was not even begun: `because start host failed`; null where nobody can tell. */
export function because(step: Step, run: RunRecord): string | null {
  const cause = causeOf(step, run)
  return cause && `because ${cause.verb} ${cause.name} ${run.steps[cause.id]?.status ?? 'failed'}`
}

/** What an interrupted run was at: `It was being started: 3 of 8 steps were done, start gis was under way.` */
export function underWay(record: RunRecord): string {
  const { plan, steps } = record
  const done = plan.steps.filter(({ id }) => steps[id]?.status === 'done').length
  const begun = restOf(record).filter(({ id }) => steps[id]?.status === 'cancelled' && steps[id]?.began !== null)
  const acts =
    begun.length === 0
      ? ''
      : `, ${listed(begun.map(({ verb, name }) => `${verb} ${name}`))} ${begun.length === 1 ? 'was' : 'were'} under way`
  const what = isTakingBack(record) ? 'was being taken back' : `was being ${doingOf[plan.goal]}`
  return `It ${what}: ${done} of ${counted(plan.steps.length, 'step')} ${done === 1 ? 'was' : 'were'} done${acts}.`
}

/** In which order conditions are told: what is there first. */
const ORDER: readonly (readonly [Condition, string])[] = [
  ['ready', 'ready'],
  ['on', 'powered'],
  ['starting', 'starting'],
  ['stopping', 'stopping'],
  ['paused', 'suspended'],
  ['off', 'off'],
  ['absent', 'not there'],
  ['unknown', 'not seen'],
]

/** What is true now: `Now 2 are ready, gis is starting, 3 are off.` Empty where nobody has looked. */
export function trueNow(machines: readonly { readonly name: string; readonly condition: Condition | undefined }[]): string {
  if (machines.every(({ condition }) => condition === undefined)) return ''
  const told = ORDER.flatMap(([wanted, word]) => {
    const names = machines.filter(({ condition = 'unknown' }) => condition === wanted).map(({ name }) => name)
    if (names.length === 0) return []
    return names.length > 2 ? [`${names.length} are ${word}`] : [`${listed(names)} ${names.length === 1 ? 'is' : 'are'} ${word}`]
  })
  return `Now ${told.join(', ')}.`
}

/** Why a run failed, for one line: each cause once, and what it held up. */
export function whyFailed(record: RunRecord): string {
  const [first, ...others] = failuresOf(record)
  if (!first) return 'It did not come to its end.'
  const { step, problem, alike, skipped } = first
  const title = problem?.title ?? `${step.verb} ${step.name} failed`
  const parts = [
    alike.length > 0 ? `${counted(alike.length, 'other')} of the same thing` : '',
    skipped.length > 0 ? `${counted(skipped.length, 'step')} skipped because of it` : '',
    others.length > 0 ? `${counted(others.length, 'other problem')}` : '',
  ].filter(Boolean)
  return parts.length === 0 ? `${title}.` : `${title}; ${parts.join(', ')}.`
}
