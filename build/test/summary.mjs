/**
 * @typedef {import('./counts.mjs').Counts} Counts
 * @typedef {{ name: string, what: string, seconds: number, counts: Counts }} Result
 */

/**
 * The end of `npm test`, as text: a line a stage, what was skipped and what cannot run here, and the sum.
 *
 * @param {readonly Result[]} results @param {readonly string[]} notHere @returns {string}
 */
export function summary(results, notHere) {
  const rows = results.map(({ name, what, seconds, counts }) => {
    const verdict = counts.failed ? 'FAILED' : 'passed'
    return [
      name.padEnd(9),
      verdict.padEnd(7),
      `${counts.passed} passed`.padStart(12),
      `${counts.failed} failed`.padStart(10),
      `${counts.skipped.length} skipped`.padStart(11),
      `${seconds.toFixed(1)} s`.padStart(9),
      `  ${what}`,
    ].join(' ')
  })
  const skipped = results.flatMap(({ name, counts }) => counts.skipped.map((title) => `Skipped in ${name}: ${title}`))
  /** @param {(counts: Counts) => number} of */
  const sum = (of) => results.reduce((total, { counts }) => total + of(counts), 0)
  const total = `${sum((one) => one.passed)} passed, ${sum((one) => one.failed)} failed, ${sum((one) => one.skipped.length)} skipped`
  return [...rows, '', ...skipped, ...notHere.map((line) => `Not run here: ${line}`), total].join('\n')
}
