import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { endTree } from './process.ts'

/** A real display of a test that lets in only who shows its cookie, with or without a window manager. */
export interface TestDisplay extends AsyncDisposable {
  /** `:123` */
  readonly name: string
  /** The environment of programs that show their windows on it. */
  readonly env: NodeJS.ProcessEnv
  /** All windows by their titles, as the display itself knows them. */
  titles(): string[]
}

/** Starts Xvfb on a free display, and openbox on it where `managed`; resolves when both answer. */
export async function startDisplay(managed = false): Promise<TestDisplay> {
  const folder = mkdtempSync(join(tmpdir(), 'sc-display-'))
  const authority = join(folder, 'Xauthority')
  const cookie = randomBytes(16).toString('hex')
  // Under any number: which one is free the server finds out itself.
  execFileSync('xauth', ['-q', '-f', authority, 'add', `${hostname()}/unix:0`, 'MIT-MAGIC-COOKIE-1', cookie])
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset', '-auth', authority], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await numberOf(server)
  const name = `:${number}`
  execFileSync('xauth', ['-q', '-f', authority, 'add', name, 'MIT-MAGIC-COOKIE-1', cookie])
  const env = { ...process.env, DISPLAY: name, XAUTHORITY: authority, WAYLAND_DISPLAY: '' }
  const manager = managed ? spawn('openbox', ['--sm-disable'], { env, stdio: 'ignore' }) : null
  const tree = () => execFileSync('xwininfo', ['-root', '-tree'], { env, encoding: 'utf8' })
  const hasManager = () =>
    /_NET_SUPPORTING_WM_CHECK.*0x/.test(execFileSync('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], { env, encoding: 'utf8' }))
  while (manager && !hasManager()) await setTimeout(50)
  return {
    name,
    env,
    titles: () => [...tree().matchAll(/^\s+0x[0-9a-f]+ "(.*)":/gm)].map(([, title = '']) => title),
    async [Symbol.asyncDispose]() {
      if (manager) await endTree(manager)
      await endTree(server)
      rmSync(folder, { recursive: true })
    },
  }
}

async function numberOf(server: ChildProcess): Promise<number> {
  const pipe = server.stdio[3]
  if (!pipe || !('on' in pipe)) throw new Error('Xvfb has no pipe')
  let text = ''
  pipe.on('data', (data: Buffer) => {
    text += data.toString()
  })
  while (!text.endsWith('\n')) {
    if (server.exitCode !== null) throw new Error('Xvfb did not start')
    await setTimeout(20)
  }
  return Number(text)
}
