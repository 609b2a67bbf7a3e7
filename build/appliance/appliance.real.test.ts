import { execFileSync } from 'node:child_process'
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appliance, applianceFolder } from './build.mjs'
import { cpio, device, file, link } from './cpio.mjs'
import { missingPackages } from './tools.mjs'

let cache: string
let before: string | undefined
beforeAll(async () => {
  before = process.env['SERVICECOMPOSER_CACHE']
  cache = await mkdtemp('/tmp/sc-appliance-')
  // The kernel is 27 MB to fetch: the one of the ordinary cache is taken, where there is one.
  const ordinary = applianceFolder()
  await appliance()
  execFileSync('mkdir', ['-p', '-m', '700', `${cache}/appliance`])
  execFileSync('cp', ['-r', `${ordinary}/kernel`, `${cache}/appliance/`])
  process.env['SERVICECOMPOSER_CACHE'] = cache
})
afterAll(async () => {
  if (before === undefined) delete process.env['SERVICECOMPOSER_CACHE']
  else process.env['SERVICECOMPOSER_CACHE'] = before
  await rm(cache, { recursive: true, force: true })
})

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
const listed = (archive: Buffer) =>
  execFileSync('busybox', ['cpio', '-tv'], { input: archive, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })

test('what was made must be kept, and be made again when it was changed', async () => {
  expect((await appliance()).made).toBe(true)
  expect((await appliance()).made).toBe(false)
  await appendFile(`${cache}/appliance/stamp`, 'touched')
  expect((await appliance()).made).toBe(true)
})

test('keys must be readable by their owner only, and stay the same', async () => {
  const { folder, key, knownHosts } = await appliance()
  const secret = await readFile(key, 'utf8')
  expect(secret).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----/)
  expect(await Promise.all([folder, `${folder}/keys`, key, knownHosts, `${folder}/keys/host_ed25519`].map(mode))).toEqual([
    '700',
    '700',
    '600',
    '600',
    '600',
  ])
  expect(await readFile((await appliance()).key, 'utf8')).toBe(secret)
})

test('many that need it at once must get the same', async () => {
  await rm(`${cache}/appliance/keys`, { recursive: true })
  const all = await Promise.all([appliance(), appliance(), appliance()])
  expect(new Set(await Promise.all(all.map(({ knownHosts }) => readFile(knownHosts, 'utf8')))).size).toBe(1)
})

test('the guest must have its programs, its drivers after those they need, and no password', async () => {
  const names = listed(gunzipSync(await readFile((await appliance()).initrd)))
  for (const name of [
    'init',
    'bin/busybox',
    'bin/sh -> busybox',
    'usr/sbin/dropbear',
    'roles/navigator/cgi-bin/index.cgi',
    'dev/console',
  ]) {
    expect(names).toContain(` ${name}`)
  }
  const system = gunzipSync(await readFile((await appliance()).initrd)).toString('latin1')
  expect(system).toContain('root:*:0:0')
  const order = /((?:[a-z_]+\n)+)0707/.exec(system.slice(system.indexOf('drivers/order')))?.[1]?.split('\n') ?? []
  if (order.includes('virtio_net')) expect(order.indexOf('virtio')).toBeLessThan(order.indexOf('virtio_net'))
})

test('an archive must hold files, links and devices of root, made by an ordinary user', () => {
  const text = listed(cpio([file('etc/one', 'text', 0o600), link('bin/sh', 'busybox'), device('dev/console', 5, 1)]))
  expect(text.split('\n').map((line) => line.split(/\s+/)[0])).toEqual([
    'drwxr-xr-x',
    '-rw-------',
    'drwxr-xr-x',
    'lrwxrwxrwx',
    'drwxr-xr-x',
    'crw-------',
    '',
  ])
})

test('where everything is installed nothing must be called missing', async () => {
  expect(await missingPackages()).toEqual([])
})
