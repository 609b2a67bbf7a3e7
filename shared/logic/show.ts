import type { LeftAlone, Plan, Step } from '../model/plan.ts'

/**
 * One line a step, in columns: act, where, after what, why; then what is left alone. The dry run, the output of the
 * command line and the plans in our tests are this text. `nameOf` names carriers that the plan itself does not name.
 */
export function show(plan: Plan, nameOf: (id: string) => string | null = () => null): string {
  const names = new Map<string, string>([...plan.left, ...plan.steps].map(({ target, name }) => [target, name]))
  const byId = new Map(plan.steps.map((step) => [step.id, step]))
  const called = (id: string) => names.get(id) ?? nameOf(id) ?? id.slice(id.indexOf(':') + 1)
  const rows = [
    ...plan.steps.map((step) => [`${step.verb} ${step.name}`, whereOf(step.lane, called), afterOf(step, byId), step.cause]),
    ...plan.left.map(({ name, reason }: LeftAlone) => [`leave ${name}`, '', '', reason]),
  ]
  return [...(plan.steps.length === 0 ? ['nothing to do'] : []), ...columns(rows)].join('\n')
}

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

/** Three spaces between columns; a column that nobody fills takes no room. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => rows.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0))
  return rows.map((row) =>
    row
      .flatMap((cell, column) => (widths[column] === 0 ? [] : [cell.padEnd(widths[column] ?? 0)]))
      .join('   ')
      .trimEnd(),
  )
}
