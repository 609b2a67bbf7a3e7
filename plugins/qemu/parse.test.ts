import { expect, test } from 'vitest'
import { recorded } from './fixtures/recorded.ts'
import { lastLines, readRefusal, readStatus, readVersion } from './parse.ts'

const statusOf = (name: keyof typeof recorded.answers) => readStatus(JSON.parse(recorded.answers[name].at(-1) ?? '').return)

test('recorded states must be the conditions people know', () => {
  expect([statusOf('query-status prelaunch'), statusOf('query-status running'), statusOf('query-status paused')]).toEqual([
    { condition: 'starting' },
    { condition: 'on' },
    { condition: 'paused' },
  ])
})

test('a guest whose processor stands still must not be called on', () => {
  for (const status of ['internal-error', 'guest-panicked']) {
    expect(readStatus({ status })).toMatchObject({ condition: 'unknown', note: expect.any(String) })
  }
})

test('a state or an answer that is not known must be unknown', () => {
  expect(readStatus({ status: 'dreaming' })).toEqual({ condition: 'unknown', note: 'QEMU says "dreaming"' })
  expect(readStatus('what?').condition).toBe('unknown')
})

test('recorded complaints must be told apart', () => {
  expect(Object.entries(recorded.refusals).map(([name, stderr]) => [name, readRefusal(stderr)])).toEqual([
    ['running', { why: 'running' }],
    ['port-used', { why: 'port-used', at: '127.0.0.1:2201' }],
    ['disk-locked', { why: 'disk-locked', file: 'web.qcow2' }],
    ['no-memory', { why: 'no-memory' }],
    ['other', { why: 'other' }],
  ])
})

test('the version must be read, and nonsense must have none', () => {
  expect([readVersion(recorded.version.stdout), readVersion('bash: not found')]).toEqual(['7.2.22', null])
})

test('warnings must not hide what went wrong', () => {
  expect(lastLines('qemu: warning: old\nqemu: broken\n')).toBe('qemu: broken')
})
