import { expect, test } from 'vitest'
import { SessionId, WorkspaceId } from '../../../shared/model/id.ts'
import { Layout, Placement } from '../../../shared/model/layout.ts'
import { Workspace } from '../../../shared/model/workspace.ts'
import { freeVariant, layoutOf, withPlaces } from './variants.ts'

const [map, shop] = [SessionId.parse('session:map'), SessionId.parse('session:shop')]
const at = (x: number) => Placement.parse({ x, y: 0, width: 100, height: 100 })
const layout = Layout.parse({ name: 'desk', screens: [{ name: 'left', x: 0, y: 0, width: 800, height: 600 }], windows: { [map]: at(1) } })

test('a window is placed, moved and taken away, and the others stay as they are', () => {
  const both = withPlaces(layout, new Map([[shop, at(2)]]))
  expect(both.windows).toEqual({ [map]: at(1), [shop]: at(2) })
  expect(withPlaces(both, new Map([[map, at(3)]])).windows).toEqual({ [map]: at(3), [shop]: at(2) })
  expect(withPlaces(both, new Map([[map, null]])).windows).toEqual({ [shop]: at(2) })
  expect(withPlaces(both, new Map([[SessionId.parse('session:gone'), null]])).windows).toEqual(both.windows)
})

test('windows keep their turn in the file when they are moved', () => {
  const both = withPlaces(layout, new Map([[shop, at(2)]]))
  expect(Object.keys(withPlaces(both, new Map([[map, at(9)]])).windows)).toEqual([map, shop])
})

test('the layout of that name is shown, else the first, else an empty one for one screen', () => {
  const other = { ...layout, name: 'home', screens: [] }
  const workspace = Workspace.parse({ type: 'workspace', id: WorkspaceId.parse('workspace:w'), name: 'W', layouts: [layout, other] })
  expect(layoutOf(workspace, null).name).toBe('desk')
  expect(layoutOf(workspace, 'home')).toMatchObject({ name: 'home', screens: [{ width: 1920, height: 1080 }] })
  expect(layoutOf(workspace, 'gone').name).toBe('desk')
  expect(layoutOf({ ...workspace, layouts: [] }, 'home')).toMatchObject({ name: 'default', windows: {} })
})

test('a copy gets a name that no other variant has', () => {
  expect(freeVariant([layout], 'desk')).toBe('desk 2')
  expect(freeVariant([layout, { ...layout, name: 'desk 2' }], 'desk')).toBe('desk 3')
  expect(freeVariant([layout], 'home')).toBe('home')
})
