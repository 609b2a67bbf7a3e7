import type { LeftAlone, Plan, Step } from '../model/plan.ts'
import { along, atOnce, keyed, type Paced } from './paced.ts'

/**
 * One line a step, in columns: act, where, after what, why; then what is left alone. The dry run, the output of the
 * command line and the plans in our tests are this text. `nameOf` names carriers that the plan itself does not name.
 */
export const show = (plan: Plan, nameOf?: NameOf): string => atOnce(showing(plan, nameOf))

type NameOf = (id: string) => string | null

/** The same as work that can be laid down in between. */
export function* showing(plan: Plan, nameOf: NameOf = () => null): Paced<string> {
  const { steps, left } = plan
  const names = new Map<string, string>()
  const naming = ({ target, name }: LeftAlone | Step) => names.set(target, name)
  yield* along(left, naming)
  yield* along(steps, naming)
  const byId = yield* keyed(steps, ({ id }) => id)
  const called = (id: string) => names.get(id) ?? nameOf(id) ?? id.slice(id.indexOf(':') + 1)
  function* rows(): Generator<Row> {
    for (const step of steps) yield [`${step.verb} ${step.name}`, whereOf(step.lane, called), afterOf(step, byId), step.cause]
    for (const { name, reason } of left) yield [`leave ${name}`, '', '', reason]
  }
  const lines = yield* columns(rows)
  return (steps.length === 0 ? ['nothing to do', ...lines] : lines).join('\n')
}

type Row = readonly string[]

/** Where a step's load is felt, in words: nothing for this computer, `here` for windows. */
export function whereOf(lane: string, called: (id: string) => string): string {
  if (lane === 'ground') return ''
  return lane === 'desk' ? 'here' : `on ${called(lane)}`
}

/** What a step waits for, in words: nothing when it begins at once. */
export function afterOf({ needs }: Step, byId: ReadonlyMap<string, Step>): string {
  const words = needs.map(({ step, gate }) => {
    const need = byId.get(step)
    return `${need ? `${need.verb} ${need.name}` : step}${gate === 'started' ? ' began' : ''}`
  })
  return words.length > 0 ? `after ${words.join(', ')}` : ''
}

/** Three spaces between columns; a column that nobody fills takes no room. The rows are made twice: all of a large plan take much room. */
function* columns(rows: () => Iterable<Row>): Paced<string[]> {
  const widths: number[] = []
  yield* along(rows(), (row) => row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length))))
  const lines: string[] = []
  yield* along(rows(), (row) =>
    lines.push(
      row
        .flatMap((cell, column) => (widths[column] === 0 ? [] : [cell.padEnd(widths[column] ?? 0)]))
        .join('   ')
        .trimEnd(),
    ),
  )
  return lines
}
