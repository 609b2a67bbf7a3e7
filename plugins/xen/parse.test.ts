import { expect, test } from 'vitest'
import { recorded } from './fixtures/recorded.ts'
import { firstLines, readDomains, readListed, readVersion } from './parse.ts'
import { readRefusal } from './refusal.ts'

const text = (lines: readonly string[]) => lines.join('\n')

test('every domain but the host’s own must be read from the list, with a name that holds blanks too', () => {
  const list = `${text(recorded.lists.running)}\nold web                                      3   512     2     r-----   12345.6\n`
  expect(readDomains(list)).toEqual([
    { name: 'pv1', id: 1, memoryMib: 160, cpus: 1, flags: '-b----', seconds: 10.9 },
    { name: 'old web', id: 3, memoryMib: 512, cpus: 2, flags: 'r-----', seconds: 12345.6 },
  ])
})

test('what is no list must not be taken for an empty one', () => {
  expect([readDomains('what?'), readDomains(''), readDomains(text(recorded.lists.none))]).toEqual([null, null, []])
})

test('what runs must be read from the long list without the host’s own domain, and rubbish be nothing', () => {
  expect(readListed(text(recorded.long)).map(({ c_info }) => c_info.name)).toEqual(['pv1'])
  expect([readListed('{'), readListed('{}'), readListed('[1]')]).toEqual([[], [], []])
})

test('each recorded complaint must be understood', () => {
  const why = Object.entries(recorded.refusals).map(([name, lines]) => [name, readRefusal(text(lines))])
  expect(Object.fromEntries(why)).toEqual({
    running: { why: 'running' },
    'no memory': { why: 'no-memory' },
    'no kernel': { why: 'file-missing', path: '/srv/guest/vmnone' },
    'no bridge': { why: 'hotplug', device: 'vif', said: 'there is no bridge xenbr9' },
    'no script': { why: 'hotplug', device: 'vif', said: 'cannot execute /etc/xen/scripts/none: No such file or directory' },
    'no disk': { why: 'file-missing', path: '/none.img' },
    'config broken': { why: 'config-broken' },
    'no config': { why: 'file-missing', path: '/tmp/not-there.cfg' },
    'no hvmloader': { why: 'file-missing', path: '/usr/lib/xen-4.17/boot/hvmloader' },
    'no domain': { why: 'no-domain' },
    'disk full': { why: 'disk-full' },
    'no saved file': { why: 'other' },
    'deaf shutdown': { why: 'deaf' },
    'deaf save': { why: 'deaf' },
    'no permission': { why: 'no-permission' },
    'no host': { why: 'no-host' },
    'no host (wrapper)': { why: 'no-host' },
  })
  expect(readRefusal('')).toEqual({ why: 'other' })
})

test('the first complaint must be shown, not the echoes of it', () => {
  expect(firstLines(text(recorded.refusals['no kernel']), 1)).toMatch(/^xc: error: panic: .* failed to open file '\/srv\/guest\/vmnone'/)
  expect(firstLines(text(recorded.refusals.running))).not.toContain('Destruction of domain failed')
})

test('the version must be that of the hypervisor', () => {
  expect([readVersion(text(recorded.info)), readVersion('xl: what?')]).toEqual(['4.17.7', null])
})
