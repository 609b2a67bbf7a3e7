/**
 * @typedef {import('./reports.mjs').Told} Told
 * @typedef {{ name: string, what: string, seconds: number, told: readonly Told[], needed: readonly Told[] }} Result
 *   `needed`: what passed only at a second go, with why it had failed
 */

/**
 * The end of `npm test`, as text: a line a stage, what failed, what needed a second go, what was skipped, what cannot run here, and
 * the sum.
 *
 * @param {readonly Result[]} results @param {readonly string[]} notHere @returns {string}
 */
export function summary(results, notHere) {
  const rows = results.map(({ name, what, seconds, told }) =>
    [
      name.padEnd(9),
      (count(told, 'failed') ? 'FAILED' : 'passed').padEnd(7),
      `${count(told, 'passed')} passed`.padStart(12),
      `${count(told, 'failed')} failed`.padStart(10),
      `${count(told, 'skipped')} skipped`.padStart(11),
      `${seconds.toFixed(1)} s`.padStart(9),
      `  ${what}`,
    ].join(' '),
  )
  /** @param {string} verdict @param {Told['status']} status */
  const named = (verdict, status) =>
    results.flatMap(({ name, told }) => told.filter((one) => one.status === status).map((one) => `${verdict} in ${name}: ${line(one)}`))
  const needed = results.flatMap(({ name, needed }) => needed.map((one) => `Passed only at the second go in ${name}: ${line(one)}`))
  const all = results.flatMap(({ told }) => told)
  const total = `${count(all, 'passed')} passed, ${count(all, 'failed')} failed, ${count(all, 'skipped')} skipped`
  const left = notHere.map((text) => `Not run here: ${text}`)
  return [...rows, '', ...named('Failed', 'failed'), ...needed, ...named('Skipped', 'skipped'), ...left, total].join('\n')
}

/** @param {readonly Told[]} told @param {Told['status']} status */
const count = (told, status) => told.filter((one) => one.status === status).length

/** @param {Told} told */
const line = ({ title, why }) => (why ? `${title} (${why})` : title)
