import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appliance, applianceFolder } from '../appliance/build.mjs'
import { hostDisk, INSIDE } from './host-disk.mjs'

let cache: string
let before: string | undefined
beforeAll(async () => {
  before = process.env['SERVICECOMPOSER_CACHE']
  cache = await mkdtemp('/tmp/sc-host-')
  // The kernel is 27 MB to fetch: the one of the ordinary cache is taken, where there is one.
  const ordinary = applianceFolder()
  await appliance()
  await cp(join(ordinary, 'kernel'), join(cache, 'appliance', 'kernel'), { recursive: true })
  process.env['SERVICECOMPOSER_CACHE'] = cache
})
afterAll(async () => {
  if (before === undefined) delete process.env['SERVICECOMPOSER_CACHE']
  else process.env['SERVICECOMPOSER_CACHE'] = before
  await rm(cache, { recursive: true, force: true })
})

/** The names in a folder of the disk, read without mounting it. */
function listed(disk: string, folder: string): string[] {
  const text = execFileSync('/sbin/debugfs', ['-R', `ls -p /${folder}`, disk], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return text.split('\n').flatMap((line) => line.split('/')[5] ?? [])
}

test('the disk of a host must be kept, and be made again only when something in it has changed', async () => {
  const first = await hostDisk()
  expect(first.made).toBe(true)
  expect((await stat(first.disk)).mode & 0o777).toBe(0o600)
  expect((await hostDisk()).made).toBe(false)
})

test('it must hold all that the next level needs, at the places that its machines name', async () => {
  const { disk, kernel, initrd } = await hostDisk()
  expect(listed(disk, 'bin')).toEqual(expect.arrayContaining(['qemu-system-x86_64', 'socat', 'qemu-ga']))
  expect(listed(disk, 'sbin')).toContain('dropbear')
  expect(listed(disk, 'lib/drivers')).toEqual(expect.arrayContaining(['irqbypass.ko', 'kvm.ko', 'kvm_amd.ko', 'kvm_intel.ko', 'order']))
  expect(listed(disk, 'lib/x86_64-linux-gnu/qemu')).toContain('accel-tcg-x86_64.so')
  for (const [inside, outside] of [
    [INSIDE.kernel, kernel],
    [INSIDE.initrd, initrd],
  ] as const) {
    const about = execFileSync('/sbin/debugfs', ['-R', `stat ${inside.slice('/usr'.length)}`, disk], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(about).toContain(`Size: ${(await stat(outside)).size}`)
  }
})
