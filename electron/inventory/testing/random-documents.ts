import fc from 'fast-check'
import type { Entry } from '../../../shared/model/document.ts'
import { Machine } from '../../../shared/model/machine.ts'
import { ReadinessProbe } from '../../../shared/model/probe.ts'
import { Service } from '../../../shared/model/service.ts'
import { Workspace } from '../../../shared/model/workspace.ts'

// Random whole documents for property tests: every field, odd names, text that YAML might take for something else.

const odd = fc.constantFrom(
  'no',
  'null',
  '~',
  '1e3',
  '0x1f',
  '- a',
  '# c',
  'a: b',
  ' x ',
  'true',
  '2001-01-01',
  '|',
  '"',
  "'",
  '&a',
  '*a',
  '!t',
  'ü€😀',
  'a\nb\n',
  '\t',
  '',
)
const text = fc.oneof(
  odd,
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((each) => each.isWellFormed()),
)
const label = text.filter((each) => each.length > 0)
const name = fc.oneof(
  fc.constantFrom('1', '2', '10', 'on', 'null', 'true', '0x1', '1e3'),
  fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/).filter((each) => each !== '__proto__'),
)
const key = text.filter((each) => each !== '__proto__')
const integer = fc.integer({ min: -5000, max: 5000 })
const size = fc.integer({ min: 1, max: 5000 })
const options = fc.dictionary(
  key,
  fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto'))),
  { maxKeys: 4 },
)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const locator = fc.record(
  { label: text, uuid: fc.uuid(), mac: text, tcp: text, base: fc.array(text, { maxLength: 2 }) },
  { requiredKeys: [] },
)
const login = fc.record(
  {
    user: label,
    keys: fc.array(text, { maxLength: 2 }),
    knownHosts: fc.option(text),
    secret: fc.option(text.map((each) => `secret:${each}`)),
  },
  { requiredKeys: ['user'] },
)
const machineOf = (own: string, homes: readonly string[]) =>
  fc
    .record({
      label: maybe(label),
      plugin: fc.constantFrom('sim', 'qemu', 'x11'),
      home: homes.length > 0 ? fc.option(fc.constantFrom(...homes.map((each) => `machine:${each}`))) : fc.constant(null),
      locator,
      login: fc.option(login),
      options,
      optionsVersion: fc.nat(3),
      tags: fc.array(text, { maxLength: 3 }),
    })
    .map((fields) => Machine.parse({ ...fields, type: 'machine', id: `machine:${own}`, label: fields.label ?? own }))

const probe = fc
  .oneof(
    fc.record({ kind: fc.constant('ssh-banner'), port: fc.integer({ min: 1, max: 65535 }) }, { requiredKeys: ['kind'] }),
    fc.record({ kind: fc.constant('ssh-login'), intervalMs: fc.integer({ min: 50, max: 900 }) }, { requiredKeys: ['kind'] }),
    fc.record(
      { kind: fc.constant('http'), path: text.map((each) => `/${each}`), body: fc.option(text), status: fc.nat(600) },
      { requiredKeys: ['kind'] },
    ),
    fc.record({ kind: fc.constant('tcp-answer'), port: fc.integer({ min: 1, max: 65535 }) }),
    fc.record(
      { kind: fc.constant('command'), command: label, args: fc.array(text, { maxLength: 3 }) },
      { requiredKeys: ['kind', 'command'] },
    ),
    fc.record({ kind: fc.constant('delay'), ms: size }),
  )
  .map((each) => ReadinessProbe.parse(each))

const placement = fc.record(
  {
    x: integer,
    y: integer,
    width: size,
    height: size,
    screen: fc.oneof(fc.nat(3), text),
    desktop: fc.option(fc.nat(3)),
    show: fc.constantFrom('normal', 'maximised', 'minimised', 'fullscreen'),
  },
  { requiredKeys: ['x', 'y', 'width', 'height'] },
)

/** Components may stand on and wait for those before them only, so that there are no circles. */
const componentsOf = (names: readonly string[], machines: readonly string[]) =>
  fc.tuple(
    ...names.map((own, index) => {
      const earlier = names.slice(0, index).map((each) => `component:${each}`)
      const one = earlier.length > 0 ? fc.constantFrom(...earlier) : fc.constant('')
      return fc.record({
        id: fc.constant(`component:${own}`),
        name: fc.oneof(fc.constant(own), label),
        is: fc.constantFrom(...machines).map((each) => ({ machine: `machine:${each}` })),
        on: earlier.length > 0 ? fc.option(one) : fc.constant(null),
        after:
          earlier.length > 0
            ? fc.array(fc.record({ component: one, gate: fc.constantFrom('started', 'ready') }), { maxLength: 2 })
            : fc.constant([]),
        ready: fc.array(probe, { maxLength: 2 }),
        sessions: fc.uniqueArray(fc.tuple(fc.boolean(), name), { maxLength: 2, selector: ([, each]) => each }).chain((wishes) =>
          fc.tuple(
            ...wishes.map(([usual, each]) =>
              fc.record({
                id: fc.constant(usual ? `session:${own}.${each}` : `session:s${own}-${each}`),
                name: fc.oneof(fc.constant(each), label),
                plugin: fc.constantFrom('cli', 'vnc'),
                locality: fc.constantFrom('connection', 'server'),
                opens: fc.constantFrom('on-start', 'by-hand'),
                options,
              }),
            ),
          ),
        ),
        at: fc.record({ x: integer, y: integer }),
      })
    }),
  )

/** Machines, one or two services that use them, workspaces with layouts: valid, in any order. */
export const anyDocument: fc.Arbitrary<Entry[]> = fc
  .record({
    machines: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    services: fc.uniqueArray(name, { maxLength: 2 }),
    components: fc.uniqueArray(name, { maxLength: 5 }),
    workspaces: fc.uniqueArray(name, { maxLength: 2 }),
  })
  .chain(({ machines, services, components, workspaces }) => {
    const half = Math.ceil(components.length / Math.max(1, services.length))
    const service = (own: string, index: number) =>
      fc
        .record({
          name: fc.oneof(fc.constant(own), label),
          note: text,
          components: componentsOf(components.slice(index * half, (index + 1) * half), machines),
        })
        .map((fields): Entry => Service.parse({ ...fields, type: 'service', id: `service:${own}` }))
    const layout = fc.record({
      name: label,
      screens: fc.array(fc.record({ name: text, x: integer, y: integer, width: size, height: size }), { maxLength: 2 }),
      windows: fc.dictionary(
        name.map((each) => `session:${each}`),
        placement,
        { maxKeys: 3 },
      ),
    })
    const workspace = (own: string) =>
      fc
        .record({
          name: fc.oneof(fc.constant(own), label),
          services: fc.subarray(services.map((each) => `service:${each}`)),
          layouts: fc.array(layout, { maxLength: 2 }),
          onFailure: fc.constantFrom('keep', 'unwind'),
          quickStart: fc.boolean(),
          starred: fc.boolean(),
          tags: fc.array(text, { maxLength: 2 }),
        })
        .map((fields): Entry => Workspace.parse({ ...fields, type: 'workspace', id: `workspace:${own}` }))
    const all: fc.Arbitrary<Entry>[] = [
      ...machines.map((own, index): fc.Arbitrary<Entry> => machineOf(own, machines.slice(0, index))),
      ...services.map(service),
      ...workspaces.map(workspace),
    ]
    return fc.tuple(...all)
  })
