import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectRoot } from './setup/paths.mjs'

const runtime = mkdtempSync(join(tmpdir(), 'runtime-'))
afterAll(() => rmSync(runtime, { recursive: true }))

/** A stand-in for the desktop's runtime that says how it was started. */
writeFileSync(join(runtime, 'electron'), '#!/bin/sh\necho "started with $*"\nexit 7\n')
chmodSync(join(runtime, 'electron'), 0o755)

function start(args: string[], environment: NodeJS.ProcessEnv): Promise<{ code: unknown; said: string }> {
  const script = join(projectRoot, 'build', 'start.mjs')
  return new Promise((done) => {
    execFile(process.execPath, [script, ...args], { env: { ...process.env, ...environment } }, (error, stdout, stderr) =>
      done({ code: error ? error.code : 0, said: stdout + stderr }),
    )
  })
}

test('where the runtime of Electron is, it must be started on the built engine, and its exit code be ours', async () => {
  const { code, said } = await start(['--desk', 'electron', '--quiet'], { ELECTRON_OVERRIDE_DIST_PATH: runtime })
  expect(said).toContain(`${join(projectRoot, 'dist', 'app', 'electron', 'main.js')} --quiet`)
  expect(code).toBe(7)
})

test('a desk that cannot be had must be refused with what to do', async () => {
  const { code, said } = await start(['--desk', 'electron'], { SERVICECOMPOSER_ELECTRON: 'off', ELECTRON_OVERRIDE_DIST_PATH: '' })
  expect(said).toContain("Electron's runtime is not on this computer.")
  expect(code).toBe(1)
})

test('a desk that does not exist must be refused with those that do', async () => {
  expect(await start(['--desk', 'kde'], {})).toEqual({ code: 2, said: 'There is no desk "kde". These are: electron, chromium, browser.\n' })
})
