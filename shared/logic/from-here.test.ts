import { expect, test } from 'vitest'
import { fromHere } from './from-here.ts'
import { show } from './show.ts'
import { componentId, membersFrom, planFor } from './stack.fixture.ts'

const drawing = { host: '', box: '', db: 'on host', web: 'on box, after db', page: 'on web', other: 'on host', log: 'after page started' }
const from = (...names: string[]) => fromHere(membersFrom(drawing), names.map(componentId)).map((id) => id.slice(10))

test('starting from here must mean it, its guests, and those that come after it, and so on', () => {
  expect(from('db')).toEqual(['db', 'web', 'page', 'log'])
  expect(from('host')).toEqual(['host', 'db', 'other', 'web', 'page', 'log'])
  expect(from('log', 'page')).toEqual(['log', 'page'])
})

test('a start from here brings the carriers that those need, and nobody they only come after', () => {
  expect(show(planFor(drawing, 'up', { only: from('web') }))).toMatchInlineSnapshot(`
    "start box                                      seen off, wanted ready
    start web    on box   after start box          seen off, wanted ready
    start page   on web   after start web          seen off, wanted ready
    start log             after start page began   seen off, wanted ready"
  `)
})

test('a circle has an end too', () => {
  expect(fromHere(membersFrom({ a: 'after b', b: 'after a' }), [componentId('a')])).toHaveLength(2)
})
