import type { Problem } from '../../shared/model/problem.ts'

/** What forbids before what warns; each in the order in which it was found. */
export const worstFirst = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'))
