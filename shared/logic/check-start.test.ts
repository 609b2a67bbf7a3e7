import { expect, test } from 'vitest'
import type { Machine } from '../model/machine.ts'
import { checkStart } from './check-start.ts'
import { withOverrides } from './finding.ts'
import type { Member } from './members.ts'
import { componentId, membersFrom, type Drawing } from './stack.fixture.ts'
import type { Facts, StartInput } from './start-input.ts'

type Says = Partial<Facts['nature']> & { readonly claims?: readonly string[] } & Partial<Pick<Machine, 'plugin' | 'hosts' | 'mayRunOn'>>

interface Wish {
  readonly up?: readonly string[]
  readonly off?: readonly string[]
  readonly places?: readonly string[]
  readonly of?: Readonly<Record<string, string>>
  readonly ground?: Partial<StartInput['ground']>
}

const silent: Facts['nature'] = { architecture: null, memoryMib: null, cpus: null, virtualisation: 'none', nested: null }

/** All that is drawn is started, apart from what is up or off; `says` is what settings and machines say of themselves. */
function findings(
  drawing: Drawing,
  says: Readonly<Record<string, Says>>,
  { up = [], off = [], places = [], of = {}, ground = {} }: Wish = {},
) {
  const members = membersFrom(drawing).map((member): Member => {
    const { plugin = 'sim', hosts = null, mayRunOn = null } = says[member.component.name] ?? {}
    return { ...member, machine: { ...member.machine, plugin, hosts, mayRunOn } }
  })
  const nameOf = (id: string) => id.slice(10)
  return checkStart({
    members,
    starts: (id) => !up.includes(nameOf(id)) && !off.includes(nameOf(id)),
    up: (id) => up.includes(nameOf(id)),
    facts({ component }) {
      const { claims = [], plugin: _plugin, hosts: _hosts, mayRunOn: _mayRunOn, ...nature } = says[component.name] ?? {}
      return { nature: { ...silent, ...nature }, claims }
    },
    plugins: [
      { id: 'sim', title: 'Simulated machine', carries: true },
      { id: 'qemu', title: 'QEMU machine', carries: true },
      { id: 'leaf', title: 'Leaf', carries: false },
    ],
    ground: { architecture: null, memoryMib: null, cpus: null, ...ground },
    isPlace: ({ component }) => places.includes(component.name),
    of: (id) => of[nameOf(id)] ?? null,
  })
}
const told = (...words: Parameters<typeof findings>) =>
  findings(...words).map(({ problem: { check, about, severity, message } }) => [`${severity} ${check} ${about?.slice(10)}`, message])
const stack = { host: '', web: 'on host', db: 'on host' }

test('what nobody says is held against nobody', () => {
  expect(told(stack, {})).toEqual([])
  expect(told(stack, { web: { memoryMib: 1 << 20, cpus: 99, virtualisation: 'needed', architecture: 'aarch64' } })).toEqual([])
})

test('a machine whose kind carries nothing must not be stood on', () => {
  expect(told({ thin: '', web: 'on thin' }, { thin: { plugin: 'leaf' } })).toEqual([
    ['error kind web', 'web is on thin, but a Leaf does not carry other machines.'],
  ])
})

test('a carrier that says which kinds it can carry must not be given another', () => {
  const says: Record<string, Says> = { host: { hosts: ['xen', 'qemu'] }, web: { plugin: 'qemu' } }
  expect(told(stack, says)).toEqual([['error kind db', 'db is a sim machine, and what host can carry is xen, qemu.']])
  expect(told(stack, { host: { hosts: [] } }).map(([head]) => head)).toEqual(['error kind web', 'error kind db'])
})

test('who needs the processor’s own virtualisation must have its processor below it', () => {
  const says = (wanted: Says, there: string): Record<string, Says> => ({ host: { architecture: there }, web: wanted })
  const heads = (wanted: Says, there: string) => told(stack, says(wanted, there)).map(([head]) => head)
  expect(told(stack, says({ architecture: 'aarch64', virtualisation: 'needed' }, 'x86_64'))).toEqual([
    ['error architecture web', "web is made for aarch64 and wants the processor's own virtualisation, but host is x86_64."],
  ])
  expect(heads({ architecture: 'aarch64', virtualisation: 'wished' }, 'x86_64')).toEqual([])
  expect(heads({ architecture: 'i386', virtualisation: 'needed' }, 'x86_64')).toEqual([])
  expect(heads({ architecture: 'x86_64', virtualisation: 'needed' }, 'i386')).toEqual(['error architecture web'])
  expect(
    told({ vm: '' }, { vm: { architecture: 'ppc64', virtualisation: 'needed' } }, { ground: { architecture: 'x86_64' } })[0]?.[1],
  ).toContain('this computer is x86_64')
})

test('a carrier that hands no virtualisation on must not be given guests that want it', () => {
  const says = (nested: boolean | null, virtualisation: Facts['nature']['virtualisation']) => ({
    host: { nested },
    web: { virtualisation },
  })
  for (const how of ['needed', 'wished'] as const) expect(told(stack, says(false, how)).map(([head]) => head)).toEqual(['error nested web'])
  expect(findings(stack, says(false, 'wished'))[0]?.problem.hint).toBe(
    'Turn on "Offers virtualisation" in the settings of host, or accept emulation in those of web.',
  )
  for (const nested of [true, null]) expect(told(stack, says(nested, 'needed'))).toEqual([])
  expect(told(stack, says(false, 'none'))).toEqual([])
})

test('all guests together must fit into the memory of their carrier, less what stays for its own system', () => {
  const says = (host: number) => ({ host: { memoryMib: host }, web: { memoryMib: 512 }, db: { memoryMib: 512 } })
  // A tenth of 1138 is 114.
  expect(told(stack, says(1138))).toEqual([])
  expect(told(stack, says(1137))).toEqual([
    ['error memory db', 'It has 1137 MiB, of which 114 are left to its own system; its guests want 1024: web 512, db 512.'],
  ])
  // At least 64 stay, however small it is.
  expect(told({ host: '', web: 'on host' }, { host: { memoryMib: 575 }, web: { memoryMib: 512 } })).toMatchObject([
    ['error memory web', /64 are left/],
  ])
})

test('who is up takes room already, is not judged any more, and who stays off takes none', () => {
  const says = { host: { memoryMib: 1024 }, web: { memoryMib: 512 }, db: { memoryMib: 512 } }
  expect(told(stack, says, { up: ['host', 'db'] }).map(([head]) => head)).toEqual(['error memory web'])
  expect(told(stack, says, { up: ['host', 'db', 'web'] })).toEqual([])
  expect(told(stack, says, { up: ['host'], off: ['db'] })).toEqual([])
})

test('guests of this computer must fit into it, and whoever stands on a mere name for it counts as well', () => {
  const drawing = { pc: '', vm: 'on pc', box: '' }
  const says = { vm: { memoryMib: 3000 }, box: { memoryMib: 3000 } }
  expect(told(drawing, says, { places: ['pc'], ground: { memoryMib: 6144 } })).toEqual([
    ['error memory box', 'It has 6144 MiB, of which 615 are left to its own system; its guests want 6000: vm 3000, box 3000.'],
  ])
  expect(told(drawing, says, { ground: { memoryMib: 6144 } })).toEqual([])
})

test('one guest must not want more processors than its carrier has; all of them together only share', () => {
  const says = (web: number, db: number) => ({ host: { cpus: 4 }, web: { cpus: web }, db: { cpus: db } })
  expect(told(stack, says(4, 0))).toEqual([])
  expect(told(stack, says(5, 1))).toEqual([['error cpus web', 'web is given 5, and host has 4.']])
  expect(told(stack, says(3, 2))).toEqual([
    ['warning cpus db', 'It has 4, and they are given 5: web 3, db 2. All of them run, but not all at full speed at the same time.'],
  ])
})

test('a machine must run where it may: on one of the machines below it, or right on this computer', () => {
  const drawing = { pc: '', host: 'on pc', web: 'on host', box: '' }
  const on = (...mayRunOn: string[]) => ({ mayRunOn: mayRunOn as Machine['mayRunOn'] })
  expect(told(drawing, { web: on('machine:pc'), box: on('machine:host', 'ground') })).toEqual([])
  expect(told(drawing, { web: on('ground'), box: on('machine:host') })).toEqual([
    ['error location box', 'box may run on host, and it stands on this computer.'],
    ['error location web', 'web may run on this computer, and it stands on host, on pc, on this computer.'],
  ])
  expect(told(drawing, { host: on('ground') }, { places: ['pc'] })).toEqual([])
  expect(told(drawing, { box: on() })[0]?.[1]).toContain('may run on nothing at all')
})

test('one resource may be claimed once on each carrier, by whoever is up or starts, whatever workspace it is of', () => {
  const claims = ['tcp 127.0.0.1:2201']
  const drawing = { host: '', a: 'on host', b: 'on host', c: '' }
  const says = { a: { claims }, b: { claims: [...claims, ...claims] }, c: { claims } }
  expect(told(drawing, says)).toEqual([
    ['error claim b', 'Both use tcp 127.0.0.1:2201, and only one of them can have it: the second could not start.'],
  ])
  expect(told(drawing, says, { up: ['b'], of: { b: 'Night' } })).toEqual([
    [
      'error claim a',
      'Both use tcp 127.0.0.1:2201, and only one of them can have it: the second could not start. b belongs to Night and is up.',
    ],
  ])
  expect(told(drawing, says, { off: ['b'] })).toEqual([])
  expect(told(drawing, says, { up: ['a', 'b'] })).toEqual([])
})

test('an override silences the check it names for whoever is in it, and stays to be read', () => {
  const found = findings(stack, { host: { memoryMib: 1024, nested: false }, web: { memoryMib: 1024, virtualisation: 'wished' } })
  const heads = (...overrides: [Parameters<typeof withOverrides>[1][number]['check'], string][]) =>
    withOverrides(
      found,
      overrides.map(([check, name]) => ({ check, component: componentId(name) })),
    ).map(({ check, severity }) => `${severity} ${check}`)
  expect(heads()).toEqual(['error nested', 'error memory'])
  expect(heads(['memory', 'host'])).toEqual(['error nested', 'warning memory'])
  expect(heads(['memory', 'web'], ['nested', 'web'])).toEqual(['warning nested', 'warning memory'])
  expect(heads(['memory', 'db'], ['cpus', 'web'])).toEqual(['error nested', 'error memory'])
  const [problem] = withOverrides(found, [{ check: 'nested', component: componentId('web') }])
  expect(problem?.message).toMatch(/The check "nested" is overridden, so it is started all the same\.$/)
})

test('two thousand guests that share the processors of one carrier are told once', () => {
  const drawing = Object.fromEntries([['host', ''], ...Array.from({ length: 2_000 }, (_, at) => [`g${at}`, 'on host'])])
  const says = Object.fromEntries(
    Object.keys(drawing).map((name) => [name, { memoryMib: name === 'host' ? 1 << 30 : 64, cpus: 1, claims: [`tcp ${name}`] }]),
  )
  expect(told(drawing, says)).toHaveLength(1)
})
