import { expect, test } from 'vitest'
import { Machine } from '../../model/machine.ts'
import { Service } from '../../model/service.ts'
import { Workspace } from '../../model/workspace.ts'
import { findMeant } from './find.ts'
import { parseCtys } from './line.ts'
import { membersOf } from '../members.ts'

const machine = (label: string, plugin = 'qemu', more: object = {}) =>
  Machine.parse({ type: 'machine', id: `machine:${label}`, label, plugin, ...more })
const session = (component: string, name: string, plugin: string) => ({ id: `session:${component}.${name}`, name, plugin })
const uuid = '123e4567-e89b-42d3-a456-426614174000'

/** pm1 carries xen1, which carries gis and web; another gis stands on pm2. */
const machines = [
  machine('pm1', 'pm', { locator: { tcp: '10.0.0.1' } }),
  machine('pm2', 'pm'),
  machine('xen1', 'xen', { locator: { mac: '52:54:00:AA:00:01' } }),
  machine('gis', 'xen', { locator: { uuid, file: '/vm/gis/gis.cfg' } }),
  machine('web', 'qemu', { options: { disk: '/vm/web/web.qcow2' } }),
  machine('gis2', 'qemu', { label: 'gis' }),
]
const is = (label: string) => ({ machine: `machine:${label}` })
const service = Service.parse({
  type: 'service',
  id: 'service:lab',
  name: 'lab',
  components: [
    { id: 'component:pm1', name: 'pm1', is: is('pm1'), sessions: [session('pm1', 'shell', 'cli'), session('pm1', 'myApp', 'xvnc')] },
    { id: 'component:pm2', name: 'pm2', is: is('pm2') },
    { id: 'component:xen1', name: 'xen1', is: is('xen1'), on: 'component:pm1', sessions: [session('xen1', 'shell', 'cli')] },
    {
      id: 'component:gis',
      name: 'gis',
      is: is('gis'),
      on: 'component:xen1',
      sessions: [session('gis', 'console', 'vnc'), session('gis', 'log', 'serial')],
    },
    { id: 'component:web', name: 'web', is: is('web'), on: 'component:xen1' },
    { id: 'component:gis2', name: 'gis', is: is('gis2'), on: 'component:pm2', sessions: [session('gis2', 'desk', 'rdp')] },
  ],
})
const workspace = Workspace.parse({ type: 'workspace', id: 'workspace:lab', name: 'Lab', services: [service.id] })
const byId = new Map([...machines, service, workspace].map((entry) => [entry.id, entry] as const))
const holders = [{ workspace, members: membersOf(workspace, new Map(byId)).members }]

const find = (...words: string[]) => {
  const line = parseCtys(words)
  if ('problem' in line || !line.calls[0]) throw new Error('not understood')
  const finding = findMeant(line.calls[0], holders)
  if ('missing' in finding) return finding.missing
  const { member, session: shown, named } = finding.found
  return `${member.component.id.slice(10)}${shown ? ` ${shown.name}` : ''}${named ? ', named' : ''}`
}

test('a session is found by its name on the machine, whatever its kind, and by its kind', () => {
  expect(find('-t', 'VNC', '-a', 'create=l:myApp,reconnect', 'pm1')).toBe('pm1 myApp, named')
  expect(find('-a', 'create=l:myApp', 'pm1')).toBe('pm1 myApp, named')
  expect(find('-a', 'create=l:myApp')).toBe('pm1 myApp, named')
  expect(find('-t', 'CLI', '-a', 'create=l:xen1')).toBe('xen1 shell, named')
  expect(find('-t', 'VNC', '-a', 'create=reuse', 'pm1')).toBe('pm1 myApp, named')
})

test('a machine is found by any of its keys, and below what carries it', () => {
  expect(find('-t', 'XEN', '-a', 'create=l:gis', 'xen1')).toBe('gis console')
  expect(find('-a', `create=u:${uuid.toUpperCase()}`)).toBe('gis console')
  expect(find('-a', 'create=p:/vm/gis/gis.cfg', 'pm1')).toBe('gis console')
  expect(find('-a', 'create=p:/vm/web/web.qcow2,l:web')).toBe('web')
  expect(find('-a', 'create=m:52:54:00:aa:00:01')).toBe('xen1 shell')
  expect(find('-a', 'create=t:10.0.0.1')).toBe('pm1 shell')
  expect(find('-a', 'create=f:web.q')).toBe('web')
  expect(find('-a', 'create=l:gis', 'pm2')).toBe('gis2 desk')
})

test('a stack address alone means its last level', () => {
  expect(find('-a', 'create=connect', 'pm1[xen1][gis]')).toBe('gis console')
  expect(find('-a', 'create=connect', 'pm1[gis]')).toBe('gis console')
  expect(find('-a', 'create=connect', 'localhost[pm2][l:gis]')).toBe('gis2 desk')
  expect(find('-a', 'create=connect,console:cli', 'pm1[xen1][gis]')).toBe('gis log')
})

test('what is not there, or not unique, is told with what is', () => {
  expect(find('-a', 'create=l:gis')).toBe(
    'That are 2: pm1[xen1][gis] (console) of Lab, pm2[gis] (desk) of Lab. Say more of the one that is meant.',
  )
  expect(find('-a', 'create=l:gis', 'pm3')).toContain('No machine of the inventory is reached by that. Known there: pm1, shell, myApp')
  expect(find('-a', 'create=l:atlas', 'pm2')).toContain('Nothing there is called so. Known there: pm2, gis, desk')
  expect(find('-t', 'RDP', '-a', 'create=l:xen1')).toBe('pm1[xen1] of Lab: no session there is of the type RDP.')
  expect(find('-t', 'QEMU', '-a', 'create=l:xen1')).toBe('pm1[xen1] of Lab is not of the type QEMU.')
})
