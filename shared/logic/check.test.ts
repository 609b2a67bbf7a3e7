import { expect, test } from 'vitest'
import { ProblemError } from '../model/problem.ts'
import { check, type CheckInput } from './check.ts'
import { membersFrom, type Drawing } from './stack.fixture.ts'

const plugins: CheckInput['plugins'] = [
  { id: 'sim', role: 'machine', title: 'Simulated machine', localities: [] },
  { id: 'leaf', role: 'machine', title: 'Leaf', localities: [] },
  { id: 'cli', role: 'session', title: 'Terminal', localities: ['connection', 'local'] },
]
const codes = (input: Partial<CheckInput> & Pick<CheckInput, 'members'>) =>
  check({ plugins, facts: () => null, ...input }).map(({ code, about, message }) => [code, about, message])
const of = (drawing: Drawing) => membersFrom(drawing)
const first = (drawing: Drawing) => {
  const [member] = of(drawing)
  if (!member) throw new RangeError('a drawing of nothing')
  return member
}

test('a sound stack has no problems', () => {
  expect(
    codes({
      members: of({ host: '', web: 'on host, after db, window', db: 'on host' }),
    }),
  ).toEqual([])
})

test('an unknown kind of machine is named, and the known ones with it', () => {
  const member = first({ web: '' })
  expect(codes({ members: [{ ...member, machine: { ...member.machine, plugin: 'hyperv' } }] })).toEqual([
    [
      'plugin.unknown',
      'component:web',
      'web wants the machine plugin hyperv, which this ServiceComposer does not have. Known are sim, leaf.',
    ],
  ])
  expect(codes({ members: [{ ...member, machine: { ...member.machine, plugin: 'cli' } }] })[0]?.[0]).toBe('plugin.role')
})

test('an unknown kind of session, and an end that it does not offer, are problems of the component', () => {
  const member = first({ web: 'window' })
  const having = (change: object) => ({
    ...member,
    component: { ...member.component, sessions: member.component.sessions.map((session) => ({ ...session, ...change })) },
  })
  expect(codes({ members: [having({ plugin: 'spice' })] })).toEqual([
    ['plugin.unknown', 'component:web', 'It wants the session plugin spice, which this ServiceComposer does not have. Known are cli.'],
  ])
  expect(codes({ members: [having({ locality: 'server' })] })).toEqual([
    ['session.locality', 'component:web', 'Terminal has no locality server; it has connection, local.'],
  ])
})

test('one machine, or one session, drawn twice is a problem of the second', () => {
  const [a, b] = of({ a: '', b: '' })
  if (!a || !b) throw new RangeError('two were drawn')
  expect(codes({ members: [a, { ...b, machine: a.machine }] }).map(([code, about]) => [code, about])).toEqual([
    ['machine.twice', 'component:b'],
  ])
  const [c, d] = of({ c: 'window', d: 'window' })
  if (!c || !d) throw new RangeError('two were drawn')
  const doubled = { ...d, component: { ...d.component, sessions: c.component.sessions } }
  expect(codes({ members: [c, doubled] }).map(([code, about]) => [code, about])).toEqual([['session.twice', 'component:d']])
})

test('options that do not fit are the problem of their component, and a fault of ours is not hidden', () => {
  const invalid = new ProblemError({
    code: 'options.invalid',
    severity: 'error',
    title: 'Settings do not fit',
    message: 'memoryMiB: too small',
  })
  const fails = (cause: Error) => () => {
    throw cause
  }
  expect(codes({ members: of({ a: '' }), facts: fails(invalid) })).toEqual([['options.invalid', 'component:a', 'memoryMiB: too small']])
  expect(() => codes({ members: of({ a: '' }), facts: fails(new TypeError('oops')) })).toThrow('oops')
})
