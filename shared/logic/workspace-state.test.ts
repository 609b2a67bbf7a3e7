import { expect, test } from 'vitest'
import type { Condition } from '../model/machine.ts'
import { Workspace } from '../model/workspace.ts'
import { began, changed, ended, runId, seen, stamping, workspaceId } from './events.fixture.ts'
import { foldAll, nothing } from './live.ts'
import { componentId, planFor } from './stack.fixture.ts'
import { trayModel } from './tray-model.ts'
import { standingOf, stateOf } from './workspace-state.ts'

const drawing = { host: '', web: 'on host' }
const [up, down] = [planFor(drawing, 'up'), planFor(drawing, 'down')]
const components = Object.keys(drawing).map(componentId)
const standing = (...news: Parameters<ReturnType<typeof stamping>>[1][]) => {
  const at = stamping()
  return standingOf(
    workspaceId('am'),
    components,
    foldAll(
      nothing,
      news.map((each, index) => at(index, each)),
    ),
  )
}

test.each<[state: string, ...conditions: Condition[]]>([
  ['ready', 'ready', 'ready'],
  ['ready'],
  ['off', 'off', 'absent'],
  ['partly', 'ready', 'off'],
  ['partly', 'on', 'on'],
  ['partly', 'ready', 'paused'],
  ['partly', 'ready', 'unknown'],
  ['suspended', 'paused', 'off'],
  ['starting', 'starting', 'ready'],
  ['stopping', 'stopping', 'starting'],
  ['unknown', 'unknown', 'unknown'],
  ['unknown', 'unknown', 'off'],
])('the state is "%s" when the machines are seen %s %s', (state, ...conditions) => {
  expect(stateOf(conditions)).toBe(state)
})

test('who knows that nobody ever started it may take machines that nobody looked at for off', () => {
  const live = foldAll(nothing, [stamping()(0, seen('host', 'off'))])
  expect(standingOf(workspaceId('am'), components, live).state).toBe('unknown')
  expect(standingOf(workspaceId('am'), components, live, 'off').state).toBe('off')
})

test('a run that goes on says the state and how far it is', () => {
  expect(standing(seen('host', 'ready'), began('1', up), changed('1', 'start component:host', 'done'))).toEqual({
    state: 'starting',
    detail: '1 of 2 steps',
    ready: 1,
    machines: 2,
  })
  expect(standing(began('1', down))).toMatchObject({ state: 'stopping', detail: '0 of 2 steps' })
})

test('a failed start is told until the machines are ready, a failed stop until they are off', () => {
  const failedStart = [began('1', up), ended('1', 'failed')]
  expect(standing(...failedStart, seen('host', 'ready'), seen('web', 'off'))).toMatchObject({ state: 'failed', detail: '1 of 2 machines' })
  expect(standing(...failedStart, seen('host', 'ready'), seen('web', 'ready')).state).toBe('ready')
  const failedStop = [began('1', down), ended('1', 'failed')]
  expect(standing(...failedStop, seen('host', 'ready'), seen('web', 'ready')).state).toBe('failed')
  expect(standing(...failedStop, seen('host', 'off'), seen('web', 'off')).state).toBe('off')
  expect(standing(...failedStart, began('2', up), ended('2', 'cancelled'), seen('host', 'ready'), seen('web', 'off')).state).toBe('partly')
})

test('a failed start that somebody chose to leave as it is must be told by its machines alone', () => {
  const left = { type: 'run.followed', run: runId('1'), followUp: 'left' } as const
  expect(standing(began('1', up), ended('1', 'failed'), left, seen('host', 'ready'), seen('web', 'off')).state).toBe('partly')
})

const workspace = (name: string, starred = false) => ({
  workspace: Workspace.parse({ type: 'workspace', id: `workspace:${name}`, name, starred }),
  components: [componentId(name)],
})

test('the tray shows the starred workspaces first, then what is up, and what one click does', () => {
  const at = stamping()
  const live = foldAll(nothing, [
    at(0, seen('a', 'off')),
    at(1, seen('b', 'ready')),
    at(2, seen('c', 'off')),
    at(3, seen('d', 'off')),
    at(4, began('1', planFor({ d: '' }, 'up'), 'd')),
  ])
  expect(trayModel([workspace('d'), workspace('b'), workspace('a'), workspace('c', true)], live)).toEqual({
    tooltip: 'ServiceComposer: 1 starting, 1 ready',
    workspaces: [
      { id: 'workspace:c', name: 'c', state: 'off', detail: '0 of 1 machine', does: 'start' },
      { id: 'workspace:b', name: 'b', state: 'ready', detail: '1 of 1 machine', does: 'stop' },
      { id: 'workspace:d', name: 'd', state: 'starting', detail: '0 of 1 steps', does: 'cancel' },
    ],
  })
})

test('where no workspace is starred the tray shows all of them', () => {
  expect(trayModel([workspace('b'), workspace('a')], nothing)).toMatchObject({
    tooltip: 'ServiceComposer',
    workspaces: [{ name: 'a', state: 'unknown' }, { name: 'b' }],
  })
})
