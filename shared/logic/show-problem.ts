import type { Problem } from '../model/problem.ts'

/** A problem as plain text: title, what and why, what to do, its code; each on a line of its own. */
export function showProblem({ severity, title, message, hint, code, detail }: Problem): string {
  const lines = [`${severity}: ${title}`, `  ${message}`, hint && `  try: ${hint}`, detail && indent(detail), `  (${code})`]
  return lines.filter(Boolean).join('\n')
}

const indent = (text: string) =>
  text
    .split('\n')
    .map((line) => `  | ${line}`)
    .join('\n')
