import { expect, test } from 'vitest'
import type { Entry } from '../model/document.ts'
import { Machine } from '../model/machine.ts'
import { Service } from '../model/service.ts'
import { Workspace } from '../model/workspace.ts'
import { membersOf } from './members.ts'

/** A service in short: a component's name, what it is (`=tiles` a service, else a machine of its name), who carries it, what it is after. */
const service = (name: string, ...components: [name: string, on?: string | null, ...after: string[]][]) =>
  Service.parse({
    type: 'service',
    id: `service:${name}`,
    name,
    components: components.map(([text, on, ...after]) => {
      const [own = '', meant] = text.split('=')
      return {
        id: `component:${own}`,
        name: own,
        is: meant ? { service: `service:${meant}` } : { machine: `machine:${own}` },
        on: on ? `component:${on}` : null,
        after: after.map((word) => ({ component: `component:${word.split(' ')[0]}`, gate: word.split(' ')[1] ?? 'ready' })),
      }
    }),
  })

function flatten(names: string[], ...services: Service[]) {
  const machines = services.flatMap(({ components }) =>
    components.flatMap(({ is }) =>
      'machine' in is && !is.machine.endsWith('lost')
        ? [Machine.parse({ type: 'machine', id: is.machine, label: is.machine.slice(8), plugin: 'sim' })]
        : [],
    ),
  )
  const entries = new Map<string, Entry>([...services, ...machines].map((entry) => [entry.id, entry]))
  const workspace = Workspace.parse({
    type: 'workspace',
    id: 'workspace:morning',
    name: 'Office morning',
    services: names.map((name) => `service:${name}`),
  })
  const { members, problems } = membersOf(workspace, entries)
  const short = (id: string | null) => id?.slice(10) ?? null
  return {
    members: members.map(({ component, on, after }) => [
      component.name,
      short(on),
      ...after.map(({ component: below, gate }) => `${short(below)} ${gate}`),
    ]),
    problems: problems.map(({ code, about, detail }) => [code, about, detail]),
    sentences: problems.map(({ message, hint }) => `${message} ${hint}`),
  }
}

test('the machines of all services come in, with what carries them and what they are after', () => {
  const { members, problems } = flatten(
    ['web', 'lab'],
    service('web', ['host'], ['db', 'host'], ['www', 'host', 'db', 'box started']),
    service('lab', ['box']),
  )
  expect(members).toEqual([
    ['host', null],
    ['db', 'host'],
    ['www', 'host', 'db ready', 'box started'],
    ['box', null],
  ])
  expect(problems).toEqual([])
})

test('a referenced service comes in once, its roots where the reference stands, and who is after it waits for all of it', () => {
  const { members, problems } = flatten(
    ['shop'],
    service('shop', ['pm'], ['net'], ['maps=tiles', 'pm', 'net started'], ['www', null, 'maps']),
    service('tiles', ['gis'], ['cache', 'gis', 'gis']),
  )
  expect(members).toEqual([
    ['pm', null],
    ['net', null],
    ['gis', 'pm', 'net started'],
    ['cache', 'gis'],
    ['www', null, 'gis ready', 'cache ready'],
  ])
  expect(problems).toEqual([])
})

test('references are followed through services that refer to others, each only once', () => {
  const { members, problems } = flatten(
    ['all', 'tiles'],
    service('all', ['pm'], ['a=left', 'pm'], ['b=right', 'pm'], ['end', null, 'a', 'b']),
    service('left', ['l'], ['lt=tiles']),
    service('right', ['r'], ['rt=tiles']),
    service('tiles', ['gis']),
  )
  expect(members).toEqual([
    ['pm', null],
    ['l', 'pm'],
    ['gis', 'pm'],
    ['r', 'pm'],
    ['end', null, 'l ready', 'gis ready', 'r ready'],
  ])
  expect(problems).toEqual([])
})

test('a machine may stand on a reference that has exactly one root, and waits for the rest of it', () => {
  const tower = service('tower', ['pm'], ['xen', 'pm'])
  expect(flatten(['top'], service('top', ['base=tower'], ['web', 'base']), tower)).toMatchObject({
    members: [
      ['pm', null],
      ['xen', 'pm'],
      ['web', 'pm', 'xen ready'],
    ],
    problems: [],
  })
})

test('a machine on a reference with several roots is a problem that names them', () => {
  const { problems, sentences } = flatten(['top'], service('top', ['base=pair'], ['web', 'base']), service('pair', ['one'], ['two']))
  expect(problems).toEqual([['service.roots', 'component:web', 'service:top components.1.on']])
  expect(sentences[0]).toContain('(one, two)')
})

test('two references may not put one service in two places', () => {
  const { problems } = flatten(['top'], service('top', ['x'], ['y'], ['a=tiles', 'x'], ['b=tiles', 'y']), service('tiles', ['gis']))
  expect(problems).toEqual([['service.carriers', 'component:b', 'service:top components.3.on']])
})

test('services that contain one another are a problem that names the way round', () => {
  const { members, problems, sentences } = flatten(['a'], service('a', ['one'], ['to=b']), service('b', ['two'], ['back=a', 'two']))
  expect(members.map(([name]) => name)).toEqual(['one', 'two'])
  expect(problems).toEqual([['service.circle', 'component:back', 'service:b components.1.is.service']])
  expect(sentences[0]).toContain('a, which takes in b, which takes in a')
})

test('what is missing is named with the field that means it, once', () => {
  const { members, problems } = flatten(
    ['web', 'nowhere'],
    service('web', ['www', 'gone', 'never'], ['lost'], ['maps=nothing'], ['user1', 'maps'], ['user2', null, 'never']),
    service('other', ['never']),
  )
  expect(members.map(([name]) => name)).toEqual(['www', 'user1', 'user2'])
  expect(problems).toEqual([
    ['service.missing', 'component:maps', 'service:web components.2.is.service'],
    ['service.missing', 'workspace:morning', 'workspace:morning services.1'],
    ['carrier.missing', 'component:www', 'service:web components.0.on'],
    ['component.missing', 'component:www', 'service:web components.0.after.0.component'],
    ['machine.missing', 'component:lost', 'service:web components.1.is.machine'],
    ['service.roots', 'component:user1', 'service:web components.3.on'],
    ['component.missing', 'component:user2', 'service:web components.4.after.0.component'],
  ])
})

test('who waits for a component of a service that is not in the workspace is told which service that is', () => {
  const { sentences } = flatten(['web'], service('web', ['www', null, 'db']), service('data', ['db']))
  expect(sentences).toEqual([
    'www is after component:db, which is part of data, and that is not in this workspace. Add data to the workspace, or take this order away.',
  ])
})

test('two components with one id are a problem, and the first holds', () => {
  const { members, problems } = flatten(['a', 'b'], service('a', ['x']), service('b', ['x', null]))
  expect(members).toEqual([['x', null]])
  expect(problems).toEqual([['component.twice', 'component:x', 'service:b components.0.id']])
})
