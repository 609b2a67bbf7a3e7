import { expect, test } from 'vitest'
import type { In } from '../../../shared/contract/contract.ts'
import { parseGeometry } from '../../../shared/logic/geometry/geometry.ts'
import type { SessionId } from '../../../shared/model/id.ts'
import { Placement, type Screen } from '../../../shared/model/layout.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import { browserDesk } from '../browser-desk.ts'
import { drawn } from '../testing/documents.ts'
import { testEngine } from '../testing/engine.ts'
import { paperDesk } from '../testing/paper-desk.ts'

const shell = 'session:lab-inner-shell' as SessionId
const wide: Screen = { name: 'DP-1', x: 0, y: 0, width: 1920, height: 1080 }
const beside: Screen = { name: 'DP-2', x: 1920, y: 0, width: 1280, height: 1024 }

async function lab(screens: readonly Screen[] = [wide, beside]) {
  const desk = paperDesk(screens)
  const engine = await testEngine({ desk })
  await engine.composer['document.edit']({ edit: drawn({ host: {}, inner: { on: 'host', sessions: ['shell'] } }) })
  const place = (text: string, more: Partial<In<'session.place'>> = {}) => {
    const geometry = parseGeometry(text)
    if ('misread' in geometry) throw new Error(geometry.misread.message)
    return engine.composer['session.place']({ session: shell, placement: geometry.placement, ...more })
  }
  return { desk, place }
}
const refused = (act: Promise<unknown>) => act.catch((cause: unknown) => (cause instanceof ProblemError ? cause.problem.code : cause))

test('a session is opened at its place, and from then on only moved', async () => {
  const { desk, place } = await lab()
  expect(await place('600x400+100+50:DP-2')).toEqual({
    how: 'opens',
    asked: { x: 2020, y: 50, width: 600, height: 400 },
    placed: { x: 2020, y: 50, width: 600, height: 400 },
    seen: { x: 2020, y: 50, width: 600, height: 400 },
    notes: [],
  })
  expect(await place('50%x50%-0-0:DP-1')).toMatchObject({ how: 'moves', seen: { x: 960, y: 540, width: 960, height: 540 }, notes: [] })
  expect(desk.done).toEqual([`open ${shell}`])
})

test('a size that a window cannot take is clamped to the nearest it can, and that is said', async () => {
  const { place } = await lab()
  expect(await place('30x100+30+100')).toMatchObject({
    asked: { x: 30, y: 100, width: 30, height: 100 },
    seen: { x: 30, y: 100, width: 160, height: 100 },
    notes: ['The window cannot be 30x100+30+100: 160x100+30+100 is the nearest that it takes.'],
  })
  expect(await place('5000x100+30+100:0')).toMatchObject({
    seen: { x: 0, y: 100, width: 1920, height: 100 },
    notes: ['5000x100+30+100 reaches beyond the screens: 1920x100+0+100 is the nearest within them.'],
  })
})

test('with dry nothing is opened, and what would be is told', async () => {
  const { desk, place } = await lab()
  expect(await place('30x100+30+100', { dry: true })).toMatchObject({ how: 'opens', placed: { width: 30 }, seen: null })
  expect(desk.done).toEqual([])
})

test('a screen or a layout that nobody knows is refused, and nothing is opened', async () => {
  const { desk, place } = await lab()
  expect(await refused(place('30x100+30+100:left'))).toBe('screen.unknown')
  expect(await refused(place('30x100+30+100:7'))).toBe('screen.unknown')
  expect(await refused(place('30x100+30+100', { layout: 'ALL' }))).toBe('layout.unknown')
  expect(desk.done).toEqual([])
})

test('an engine without windows says so', async () => {
  const engine = await testEngine({ desk: browserDesk('none') })
  await engine.composer['document.edit']({ edit: drawn({ inner: { sessions: ['shell'] } }) })
  const placement = Placement.parse({ x: 0, y: 0, width: 10, height: 10 })
  expect(await refused(engine.composer['session.place']({ session: 'session:lab-inner-shell' as SessionId, placement }))).toBe('desk.none')
})
