import { expect, test } from 'vitest'
import type { Screen } from '../../../shared/model/layout.ts'
import { SessionId } from '../../../shared/model/id.ts'
import { Workspace } from '../../../shared/model/workspace.ts'
import { layoutFor, placementOf } from './layouts.ts'

const desk = SessionId.parse('session:gis.vnc')
const wide: Screen = { name: 'left', x: 0, y: 0, width: 1920, height: 1080 }
const beside: Screen = { name: 'right', x: 1920, y: 0, width: 1920, height: 1080 }
const laptop: Screen = { name: 'laptop', x: 0, y: 0, width: 1366, height: 768 }
const place = (screen: string, x: number) => ({ screen, desktop: null, x, y: 40, width: 1200, height: 900, show: 'normal' as const })
const workspace = Workspace.parse({
  type: 'workspace',
  id: 'workspace:lab',
  name: 'Lab',
  services: [],
  layouts: [
    { name: 'desk', screens: [wide, beside], windows: { [desk]: place('right', 700) } },
    { name: 'home', screens: [wide], windows: { [desk]: place('left', 0) } },
  ],
})

test('the layout drawn for these screens must be taken, and its windows left where they are', () => {
  expect(layoutFor(workspace, [wide, beside])?.name).toBe('desk')
  expect(placementOf(workspace, [wide, beside], desk)).toEqual({ ...place('right', 1920 + 700), screen: null })
  expect(placementOf(workspace, [wide], desk)).toEqual({ ...place('left', 0), screen: null })
})

test('no window may land off the screens that are there', () => {
  expect(placementOf(workspace, [laptop], desk)).toEqual({ ...place('laptop', 0), screen: null, y: 0, height: 768 })
})

test('a session without a place must be left to the desk', () => {
  expect(placementOf(workspace, [wide], SessionId.parse('session:web.shell'))).toBeNull()
})
