import { z } from 'zod'
import type { Step } from '../../../shared/model/plan.ts'
import { ComponentId } from '../../../shared/model/id.ts'
import { ReadinessProbe } from '../../../shared/model/probe.ts'
import { StopPolicy } from '../../../shared/model/stop.ts'
import type { MachinePlugin } from '../../../shared/plugin/plugin.ts'
import type { Shell } from '../../../shared/plugin/shell.ts'
import type { Clock } from '../clock.ts'
import type { Subject } from '../subject.ts'

/** A start of `a` that is ready in the end, with these wishes. */
export const stepOf = (wish: Partial<Step> = {}): Step => ({
  id: 'start component:a',
  verb: 'start',
  target: ComponentId.parse('component:a'),
  name: 'a',
  plugin: 'script',
  lane: 'ground',
  needs: [],
  cause: 'seen off, wanted ready',
  expect: 'ready',
  timeoutMs: 5_000,
  attempts: 1,
  opposite: 'stop',
  rungs: [],
  ...wish,
})

/** A kind of machine that does what a test says. */
export const pluginOf = (does: Partial<MachinePlugin<unknown>>): MachinePlugin<unknown> => ({
  id: 'script',
  role: 'machine',
  title: 'Script',
  summary: '',
  options: z.unknown(),
  migrations: [],
  carries: true,
  ground: false,
  nature: () => ({ architecture: null, memoryMib: null, cpus: null, virtualisation: 'none', nested: null }),
  facts: () => '',
  claims: () => [],
  probe: async () => ({ usable: true, version: null, problems: [] }),
  observe: async () => ({ condition: 'unknown', endpoints: [] }),
  stops: {},
  acts: {},
  ...does,
})

export interface SubjectWish {
  readonly plugin: MachinePlugin<unknown>
  readonly shell: Shell
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly say?: (line: string) => void
  readonly probes?: readonly z.input<typeof ReadinessProbe>[]
  readonly stop?: z.input<typeof StopPolicy>
  inner(signal: AbortSignal): Promise<Shell>
}

/** The machine `a` of such a kind, as the engine holds it. */
export const subjectOf = ({ plugin, shell, clock, signal, say, probes = [], stop = {}, inner }: SubjectWish): Subject => ({
  plugin,
  probes: probes.map((probe) => ReadinessProbe.parse(probe)),
  stop: StopPolicy.parse(stop),
  target: { id: 'machine:a', name: 'a', locator: {}, options: {}, placement: null, endpoints: [] },
  context: {
    shell,
    signal,
    say: say ?? (() => undefined),
    secret: async () => null,
    sleep: (ms) => clock.sleep(ms, signal),
    now: () => clock.now(),
  },
  inner: (_ends, inSignal) => inner(inSignal),
})
