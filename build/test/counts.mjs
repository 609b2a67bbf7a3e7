import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: readonly string[] }} Counts */

/** A stage that says yes or no. @param {boolean} passed @returns {Counts} */
export const single = (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] })

/**
 * What a run of Vitest came to. A file that could not even be loaded has no failed test in it and still is one.
 *
 * @param {string} report its JSON @param {boolean} passed how its process ended @returns {Counts}
 */
export function countVitest(report, passed) {
  const json = read(report)
  if (!json) return single(passed)
  /** @type {{ status: string, fullName: string }[]} */
  const tests = json.testResults.flatMap((/** @type {any} */ file) => file.assertionResults)
  const silent = json.testResults.filter((/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0)
  return honest(passed, {
    passed: tests.filter((one) => one.status === 'passed').length,
    failed: tests.filter((one) => one.status === 'failed').length + silent.length,
    skipped: tests.filter((one) => !['passed', 'failed'].includes(one.status)).map((one) => one.fullName),
  })
}

/**
 * What a run of Playwright came to.
 *
 * @param {string} report its JSON @param {boolean} passed how its process ended @returns {Counts}
 */
export function countPlaywright(report, passed) {
  const json = read(report)
  if (!json) return single(passed)
  const { expected, unexpected, flaky } = json.stats
  return honest(passed, { passed: expected, failed: unexpected + flaky, skipped: json.suites.flatMap(skippedIn) })
}

/**
 * What the deliberate faults came to: a check each.
 *
 * @param {string} report its JSON @param {boolean} passed how its process ended @returns {Counts}
 */
export function countMutations(report, passed) {
  const json = read(report)
  if (!json) return single(passed)
  /** @type {{ found: boolean }[]} */
  const verdicts = json
  const met = verdicts.filter(({ found }) => found).length
  return honest(passed, { passed: met, failed: verdicts.length - met, skipped: [] })
}

/** @param {any} suite @returns {string[]} */
function skippedIn(suite) {
  const here = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests
      .filter((/** @type {any} */ one) => one.status === 'skipped')
      .map((/** @type {any} */ one) => `${spec.title} (${one.projectName})`),
  )
  return [...here, ...(suite.suites ?? []).flatMap(skippedIn)]
}

/** A process that ended badly has failed, whatever its report says. @param {boolean} passed @param {Counts} counts @returns {Counts} */
const honest = (passed, counts) => (passed || counts.failed > 0 ? counts : { ...counts, failed: 1 })

/** @param {string} report */
const read = (report) => (existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null)
