import { expect, test } from 'vitest'
import { untangle } from './check-circles.ts'
import { order } from './order.ts'
import { componentId, dice, membersFrom, type Drawing } from './stack.fixture.ts'

const told = (drawing: Drawing, ...overridden: string[]) =>
  untangle(
    membersFrom(drawing),
    overridden.map((name) => ({ check: 'circle', component: componentId(name) })),
  )
const orders = (drawing: Drawing, ...overridden: string[]) =>
  told(drawing, ...overridden).members.map(({ component, after }) =>
    [component.name, ...after.map(({ component: below }) => below.slice(10))].join(' '),
  )

test('a circle is told as the sentence that closes it, whichever relations it is made of', () => {
  expect(told({ host: 'after web', web: 'on host', top: 'on web' }).problems).toMatchObject([
    {
      code: 'plan.circle',
      severity: 'error',
      about: 'component:host',
      check: 'circle',
      message: 'host is after web, web is on host: none of them could ever be the first.',
    },
  ])
  expect(told({ a: 'after b', b: 'after c', c: 'after a' }).problems).toMatchObject([
    { detail: 'a → b → c → a', title: 'a, b, c wait for one another' },
  ])
  expect(told({ a: 'on a' }).problems).toMatchObject([{ title: 'a waits for itself' }])
})

test('an overridden circle leaves one order out, and says which, whomever of it the override names', () => {
  const drawing = { host: 'after web', web: 'on host', top: 'on web' }
  for (const name of ['host', 'web']) {
    expect(told(drawing, name).problems).toMatchObject([
      { code: 'plan.circle', severity: 'warning', message: expect.stringMatching(/overridden: that host is after web is left out\.$/) },
    ])
    expect(orders(drawing, name)).toEqual(['host', 'web', 'top'])
  }
  expect(told(drawing, 'top').problems).toMatchObject([{ severity: 'error' }])
})

test('every circle has an override of its own, and one that overlaps is cut as well', () => {
  const drawing = { a: 'after b', b: 'after a', c: 'after d', d: 'after c' }
  expect(told(drawing, 'a').problems.map(({ severity, about }) => [severity, about])).toEqual([
    ['warning', 'component:a'],
    ['error', 'component:c'],
  ])
  const eight = { a: 'after b, after c', b: 'after a', c: 'after a' }
  expect(told(eight, 'a').problems.map(({ severity }) => severity)).toEqual(['warning', 'warning'])
})

test('a circle of carriers alone cannot be overridden, and does not offer it', () => {
  const drawing = { a: 'on b', b: 'on a' }
  expect(told(drawing, 'a', 'b').problems).toMatchObject([{ severity: 'error', hint: 'Move one of the machines out of the other.' }])
  expect(told(drawing, 'a').problems[0]).not.toHaveProperty('check')
})

test('with every circle overridden there must be an order, whatever was drawn, and only orders were left out', () => {
  const roll = dice(3)
  for (let round = 0; round < 500; round++) {
    const names = Array.from({ length: 2 + roll(8) }, (_, at) => `c${at}`)
    const drawing = Object.fromEntries(
      names.map((name, at) => [
        name,
        [
          ...(at > 0 && roll(2) === 0 ? [`on c${roll(at)}`] : []),
          ...Array.from({ length: roll(3) }, () => `after c${roll(names.length)}`),
        ].join(', '),
      ]),
    )
    const before = membersFrom(drawing)
    const { members, problems } = told(drawing, ...names)
    expect(problems.every(({ severity }) => severity === 'warning')).toBe(true)
    expect(members.map(({ on }) => on)).toEqual(before.map(({ on }) => on))
    const needs = members.map(({ component, on, after }) => ({
      id: component.id,
      needs: [...(on ? [on] : []), ...after.map((each) => each.component)],
    }))
    expect(order(needs, (each) => each.needs).ok).toBe(true)
  }
})
