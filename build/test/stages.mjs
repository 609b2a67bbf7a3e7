import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, projectRoot } from '../setup/paths.mjs'
import { ensureRenderer } from '../setup/renderer.mjs'
import { mutationsTold, playwrightTold, single, vitestTold } from './reports.mjs'

/**
 * @typedef {import('./reports.mjs').Told} Told
 * @typedef {{ name: string, what: string, prepare?: () => Promise<unknown>, command: (extra: readonly string[]) => readonly string[],
 *   environment?: NodeJS.ProcessEnv, told: (passed: boolean) => readonly Told[], onRealComponents?: boolean, long?: true }} Stage
 *   `long` ones are done only when asked for
 */

const reports = join(cacheFolder, 'reports')
mkdirSync(reports, { recursive: true })

/** @param {string} name a package @param {string} path of its program */
const program = (name, path) => [process.execPath, join(projectRoot, 'node_modules', name, path)]

/** A stage that finds nothing to test has failed, unless somebody asked for a part of it. @param {string} flag @param {readonly string[]} extra */
const narrowed = (flag, extra) => (extra.length > 0 ? [flag, ...extra] : [])

/** @param {string} project @param {string} what @param {() => Promise<unknown>} [prepare] @returns {Stage} */
const vitest = (project, what, prepare) => {
  const report = join(reports, `${project}.json`)
  return {
    name: project,
    what,
    prepare: async () => {
      rmSync(report, { force: true })
      await prepare?.()
    },
    command: (extra) => [
      ...program('vitest', 'vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...narrowed('--passWithNoTests', extra),
    ],
    told: (passed) => vitestTold(report, passed),
    onRealComponents: project !== 'unit',
  }
}

/** @param {string} name @param {string} what @param {readonly string[]} projects @returns {Stage} */
const stories = (name, what, projects) => {
  const report = join(reports, `${name}.json`)
  return {
    name,
    what,
    prepare: async () => {
      rmSync(report, { force: true })
      await ensureRenderer()
    },
    command: (extra) => [
      ...program('@playwright/test', 'cli.js'),
      'test',
      ...projects.map((project) => `--project=${project}`),
      '--reporter=list,json',
      ...narrowed('--pass-with-no-tests', extra),
    ],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    told: (passed) => playwrightTold(report, passed),
    onRealComponents: true,
  }
}

const mutations = join(reports, 'mutations.json')

/** What `npm test` and, with the long ones, `npm test -- --all` do, in this order; what costs least comes first. @type {readonly Stage[]} */
export const stages = [
  {
    name: 'format',
    what: 'format and lint',
    command: (extra) => [...program('@biomejs/biome', 'bin/biome'), 'check', ...extra],
    told: (passed) => single('format and lint', passed),
  },
  {
    name: 'rules',
    what: 'import rule, house rules',
    command: () => [process.execPath, join(projectRoot, 'build', 'checks', 'rules.mjs')],
    told: (passed) => single('import rule, house rules', passed),
  },
  {
    name: 'types',
    what: 'types of every folder',
    command: () => [...program('typescript', 'bin/tsc'), '-b'],
    told: (passed) => single('types', passed),
  },
  vitest('unit', 'unit tests'),
  vitest('real', 'tests on real components', ensureRenderer),
  stories('e2e', 'scenarios in a browser and on the Chromium desk', ['browser', 'chromium-desk']),
  { ...stories('e2e-desk', 'the long scenarios on the Chromium desk', ['chromium-desk-long']), long: true },
  {
    name: 'mutations',
    what: 'deliberate faults in the run loop and the planner, each of which must break the promise meant',
    long: true,
    prepare: async () => rmSync(mutations, { force: true }),
    command: (extra) => [process.execPath, join(projectRoot, 'build', 'mutations.mjs'), ...extra],
    told: (passed) => mutationsTold(mutations, passed),
  },
  { ...vitest('long', 'tests that take minutes: stacks of machines in machines', ensureRenderer), long: true },
]
