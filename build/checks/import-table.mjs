/**
 * Who may import whom (design.md, "Folders and who may import whom"). The first row whose `files` match is a file's law; a file
 * that no row covers may import nothing. Own files are matched by path, packages by name, Node's own by `node:`.
 *
 * @typedef {{ name: string, files: RegExp, own: RegExp[], packages: RegExp[] }} Row
 */

const anything = /./
const node = /^node:/
const zod = /^zod$/
const shared = /^shared\//
const plugins = /^plugins\//
const renderer = /^renderer\//
const e2e = /^e2e\//
const build = /^build\//

/** Every package but the runtime of the desktop. */
const notElectron = /^(?!electron(\/|$))/

/** Packages of the screen: they draw, and know nothing of machines. */
const screen = [
  /^react(-dom)?(\/|$)/,
  /^zustand(\/|$)/,
  /^@(xyflow|dagrejs|mantine|tabler|tanstack|xterm|novnc|devolutions|fontsource|fontsource-variable)\//,
  zod,
]

/** The doors of the app that a desk fulfils: windows, and the keeper of keys. */
const doors = [/^electron\/app\//, /^electron\/inventory\/vault\.ts$/]

/** The parts of the engine's host: everything in electron/ except the two desks and the roots. */
const parts = /^electron\/(?!host\/|chromium\/)[^/]+\//

/** @type {readonly Row[]} */
const code = [
  { name: 'shared', files: shared, own: [shared], packages: [zod] },
  { name: 'plugins', files: plugins, own: [shared, plugins], packages: [zod] },
  { name: 'electron/host', files: /^electron\/host\//, own: [shared, /^electron\/host\//, ...doors], packages: [/^electron(\/|$)/, node] },
  { name: 'electron/chromium', files: /^electron\/chromium\//, own: [shared, /^electron\/chromium\//, ...doors], packages: [notElectron] },
  { name: 'electron', files: parts, own: [shared, parts], packages: [notElectron] },
  { name: 'a composition root', files: /^electron\/(main|daemon|cli|assemble|example)\.ts$/, own: [anything], packages: [anything] },
  { name: 'renderer', files: renderer, own: [shared, renderer], packages: screen },
  { name: 'e2e', files: e2e, own: [shared, e2e], packages: [/^@playwright\/test$/, node] },
  { name: 'build', files: build, own: [anything], packages: [anything] },
  {
    name: 'root configuration',
    files: /^[^/]+\.(ts|mjs)$/,
    own: [build, /^electron\/chromium\/(find|switches)\.ts$/],
    packages: [anything],
  },
]

const testing = [/^vitest(\/|$)/, /^fast-check$/, node]

/** What tests may import on top of what they test: real shells for plugins, real plugins for the engine. @type {readonly Row[]} */
const tests = [
  { name: 'a test of shared', files: shared, own: [shared], packages: [zod, ...testing] },
  { name: 'a test of plugins', files: plugins, own: [shared, plugins, /^electron\/(sessions|engine)\//], packages: [zod, ...testing] },
  { name: 'a test of electron', files: /^electron\//, own: [shared, plugins, /^electron\//], packages: [anything] },
  { name: 'a test of renderer', files: renderer, own: [shared, renderer], packages: [...screen, ...testing] },
  { name: 'a test of build', files: build, own: [anything], packages: [anything] },
]

/** Tests, and the folders that hold what only tests need. */
const onlyTested = /(\.test\.tsx?$|\/(real|testing|fixtures)\/|^plugins\/conformance)/

/** @param {string} file */
export const isTest = (file) => onlyTested.test(file)

/** @param {string} file @returns {Row | undefined} */
export const rowOf = (file) => (isTest(file) ? tests : code).find((row) => row.files.test(file))
