import { expect, test } from 'vitest'
import { began, changed, ended, runId, seen, stamping } from '../../shared/logic/events.fixture.ts'
import { foldAll, nothing, type Live } from '../../shared/logic/live.ts'
import { planFor, sessionId } from '../../shared/logic/stack.fixture.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { againAt, backSteps, isNewest, leftSteps, openRun } from './follow-up.ts'
import { overriddenBy, overrideFor } from './overrides.ts'
import { Workspace } from '../../shared/model/workspace.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Shown } from './launch.ts'

const plan = planFor({ host: '', web: 'on host', app: 'after web' }, 'up')
const stamp = stamping()
const cut = foldAll(nothing, [
  stamp(1, began('one', plan)),
  stamp(2, changed('one', 'start component:host', 'running')),
  stamp(3, changed('one', 'start component:host', 'done')),
  stamp(4, changed('one', 'start component:web', 'running')),
  stamp(5, ended('one', 'interrupted')),
  stamp(6, seen('host', 'ready')),
])

function recordOf(live: Live, id: string): RunRecord {
  const run = live.runs[runId(id)]
  if (!run) throw new Error(`no run ${id}`)
  return run.record
}
const names = (steps: readonly { name: string }[]) => steps.map(({ name }) => name)

test('going on must be about what did not come true, and about what has gone down since', () => {
  const record = recordOf(cut, 'one')
  expect(names(leftSteps(record, cut))).toEqual(['web', 'app'])
  const down = foldAll(cut, [stamp(7, seen('host', 'off'))])
  expect(names(leftSteps(record, down))).toEqual(['host', 'web', 'app'])
})

test('going on must not be about what came up after the app had died, and must open windows that died with it', () => {
  const shown = planFor({ host: 'window' }, 'up')
  const steps = shown.steps.map(({ id }) => id)
  const live = foldAll(nothing, [
    stamp(1, began('two', shown)),
    ...steps.flatMap((id) => [stamp(2, changed('two', id, 'running')), stamp(3, changed('two', id, 'done'))]),
    stamp(4, { type: 'window.changed', session: sessionId('host'), state: 'open' }),
    stamp(5, ended('two', 'interrupted')),
    stamp(6, seen('host', 'ready')),
  ])
  expect(leftSteps(recordOf(live, 'two'), live)).toEqual([])
  expect(leftSteps(recordOf(live, 'two'), { ...live, open: [] }).map(({ verb }) => verb)).toEqual(['open'])
  const up = foldAll(cut, [stamp(7, seen('web', 'ready'))])
  expect(names(leftSteps(recordOf(up, 'one'), up))).toEqual(['app'])
})

test('taking back must be counted in what is still up of what the run did', () => {
  expect(backSteps(recordOf(cut, 'one'), cut)).toBe(1)
})

test('only the newest run of a workspace must be offered, and only until something was chosen', () => {
  const record = recordOf(cut, 'one')
  expect(openRun(cut.runs, record.workspace)?.record.id).toBe(record.id)
  const left = foldAll(cut, [stamp(8, { type: 'run.followed', run: record.id, followUp: 'left' })])
  expect(openRun(left.runs, record.workspace)).toBe(null)
  const later = foldAll(cut, [stamp(9, began('two', plan))])
  expect(isNewest(later.runs, record)).toBe(false)
})

test('a run that is tried again by itself must say when, and one that is kept must not', () => {
  const record = { ...recordOf(cut, 'one'), verdict: 'failed' as const }
  expect(againAt(record, cut.runs)).toBe(null)
  expect(againAt({ ...record, onFailure: 'retry' }, cut.runs)).toBeGreaterThan(record.ended ?? 0)
})

test('an override must be found where it is kept, and only what a check found can be overridden', () => {
  const problem: Problem = {
    code: 'carrier.memory',
    severity: 'error',
    title: 'No room',
    message: 'None.',
    about: 'component:web',
    check: 'memory',
  }
  const wish = overrideFor(problem)
  if (!wish) throw new Error('it may be overridden')
  const workspace = Workspace.parse({ type: 'workspace', id: 'workspace:am', name: 'am' })
  const shown = (overrides: Shown['overrides']): Shown => ({
    workspace: workspace.id,
    goal: 'up',
    only: null,
    overrides,
    dependants: 'refuse',
    onFailure: null,
    follows: null,
    plan,
    digest: '',
    problems: [],
    needing: [],
    text: '',
  })
  expect(overriddenBy(problem, shown([]), workspace)).toBe(null)
  expect(overriddenBy(problem, shown([wish]), workspace)).toBe('run')
  expect(overriddenBy(problem, shown([]), { ...workspace, overrides: [wish] })).toBe('workspace')
  expect(overrideFor({ ...problem, check: undefined })).toBe(null)
})
