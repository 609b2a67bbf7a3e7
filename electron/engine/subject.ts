import type { Condition } from '../../shared/model/machine.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import type { Context, Endpoint, MachinePlugin, Target } from '../../shared/plugin/plugin.ts'
import type { StopPolicy } from '../../shared/model/stop.ts'
import type { Shell } from '../../shared/plugin/shell.ts'

/** One machine with all that is needed to act on it. */
export interface Subject {
  readonly plugin: MachinePlugin<unknown>
  readonly target: Target<unknown>
  readonly context: Context
  readonly probes: readonly ReadinessProbe[]
  readonly stop: StopPolicy
  /** The machine's own shell, by the way in that was seen last. */
  inner(endpoints: readonly Endpoint[], signal: AbortSignal): Promise<Shell>
}

/** What is told while a step is carried out. */
export interface Telling {
  /** The act was accepted and the machine is powered. */
  started(): void
  /** A stop stands on this rung now. */
  rung(index: number): void
  seen(condition: Condition, note: string | undefined): void
  probed(probe: number, tries: number, answer: string, passed: boolean): void
}
