import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkImports } from './imports.mjs'

const made: string[] = []
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

/** What the rule says about a project of these files. */
function judged(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'imports-'))
  made.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return checkImports(root, Object.keys(files)).map(({ file, line, message }) => `${file}:${line} ${message}`)
}

const leaf = 'export const x = 1\nexport type X = typeof x\n'

test('what the design allows must pass', () => {
  expect(
    judged({
      'shared/model/id.ts': `import { z } from 'zod'\n${leaf}`,
      'plugins/sim/index.ts': `import type { X } from '../../shared/model/id.ts'\n${leaf}`,
      'electron/app/composer.ts': `import { readFile } from 'node:fs/promises'\nimport { x } from '../engine/drive.ts'\n`,
      'electron/engine/drive.ts': leaf,
      'electron/host/tray.ts': `import { Tray } from 'electron'\n`,
      'electron/daemon.ts': `import '../plugins/sim/index.ts'\n`,
      'renderer/main.tsx': `import { useState } from 'react'\nimport { x } from '../shared/model/id.ts'\n`,
    }),
  ).toEqual([])
})

test.each([
  ['a type', "import type { X } from '../../plugins/sim/index.ts'"],
  ['a type in place', "export type Y = import('../../plugins/sim/index.ts').X"],
  ['a value', "import { x } from '../../plugins/sim/index.ts'"],
  ['a whole folder', "import { x } from '../../plugins/sim'"],
  ['a value passed on', "export { x } from '../../plugins/sim/index.ts'"],
  ['everything passed on', "export * from '../../plugins/sim/index.ts'"],
  ['a value fetched later', "export const later = () => import('../../plugins/sim/index.ts')"],
  ['an old-style require', "require('../../plugins/sim/index.ts')"],
  ['a worker', "new Worker(new URL('../../plugins/sim/index.ts', import.meta.url))"],
  ['a way round', "import { x } from '../../shared/../plugins/sim/index.ts'"],
])('the engine must not reach into plugins, not even for %s', (_what, line) => {
  expect(judged({ 'plugins/sim/index.ts': leaf, 'electron/engine/drive.ts': `\n${line}\n` })).toEqual([
    'electron/engine/drive.ts:2 electron may not import plugins/sim/index.ts',
  ])
})

test.each([
  ['shared/logic/plan.ts', 'node:fs', 'shared may not import the package node:fs'],
  ['plugins/qemu/index.ts', 'node:net', 'plugins may not import the package node:net'],
  ['electron/app/composer.ts', 'electron', 'electron may not import the package electron'],
  ['electron/chromium/desk.ts', 'electron/main', 'electron/chromium may not import the package electron/main'],
  ['electron/host/tray.ts', 'ws', 'electron/host may not import the package ws'],
  ['renderer/main.tsx', 'ws', 'renderer may not import the package ws'],
  ['e2e/app.ts', 'ws', 'e2e may not import the package ws'],
])('%s must not import %s', (file, target, message) => {
  expect(judged({ [file]: `import '${target}'\n` })).toEqual([`${file}:1 ${message}`])
})

test('the screen must not know where its engine lives', () => {
  expect(judged({ 'renderer/main.tsx': "import '../electron/app/composer.ts'\n", 'electron/app/composer.ts': leaf })).toEqual([
    'renderer/main.tsx:1 renderer may not import electron/app/composer.ts',
  ])
})

test('a test of plugins may use a real shell, and the plugin beside it may not', () => {
  const line = "import { x } from '../../electron/sessions/local.ts'\n"
  expect(judged({ 'electron/sessions/local.ts': leaf, 'plugins/cli/index.test.ts': line, 'plugins/cli/index.ts': line })).toEqual([
    'plugins/cli/index.ts:1 plugins may not import electron/sessions/local.ts',
  ])
})

test('the product must not lean on what is there for tests', () => {
  expect(judged({ 'electron/host/testing/tray.ts': leaf, 'electron/host/tray.ts': "import { x } from './testing/tray.ts'\n" })).toEqual([
    'electron/host/tray.ts:1 electron/host may not import electron/host/testing/tray.ts, which is for tests',
  ])
})

test('imports must not run in a circle, types included', () => {
  expect(
    judged({
      'shared/a.ts': "import type { X } from './b.ts'\n",
      'shared/b.ts': "import type { X } from './c.ts'\n",
      'shared/c.ts': "\nexport type { X } from './a.ts'\n",
    }),
  ).toEqual(['shared/c.ts:2 imports in a circle: shared/a.ts → shared/b.ts → shared/c.ts → shared/a.ts'])
})

test('a file that no row of the table covers must be named', () => {
  expect(judged({ 'electron/parts.ts': "import 'ws'\n" })).toEqual([
    'electron/parts.ts:1 no row of build/checks/import-table.mjs says what this file may import',
  ])
})

test('a path that leads nowhere or out of the project must be named', () => {
  expect(judged({ 'shared/a.ts': "import './gone.ts'\nimport '../../elsewhere.ts'\n" })).toEqual([
    'shared/a.ts:1 imports shared/gone.ts, which is not there',
    'shared/a.ts:2 imports ../elsewhere.ts, outside of the project',
  ])
})
