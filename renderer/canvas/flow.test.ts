import { expect, test } from 'vitest'
import { boxesOf } from '../../shared/logic/boxes.ts'
import { foldNest, type Nest, nestOf } from '../../shared/logic/nest.ts'
import { among } from '../../shared/logic/nest.fixture.ts'
import { ComponentId, MachineId, RunId, ServiceId, WorkspaceId } from '../../shared/model/id.ts'
import { Machine } from '../../shared/model/machine.ts'
import type { Step } from '../../shared/model/plan.ts'
import { Service, type VComponent } from '../../shared/model/service.ts'
import { Workspace } from '../../shared/model/workspace.ts'
import type { LiveRun } from '../../shared/logic/live-run.ts'
import { facesOf, type Scene } from './faces.ts'
import { edgesOf, labelOf, type Look, nodesOf, readEdge } from './flow.ts'

const id = (name: string): ComponentId => ComponentId.parse(`component:${name}`)
const machineId = (name: string): MachineId => MachineId.parse(`machine:${name}`)
const part = (name: string, more: Partial<VComponent> = {}) => ({
  id: id(name),
  name,
  is: { machine: machineId(name) },
  at: { x: 40, y: 40 },
  ...more,
})
const service = Service.parse({
  type: 'service',
  id: ServiceId.parse('service:lab'),
  name: 'Lab',
  components: [
    part('host'),
    part('web', { on: id('host') }),
    part('db', { at: { x: 600, y: 40 }, after: [{ component: id('web'), gate: 'ready' }] }),
  ],
})
const machines = new Map(
  ['host', 'web', 'db'].map((name) => [
    `machine:${name}`,
    Machine.parse({ type: 'machine', id: machineId(name), label: name, plugin: 'sim', options: { memoryMib: 2048 } }),
  ]),
)
const nest = nestOf(service, new Map())
const scene: Scene = {
  nest,
  machines,
  users: new Map(),
  workspace: null,
  cards: [],
  seen: {},
  run: null,
  problems: [],
  expected: () => 10_000,
  now: 1_008_000,
}
const look = (more: Partial<Look> = {}, shown: Nest = nest): Look => ({
  nest: shown,
  whole: shown,
  boxes: boxesOf(shown),
  cursor: null,
  selection: new Set(),
  target: null,
  locked: false,
  running: false,
  ...more,
})

test('a node that looks as before must be the very same object', () => {
  const before = nodesOf(look(), [])
  const after = nodesOf(look({ selection: new Set(['component:db']) }), before)
  expect(after.map((node, index) => node === before[index])).toEqual([true, true, false])
})

test('a carrier must be a box that holds its guest, drawn before it', () => {
  const nodes = nodesOf(look(), [])
  expect(nodes.map((node) => [node.id, node.type, node.parentId])).toEqual([
    ['component:host', 'box', undefined],
    ['component:web', 'brick', 'component:host'],
    ['component:db', 'brick', undefined],
  ])
})

test('what is dragged must stay in the frame it was taken from, with what it stands on before it', () => {
  const nodes = nodesOf(look(), []).map((node) => (node.id === 'component:host' ? { ...node, dragging: true } : node))
  const after = nodesOf(look({ target: id('db') }), nodes)
  expect(after.map((node) => node.id)).toEqual(['component:db', 'component:host', 'component:web'])
  expect(after[1]).toBe(nodes[0])
})

test('an edge must be accent beside the selection, and live while something runs: as what is waited for stands', () => {
  const tone = (more: Partial<Look>) => edgesOf(look(more), new Set(), [])[0]?.data?.tone
  expect(tone({})).toBe('plain')
  expect(tone({ selection: new Set(['component:web']) })).toBe('chosen')
  expect(edgesOf(look({ running: true }), new Set(), [])[0]?.data).toMatchObject({ tone: 'live', of: id('web') })
  const [edge] = edgesOf(look(), new Set(), [])
  expect(readEdge(edge?.id ?? '')).toEqual({ target: id('web'), late: id('db') })
})

const other = Service.parse({
  type: 'service',
  id: ServiceId.parse('service:base'),
  name: 'Office base',
  components: [part('gate'), part('files', { after: [{ component: id('gate'), gate: 'ready' }] })],
})
const refers = Service.parse({
  type: 'service',
  id: ServiceId.parse('service:office'),
  name: 'Office',
  components: [{ ...part('base'), is: { service: other.id } }, part('desk', { after: [{ component: id('base'), gate: 'ready' }] })],
})
const opened = nestOf(refers, among(refers, other))

test('what is taken in by reference must be shown in its box, and can be neither moved nor connected there', () => {
  const nodes = nodesOf(look({}, opened), [])
  expect(nodes.map((node) => [node.id, node.type, node.parentId, node.draggable, node.connectable])).toEqual([
    ['component:base', 'box', undefined, undefined, undefined],
    ['component:gate', 'brick', 'component:base', false, false],
    ['component:files', 'brick', 'component:base', false, false],
    ['component:desk', 'brick', undefined, undefined, undefined],
  ])
  expect(nodes[0]?.data.opens).toBe(other.id)
  const gate = opened.get(id('gate'))
  const face = facesOf({ ...scene, nest: opened }).get(id('gate'))
  expect(gate && face && labelOf(gate, face)).toContain('of Office base')
  expect(edgesOf(look({}, opened), new Set(), []).map((edge) => [edge.id, edge.data?.locked])).toEqual([
    ['component:gate>component:files', true],
    ['component:base>component:desk', false],
  ])
})

test('a reference must look as its machines do, and say whose they are and who else starts them', () => {
  const night = Workspace.parse({ type: 'workspace', id: 'workspace:night', name: 'Night lab' })
  const seen = {
    'component:gate': { machine: 'machine:gate', condition: 'ready' as const, note: null, at: 1 },
    'component:files': { machine: 'machine:files', condition: 'off' as const, note: null, at: 1 },
  }
  const faces = facesOf({ ...scene, nest: opened, seen, users: new Map([['machine:gate', [night]]]) })
  expect(faces.get(id('base'))).toMatchObject({ word: '1 of 2 ready', facts: 'Office base, by reference, 2 machines' })
  expect(faces.get(id('gate'))?.shared).toBe('also in Night lab')
  expect(
    facesOf({ ...scene, nest: opened, users: new Map([['machine:gate', [night]]]), workspace: night.id }).get(id('gate'))?.shared,
  ).toBeNull()
})

test('waits for what is folded away must lead to what it stands in, each line once and locked', () => {
  const folded = foldNest(opened, new Set([id('base')]))
  const edges = edgesOf({ ...look({}, opened), nest: folded }, new Set(), [])
  expect(edges.map((edge) => edge.id)).toEqual(['component:base>component:desk'])
  expect(nodesOf(look({}, folded), []).map((node) => [node.id, node.data.hidden])).toEqual([
    ['component:base', 2],
    ['component:desk', null],
  ])
})

const step = (name: string, ...needs: string[]): Step => ({
  id: `start component:${name}`,
  verb: 'start',
  target: id(name),
  name,
  plugin: 'sim',
  lane: 'ground',
  cause: '',
  expect: 'ready',
  timeoutMs: 1,
  attempts: 1,
  opposite: 'stop',
  rungs: [],
  needs: needs.map((need) => ({ step: `start component:${need}`, gate: 'done' as const })),
})
const kept = { status: 'waiting' as const, began: null, started: null, ended: null, problem: null, rung: null }
const run: LiveRun = {
  seq: 0,
  record: {
    id: RunId.parse('run:1'),
    workspace: WorkspaceId.parse('workspace:1'),
    began: 1_000_000,
    ended: null,
    verdict: null,
    only: null,
    onFailure: 'keep',
    follows: null,
    followUp: null,
    plan: {
      goal: 'up',
      basis: { revision: 1, observedAt: 0 },
      limits: { all: 1, perLane: 1 },
      left: [],
      steps: [step('host'), step('web', 'host'), step('db', 'web')],
    },
    steps: {
      'start component:host': { ...kept, status: 'done', began: 1_000_000, ended: 1_003_000 },
      'start component:web': { ...kept, status: 'running', began: 1_003_000, started: 1_004_000 },
      'start component:db': kept,
    },
  },
  said: {},
  climbs: {},
  trials: { 'start component:web': [{ probe: 0, tries: 3, answer: 'connection refused', passed: false, at: 1_007_000 }] },
}

test('while it runs a node must say which probe is waited for, at which try, and how far it is', () => {
  const probed = {
    ...service,
    components: service.components.map((c) =>
      c.id === id('web')
        ? { ...c, ready: [{ kind: 'ssh-banner' as const, port: 22, intervalMs: 500, tryMs: 2000, backoff: 1, longestMs: 10_000 }] }
        : c,
    ),
  }
  const faces = facesOf({ ...scene, nest: nestOf(probed, new Map()), run })
  expect(faces.get(id('web'))).toMatchObject({
    state: 'starting',
    word: 'starting, 5 s',
    line: 'SSH banner… 3rd try: connection refused',
    lineIs: 'probing',
    share: 0.5,
  })
  expect(faces.get(id('db'))).toMatchObject({ state: 'waiting', word: 'waiting', line: 'waits for web ready', share: null })
})
