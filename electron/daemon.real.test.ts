import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { access, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../shared/contract/connect.ts'
import { findOwner } from './app/owner.ts'
import { dial } from './bridge/socket-wire.ts'

const daemon = join(import.meta.dirname, 'daemon.ts')

async function folder() {
  const data = await mkdtemp(join(tmpdir(), 'daemon-'))
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  return data
}

/** Starts a daemon; ended with the test. */
function started(args: readonly string[]) {
  const child = spawn(process.execPath, [daemon, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit').then(([code]: unknown[]) => code)
  const { promise: printed, resolve } = Promise.withResolvers<string>()
  let out = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    if (out.includes('\n')) resolve(out.trim())
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  onTestFinished(async () => {
    kill(child)
    await ended
  })
  return { child, printed: Promise.race([printed, ended.then(() => errors)]), ended, errors: () => errors }
}
const kill = (child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL') => void (child.exitCode === null && child.kill(signal))

test('a daemon must print its link, answer on it, and end cleanly on SIGTERM', async () => {
  const data = await folder()
  const { child, printed, ended } = started(['--data', data])
  expect(await printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/)
  const { wire, hangUp } = await dial(findOwner(data)!)
  const { composer } = connect(wire, () => undefined)
  expect(await composer['app.info']({})).toMatchObject({ desk: 'browser', data, pid: child.pid })
  expect((await composer['plugins.list']({})).plugins.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['qemu', 'sim', 'pm', 'cli', 'vnc']),
  )
  hangUp()
  expect((await stat(join(data, 'inventory.sqlite'))).mode & 0o777).toBe(0o600)
  kill(child, 'SIGTERM')
  expect(await ended).toBe(0)
  await expect(access(join(data, 'engine.json'))).rejects.toThrow('ENOENT')
  expect(await readFile(join(data, 'engine.log'), 'utf8')).toBe('')
})

test('a second daemon on the same data must show the first and leave it alone', async () => {
  const data = await folder()
  const first = started(['--data', data])
  const link = await first.printed
  const second = started(['--data', data])
  expect(await second.printed).toBe(link)
  expect(await second.ended).toBe(0)
  expect(first.child.exitCode).toBe(null)
})

test('after a daemon was killed the next one must find its document, its bell must not mislead', async () => {
  const data = await folder()
  const first = started(['--data', data])
  await first.printed
  const { wire } = await dial(findOwner(data)!)
  const workspace = {
    type: 'workspace' as const,
    id: 'workspace:w' as never,
    name: 'W',
    services: [],
    layouts: [],
    onFailure: 'keep' as const,
    limits: { all: 32, perLane: 8 },
    overrides: [],
    quickStart: false,
    starred: false,
    tags: [],
  }
  await connect(wire, () => undefined).composer['document.edit']({ edit: { 'workspace:w': [null, workspace] } })
  kill(first.child)
  await first.ended
  expect(findOwner(data)).toBe(null)
  const second = started(['--data', data])
  await second.printed
  const { wire: again, hangUp } = await dial(findOwner(data)!)
  expect((await connect(again, () => undefined).composer['document.read']({})).entries).toEqual([workspace])
  hangUp()
})

test('app.quit must end the process after its answer', async () => {
  const data = await folder()
  const { printed, ended } = started(['--data', data])
  await printed
  const { wire } = await dial(findOwner(data)!)
  expect(await connect(wire, () => undefined).composer['app.quit']({ stop: true })).toEqual({})
  expect(await ended).toBe(0)
})

test('a port that is no port must be refused with the usage and exit code 2', async () => {
  const { ended, errors } = started(['--port', 'ten'])
  expect(await ended).toBe(2)
  expect(errors()).toContain('--port ten is no port')
})

test('a daemon must make the example, and take it in without a question left', async () => {
  const data = await folder()
  await started(['--data', data]).printed
  const { wire, hangUp } = await dial(findOwner(data)!)
  const { composer } = connect(wire, () => undefined)
  const { text } = await composer['example.make']({})
  expect(text).not.toContain('${')
  expect(await composer['document.import']({ text })).toMatchObject({ workspaces: ['workspace:circus-exploration'], problems: [] })
  hangUp()
})
