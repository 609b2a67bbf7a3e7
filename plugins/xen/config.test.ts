import { expect, test } from 'vitest'
import { configOf } from './config.ts'
import { XenOptions } from './options.ts'
import { readName, setting } from './parse.ts'
import { domainOf } from './place.ts'

const written = (options: object, name = 'web', locator = {}) => configOf(name, XenOptions.parse(options), locator).split('\n').slice(0, -1)

test('a guest with a kernel must be described by exactly this', () => {
  const options = {
    type: 'pv',
    memoryMib: 160,
    cpus: 2,
    kernel: '/k',
    ramdisk: '/i',
    append: 'console=hvc0 name="a b"',
    cards: [{}, { bridge: 'br1', mac: '00:16:3e:00:00:02', script: 'vif-route' }],
    disks: [{ file: '/dev/vg/web' }, { file: '/a,b.qcow2', format: 'qcow2', device: 'xvdb', readonly: true }],
  }
  expect(written(options, 'web', { mac: '00:16:3e:00:00:01', uuid: '06d3f4a6-5a48-4b6b-9d6f-0c4f7a8f2b11' })).toEqual([
    'name = "web"',
    'uuid = "06d3f4a6-5a48-4b6b-9d6f-0c4f7a8f2b11"',
    'type = "pv"',
    'memory = 160',
    'vcpus = 2',
    'kernel = "/k"',
    'ramdisk = "/i"',
    'extra = "console=hvc0 name=\\"a b\\""',
    'disk = [ "format=raw,vdev=xvda,access=rw,target=/dev/vg/web", "format=qcow2,vdev=xvdb,access=ro,target=/a,b.qcow2" ]',
    'vif = [ "bridge=xenbr0,mac=00:16:3e:00:00:01", "bridge=br1,mac=00:16:3e:00:00:02,script=vif-route" ]',
    'on_crash = "destroy"',
  ])
})

test('what goes with a kernel must be left out where there is none, since Xen would refuse it', () => {
  expect(written({ type: 'hvm', ramdisk: '/i', append: 'quiet' }).filter((line) => /^(ramdisk|extra)/.test(line))).toEqual([])
})

test('a screen must be given in the way of the type', () => {
  expect(written({ type: 'hvm', display: 'vnc' })).toEqual(expect.arrayContaining(['vnc = 1', 'serial = "pty"']))
  expect(written({ type: 'pvh', display: 'vnc', bootloader: 'pygrub' })).toEqual(
    expect.arrayContaining(['vfb = [ "type=vnc" ]', 'bootloader = "pygrub"']),
  )
})

test.each([
  ['a line break in the kernel command line', { append: 'quiet\nname="other"' }],
  ['a comma in a bridge', { cards: [{ bridge: 'xenbr0,script=evil' }] }],
  ['a number as a name', { domain: '0' }],
  ['a blank in a name', { domain: 'a b' }],
])('%s must be refused, since Xen would read something else', (_, options) => {
  expect(XenOptions.safeParse(options).success).toBe(false)
})

test('the name of a domain must be the one that was set, else that of the file, else that of the id, and no number', () => {
  const name = (id: string, options: object) => domainOf({ id, options: XenOptions.parse(options) })
  expect([
    name('machine:web', { domain: 'pv1', config: '/etc/xen/x.cfg' }),
    name('machine:web', { config: '/etc/xen/x.cfg' }),
    name('machine:web 1', {}),
    name('machine:17', {}),
  ]).toEqual(['pv1', 'x', 'web-1', 'domain-17'])
})

test('settings of a config file must be found in either quotes, and not in comments', () => {
  const config = `# name = "no"\nname='web' ; memory = 512\n`
  expect([readName(config), setting(config, 'vcpus')]).toEqual(['web', null])
})
