import type { ComponentId } from '../model/id.ts'
import type { CheckName, Override } from '../model/override.ts'
import type { Problem } from '../model/problem.ts'
import type { Member } from './members.ts'

/** What a check before the start found, and all who are in it: an override that names one of them silences it. */
export interface Finding {
  readonly problem: Problem
  readonly involved: readonly ComponentId[]
}

/** What is wrong, about the first of those involved. */
export const finding = (
  check: CheckName,
  involved: readonly [Member, ...Member[]],
  words: Omit<Problem, 'severity' | 'about' | 'check'>,
): Finding => ({
  problem: { ...words, severity: 'error', about: involved[0].component.id, check },
  involved: involved.map(({ component }) => component.id),
})

/** The findings as problems: what was overridden stays to be read, as a warning that says so and forbids nothing. */
export function withOverrides(findings: readonly Finding[], overrides: readonly Override[]): Problem[] {
  const overridden = new Set(overrides.map(({ check, component }) => `${check} ${component}`))
  return findings.map(({ problem, involved }) => {
    const { check } = problem
    return check && involved.some((id) => overridden.has(`${check} ${id}`)) ? asWarning(problem, check) : problem
  })
}

const asWarning = (problem: Problem, check: CheckName): Problem => ({
  ...problem,
  severity: 'warning',
  message: `${problem.message} The check "${check}" is overridden, so it is started all the same.`,
})
