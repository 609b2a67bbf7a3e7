import { expect, test } from 'vitest'
import { MachineId, WorkspaceId } from '../model/id.ts'
import type { Condition } from '../model/machine.ts'
import type { Member } from './members.ts'
import { needed, needing } from './needing.ts'
import { order } from './order.ts'
import { componentId, dice, membersFrom, randomStack, type Drawing } from './stack.fixture.ts'
import { worldOf, type Holding } from './world.ts'

/** A workspace of that drawing. Another workspace's machine is meant by `=`: `host=host` is our component for the machine host. */
function holding(name: string, drawing: Drawing): Holding {
  const key = (text: string) => (name === 'Day' ? text : `${name.toLowerCase()}-${text}`)
  const members = membersFrom(Object.fromEntries(Object.entries(drawing).map(([text, words]) => [text.split('=')[0] ?? text, words])))
  const machines = new Map(Object.keys(drawing).map((text) => [text.split('=')[0] ?? text, text.split('=')[1] ?? key(text)]))
  const moved = members.map((member): Member => {
    const { component, machine, on, after } = member
    const id = componentId(key(component.name))
    return {
      ...member,
      component: { ...component, id },
      machine: { ...machine, id: MachineId.parse(`machine:${machines.get(component.name)}`) },
      on: on && componentId(key(on.slice(10))),
      after: after.map((each) => ({ ...each, component: componentId(key(each.component.slice(10))) })),
    }
  })
  return { workspace: { id: WorkspaceId.parse(`workspace:${name}`), name }, members: moved }
}

const day = holding('Day', { host: '', web: 'on host', db: '', page: 'after db', inner: 'on web' })
const night = holding('Night', { 'ground=host': '', batch: 'on ground', log: 'after batch' })
const world = worldOf(day, [night])

const needs = (only: string[], { off = [], uses = {} }: { off?: string[]; uses?: Record<string, string[]> } = {}) =>
  needing({
    world,
    only: only.map(componentId),
    seen: (id): Condition => (off.includes(id.slice(10)) ? 'off' : 'ready'),
    users: (machine) =>
      (uses[machine.slice(8)] ?? []).map((name) => ({
        workspace: { id: WorkspaceId.parse(`workspace:${name}`), name },
        component: componentId('x'),
        name: 'x',
      })),
  })
const lines = (...words: Parameters<typeof needs>) =>
  needs(...words).map(({ of, name, how, needs: below }) => `${of}: ${name} ${how} ${below}`)

test('whoever is up and stands on a machine or waits for it needs it, in every workspace, and so on upwards', () => {
  expect(lines(['host'])).toEqual([
    'Day: web stands on host',
    'Night: batch stands on host',
    'Day: inner stands on web',
    'Night: log waits for batch',
  ])
  expect(lines(['db'])).toEqual(['Day: page waits for db'])
  expect(lines(['inner'])).toEqual([])
})

test('whoever is off needs nobody, and a machine that is off is needed by nobody', () => {
  expect(lines(['host'], { off: ['web', 'night-batch'] })).toEqual([])
  expect(lines(['host'], { off: ['host'] })).toEqual([])
})

test('whoever is named with it is not asked about, but those above it are', () => {
  expect(lines(['host', 'web'])).toEqual(['Night: batch stands on host', 'Day: inner stands on web', 'Night: log waits for batch'])
})

test('another running workspace that uses a machine is told, once for each that would stop', () => {
  expect(lines(['web'], { uses: { web: ['Noon'], inner: ['Noon'] } })).toEqual([
    'Day: inner stands on web',
    'Noon: x uses web',
    'Noon: x uses inner',
  ])
})

test('the problem must name who needs it and how, and what can be done', () => {
  expect(needed(needs(['db']), 'down')).toEqual({
    code: 'stop.needed',
    severity: 'error',
    title: 'db is needed by page',
    message: 'page waits for db (Day, seen ready).',
    hint: 'Say that those are to stop too, or leave db as it is.',
    about: 'component:page',
  })
  expect(needed([], 'down')).toBeNull()
})

test('a world holds every machine once, our drawing first, and no circle that others brought in', () => {
  const names = ({ members }: typeof world) => members.map(({ component, on }) => `${component.id.slice(10)} ${on?.slice(10) ?? ''}`.trim())
  expect(names(world)).toEqual(['host', 'web host', 'db', 'page', 'inner web', 'night-batch host', 'night-log'])
  expect(world.standFor(componentId('night-ground'))?.component.name).toBe('host')
  expect(world.of(componentId('night-batch'))?.name).toBe('Night')
  const roll = dice(5)
  for (let round = 0; round < 300; round++) {
    const drawings = ['Day', 'Night', 'Noon'].map((name) => {
      const drawn = Object.entries(randomStack(roll, 8)).map(([key, words]): [string, string] => [`${key}=m${roll(12)}`, words])
      return holding(name, Object.fromEntries(drawn))
    })
    const [first, ...others] = drawings
    if (!first) throw new RangeError('three were drawn')
    const { members } = worldOf(first, others)
    const own = new Set(first.members.map(({ component }) => component.id))
    const beside = members.filter(({ component }) => !own.has(component.id))
    expect(members.slice(0, own.size)).toEqual(first.members)
    expect(new Set(beside.map(({ machine }) => machine.id)).size).toBe(beside.length)
    const edges = ({ on, after }: Member) => [...(on ? [on] : []), ...after.map(({ component }) => component)]
    expect(
      order(
        members.map((member) => ({ id: member.component.id, member })),
        ({ member }) => edges(member),
      ).ok,
    ).toBe(true)
  }
})
