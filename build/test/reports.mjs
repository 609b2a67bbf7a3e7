import { existsSync, readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

/**
 * One test of a stage, as its report tells it.
 *
 * @typedef {{ file: string, title: string, status: 'passed' | 'failed' | 'skipped', why: string }} Told `why` it failed, in a line
 */

/** A stage that says yes or no. @param {string} name @param {boolean} passed @returns {Told[]} */
export const single = (name, passed) => [{ file: '', title: name, status: passed ? 'passed' : 'failed', why: '' }]

/**
 * What a run of Vitest came to. A file that could not even be loaded has no failed test in it and still is one.
 *
 * @param {string} report its JSON @param {boolean} passed how its process ended @returns {Told[]}
 */
export const vitestTold = (report, passed) =>
  honest(report, passed, (json) =>
    json.testResults.flatMap((/** @type {any} */ { name, status, message, assertionResults }) =>
      status === 'failed' && assertionResults.length === 0
        ? [{ file: name, title: 'the file itself', status: 'failed', why: firstLine(message) }]
        : assertionResults.map((/** @type {any} */ one) => ({
            file: name,
            title: one.fullName,
            status: one.status === 'passed' || one.status === 'failed' ? one.status : 'skipped',
            why: firstLine(one.failureMessages?.[0]),
          })),
    ),
  )

/**
 * What a run of Playwright came to.
 *
 * @param {string} report its JSON @param {boolean} passed how its process ended @returns {Told[]}
 */
export const playwrightTold = (report, passed) => honest(report, passed, (json) => json.suites.flatMap(scenariosIn))

/**
 * What the deliberate faults came to: a check each.
 *
 * @param {string} report its JSON @param {boolean} passed how its process ended @returns {Told[]}
 */
export const mutationsTold = (report, passed) =>
  honest(report, passed, (json) =>
    json.map((/** @type {any} */ { what, found, why }) => ({
      file: '',
      title: what,
      status: found ? 'passed' : 'failed',
      why: firstLine(why),
    })),
  )

/** @param {any} suite @returns {Told[]} */
function scenariosIn(suite) {
  const here = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests.map((/** @type {any} */ one) => ({
      file: spec.file,
      title: `${spec.title} (${one.projectName})`,
      status: one.status === 'expected' ? 'passed' : one.status === 'skipped' ? 'skipped' : 'failed',
      why: firstLine(one.results?.[0]?.error?.message),
    })),
  )
  return [...here, ...(suite.suites ?? []).flatMap(scenariosIn)]
}

/**
 * A process that ended badly has failed, whatever its report says.
 *
 * @param {string} report @param {boolean} passed @param {(json: any) => Told[]} read @returns {Told[]}
 */
function honest(report, passed, read) {
  if (!existsSync(report)) return single('the stage itself', passed)
  const told = read(JSON.parse(readFileSync(report, 'utf8')))
  return passed || told.some(({ status }) => status === 'failed') ? told : [...told, ...single('the stage itself', false)]
}

/** @param {unknown} text */
const firstLine = (text) =>
  stripVTControlCharacters(String(text ?? ''))
    .split('\n', 1)[0]
    ?.trim() ?? ''
