import { expect, test } from 'vitest'
import { show } from './show.ts'
import { planFor } from './stack.fixture.ts'
import { takeBack } from './take-back.ts'

const drawing = { host: '', web: 'on host, window', inner: 'on web' }
const all = (plan: ReturnType<typeof planFor>) => new Set(plan.steps.map(({ id }) => id))

test('what a start did is taken back top first', () => {
  const plan = planFor(drawing, 'up')
  const back = takeBack(plan, all(plan))
  expect(back.goal).toBe('down')
  expect(show(back)).toMatchInlineSnapshot(`
    "close terminal of web   here                                                taken back
    stop inner              on web                                              taken back
    stop web                on host   after close terminal of web, stop inner   taken back
    stop host                         after stop web                            taken back"
  `)
})

test('only what was done is taken back', () => {
  const plan = planFor(drawing, 'up')
  expect(takeBack(plan, new Set(['start component:host'])).steps).toMatchObject([
    { id: 'stop component:host', expect: 'off', needs: [], opposite: null },
  ])
})

test('what was woken is put to sleep again, and what was up before stays up', () => {
  const plan = planFor(drawing, 'up', { seen: { host: 'paused', web: 'on' } })
  expect(show(takeBack(plan, all(plan)))).toMatchInlineSnapshot(`
    "close terminal of web   here                                               taken back
    stop inner              on web                                             taken back
    suspend host                     after close terminal of web, stop inner   taken back
    leave web                                                                  stays as it is: seen on before"
  `)
})

test('an order leads on through what is not taken back', () => {
  const plan = planFor(drawing, 'up')
  const did = new Set(['start component:host', 'start component:inner'])
  expect(takeBack(plan, did).steps.at(-1)).toMatchObject({
    id: 'stop component:host',
    needs: [{ step: 'stop component:inner', gate: 'done' }],
  })
})

test('what a stop did is taken back lowest first', () => {
  const plan = planFor(drawing, 'down')
  expect(show(takeBack(plan, all(plan)))).toMatchInlineSnapshot(`
    "start host                                          taken back
    start web              on host   after start host   taken back
    open terminal of web   here      after start web    taken back
    start inner            on web    after start web    taken back"
  `)
})
