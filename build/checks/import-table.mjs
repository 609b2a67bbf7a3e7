/**
 * Who may import whom, in words (design.md, "Folders and who may import whom"). The first row whose `files` match a file is
 * its law; what no row covers may import nothing. Own files are matched by path, packages by name, Node's by `node:`.
 *
 * @typedef {{ name: string, files: RegExp, own: RegExp[], packages: RegExp[] }} Row
 */

const anything = /./
const node = /^node:/
const testing = [/^vitest$/, /^vitest\//, /^fast-check$/, node]
const isTest = String.raw`(\.test\.tsx?$|\.test-fixture\.tsx?$|\/real\/|\/fixtures\/)`
const shared = /^shared\//
const renderer = /^renderer\//

/** Packages of the screen: they draw, and know nothing of machines. */
const screen = [
  /^react(-dom)?(\/|$)/,
  /^zustand(\/|$)/,
  /^@xyflow\//,
  /^@dagrejs\//,
  /^@mantine\//,
  /^@tabler\//,
  /^@tanstack\//,
  /^@xterm\//,
  /^@novnc\//,
  /^@devolutions\//,
  /^@fontsource/,
  /^zod$/,
]

/** Every package but the runtime of the desktop. */
const notElectron = /^(?!electron(\/|$))/

/** The door that the desktop's key store fulfils, as electron/app/desk.ts is the one its windows fulfil. */
const vaultInterface = /^electron\/inventory\/vault\.ts$/

/** The parts of the engine's host: everything in electron/ except the two desks and the roots. */
const parts = /^electron\/(?!host\/|chromium\/)[^/]+\//

/** @type {readonly Row[]} */
export const table = [
  { name: 'tests of shared', files: new RegExp(`^shared/.*${isTest}`), own: [shared], packages: [/^zod$/, ...testing] },
  {
    name: 'tests of plugins',
    files: new RegExp(`^plugins/(conformance[^/]*\\.ts$|.*${isTest})`),
    own: [shared, /^plugins\//, /^electron\/(sessions|engine)\//],
    packages: [/^zod$/, ...testing],
  },
  {
    name: 'tests of electron',
    files: new RegExp(`^electron/.*${isTest}`),
    own: [shared, /^plugins\//, /^electron\//],
    packages: [anything],
  },
  { name: 'tests of renderer', files: new RegExp(`^renderer/.*${isTest}`), own: [shared, renderer], packages: [...screen, ...testing] },

  { name: 'shared', files: shared, own: [shared], packages: [/^zod$/] },
  { name: 'plugins', files: /^plugins\//, own: [shared, /^plugins\//], packages: [/^zod$/] },
  {
    name: 'electron/host',
    files: /^electron\/host\//,
    own: [shared, /^electron\/(host|app)\//, vaultInterface],
    packages: [/^electron$/, /^electron\//, node],
  },
  { name: 'electron/chromium', files: /^electron\/chromium\//, own: [shared, /^electron\/(chromium|app)\//], packages: [notElectron] },
  { name: 'the composition roots', files: /^electron\/(main|daemon|cli)\.ts$/, own: [anything], packages: [anything] },
  { name: 'electron', files: parts, own: [shared, parts], packages: [notElectron] },
  { name: 'renderer', files: renderer, own: [shared, renderer], packages: screen },
  { name: 'e2e', files: /^e2e\//, own: [shared, /^e2e\//], packages: [/^@playwright\/test$/, node] },
  { name: 'build', files: /^build\//, own: [anything], packages: [anything] },
  { name: 'root configuration', files: /^[^/]+\.(ts|mjs)$/, own: [/^build\//], packages: [anything] },
]
