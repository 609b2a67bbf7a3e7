import type { PluginCard } from '../../shared/contract/card.ts'
import type { ComponentId, MachineId } from '../../shared/model/id.ts'
import type { Condition, Machine } from '../../shared/model/machine.ts'
import type { Step, StepStatus } from '../../shared/model/plan.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import type { Gate, VComponent } from '../../shared/model/service.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import type { Sight } from '../../shared/logic/live.ts'
import type { LiveRun, Trial } from '../../shared/logic/live-run.ts'
import type { Nest } from '../../shared/logic/nest.ts'
import { climbed, standing } from '../../shared/logic/climbing.ts'
import { because } from '../panels/plan/afterwards.ts'
import { rungDoing } from '../panels/plan/words.ts'
import { stateOfCondition, stateOfStep, type State } from '../ui/states.ts'
import { ordinal } from '../ui/time.ts'
import type { Face } from './face.ts'
import { referenceFace } from './referenceFace.ts'
import { elapsed, factsOf, probeTitle, readyLine } from './words.ts'

/** Everything a node's look depends on, as the screen knows it now. */
export interface Scene {
  /** All that is drawn, folded away or not. */
  readonly nest: Nest
  readonly machines: ReadonlyMap<string, Machine>
  /** The workspaces that start each machine, and the one that is meant here. */
  readonly users: ReadonlyMap<string, readonly Workspace[]>
  readonly workspace: string | null
  readonly cards: readonly PluginCard[]
  readonly seen: Readonly<Record<string, Sight>>
  /** The run that goes on, or one that failed and is still to be settled; null for none. */
  readonly run: LiveRun | null
  readonly problems: readonly Problem[]
  /** How long a step is expected to take, in ms; null when nobody knows. */
  readonly expected: (step: string) => number | null
  /** ms since 1970; moves once a second while something runs. */
  readonly now: number
}

/** The looks of all components of a scene. */
export function facesOf(scene: Scene): Map<ComponentId, Face> {
  const cards = new Map(scene.cards.map((card) => [card.id, card]))
  const steps = new Map(scene.run?.record.plan.steps.map((step) => [step.target, step]) ?? [])
  const byId = new Map(scene.run?.record.plan.steps.map((step) => [step.id, step]) ?? [])
  const problems = new Map(scene.problems.map((problem) => [problem.about, problem]))
  const faces = new Map<ComponentId, Face>()
  // From the top down: a reference looks as the machines of its service do.
  for (const [id, part] of [...scene.nest].reverse()) {
    const problem = problems.get(id)
    const warning = problem ? { short: shortOf(problem), title: `${problem.title}. ${problem.message}` } : null
    const { component } = part
    faces.set(
      id,
      'service' in component.is
        ? referenceFace(part, scene.nest, faces, warning)
        : machineFace(component, component.is.machine, scene, cards, steps.get(id), byId, warning),
    )
  }
  return faces
}

function machineFace(
  c: VComponent,
  machineId: MachineId,
  scene: Scene,
  cards: ReadonlyMap<string, PluginCard>,
  step: Step | undefined,
  byId: ReadonlyMap<string, Step>,
  warning: Face['warning'],
): Face {
  const machine = scene.machines.get(machineId)
  const facts = machine ? factsKept(machine, cards.get(machine.plugin)) : factsOf(undefined, undefined)
  const base = { kind: machine?.plugin ?? '', facts, warning, shared: alsoIn(scene, machineId) }
  const kept = step && scene.run?.record.steps[step.id]
  const seen = scene.seen[c.id]
  // What went wrong is told until it has come right by other ways.
  const mended = scene.run?.record.ended != null && seen?.condition === step?.expect
  if (!step || !kept || kept.status === 'done' || kept.status === 'cancelled' || mended) {
    const state = stateOfCondition(seen?.condition)
    return { ...base, state, word: wordOf(seen?.condition), line: readyLine(c.ready), lineIs: 'ready', share: null }
  }
  if (kept.status === 'waiting')
    return {
      ...base,
      state: 'waiting',
      word: 'waiting',
      line: waitLine(step, scene.run?.record ?? null, byId),
      lineIs: 'waits',
      share: null,
    }
  if (kept.status === 'skipped')
    return { ...base, state: 'skipped', word: 'skipped', line: skipLine(step, scene.run?.record ?? null), lineIs: 'waits', share: null }
  if (kept.status === 'failed')
    return { ...base, state: 'failed', word: 'failed', line: kept.problem?.title ?? 'did not end well', lineIs: 'failed', share: null }
  const spent = kept.began === null ? 0 : Math.max(0, scene.now - kept.began)
  const expected = scene.expected(step.id)
  const doing = doingWord(step, kept.status)
  return {
    ...base,
    state: stateOfStep(kept.status),
    word: `${doing}, ${elapsed(spent)}`,
    line: step.verb === 'stop' ? rungLine(step, scene) : probeLine(c, step, scene.run?.trials[step.id], kept.started !== null),
    lineIs: 'probing',
    share: expected === null ? null : Math.min(0.98, spent / expected),
  }
}

const known = new WeakMap<Machine, { readonly card: PluginCard | undefined; readonly facts: string }>()
/** Settings are read with all their defaults: once, not at every event of a run. */
function factsKept(machine: Machine, card: PluginCard | undefined): string {
  const kept = known.get(machine)
  if (kept && kept.card === card) return kept.facts
  const facts = factsOf(machine, card)
  known.set(machine, { card, facts })
  return facts
}

function alsoIn({ users, workspace }: Scene, machine: MachineId): string | null {
  const [first, ...rest] = (users.get(machine) ?? []).filter(({ id }) => id !== workspace)
  if (!first) return null
  return `also in ${first.name}${rest.length === 0 ? '' : rest.length === 1 ? ` and ${rest[0]?.name}` : ` and ${rest.length} others`}`
}

/** The condition as people say it on a node. */
export function wordOf(condition: Condition | undefined): string {
  if (condition === undefined) return 'not seen'
  if (condition === 'paused') return 'suspended'
  return condition
}
const doing: Record<Step['verb'], string> = {
  start: 'starting',
  stop: 'stopping',
  suspend: 'suspending',
  resume: 'resuming',
  reset: 'resetting',
  save: 'saving',
  open: 'opening',
  close: 'closing',
}
const doingWord = (step: Step, status: StepStatus): string => (status === 'resting' ? 'trying again' : doing[step.verb])

/** The rung on which a stop stands, with the time left on it: `asked to shut down, 12 s left`. */
function rungLine(step: Step, { run, now }: Scene): string {
  const rung = run && standing(climbed(step, run.record.steps[step.id], run.climbs[step.id] ?? [], now))
  if (!rung) return 'until it is seen off'
  return `${rungDoing[rung.how]}${rung.leftMs === null ? '' : `, ${elapsed(rung.leftMs)} left`}`
}

/** Why it was not even begun: `because start host failed`. */
function skipLine(step: Step, run: RunRecord | null): string {
  return (run && because(step, run)) ?? 'something it needs did not come up'
}

/** The probe that is waited for, with its try and its last answer; before the first, what is being done. */
function probeLine(c: VComponent, step: Step, probed: readonly Trial[] | undefined, powered: boolean): string {
  if (step.verb !== 'start' && step.verb !== 'resume') return 'until it is seen'
  const open = probed?.findLast((p) => !p.passed)
  const probe = open && c.ready[open.probe]
  if (open && probe) return `${probeTitle(probe)}… ${ordinal(open.tries)} try: ${open.answer}`
  return powered ? 'powered, probing' : 'asked, not yet powered'
}

/** `waits for gis ready`: the first need that is still open. */
function waitLine(step: Step, run: RunRecord | null, byId: ReadonlyMap<string, Step>): string {
  const open = step.needs.find((need) => !isPast(run, need.step, need.gate))
  const target = open && byId.get(open.step)
  if (!open || !target) return 'waits for its turn'
  return `waits for ${target.name} ${open.gate === 'started' ? 'started' : target.expect}`
}

/** Whether a step has come as far as a gate asks. */
export function isPast(run: RunRecord | null, step: string, gate: 'started' | 'done'): boolean {
  const kept = run?.steps[step]
  return kept !== undefined && (kept.status === 'done' || (gate === 'started' && kept.started !== null && kept.status !== 'failed'))
}

/** The state of the gate of an edge while something runs: what the later one waits for. */
export function gateState(gate: Gate, face: Face | undefined): State {
  if (!face) return 'unknown'
  if (face.state === 'starting' && gate === 'started' && face.line !== 'asked, not yet powered') return 'ready'
  return face.state
}

const shortOf = (problem: Problem): string =>
  problem.title.split(/[\s:]+/).length <= 3 ? problem.title : problem.severity === 'error' ? 'does not fit' : 'look here'
