import { climbed, standing } from '../../../shared/logic/climbing.ts'
import type { LiveRun } from '../../../shared/logic/live-run.ts'
import type { CheckName } from '../../../shared/model/override.ts'
import type { Goal, Step } from '../../../shared/model/plan.ts'
import type { ReadinessProbe } from '../../../shared/model/probe.ts'
import type { OnFailure } from '../../../shared/model/run.ts'
import type { Rung } from '../../../shared/model/stop.ts'
import { elapsed, probeTitle } from '../../canvas/words.ts'
import { ordinal } from '../../ui/time.ts'

/** What the button that runs a plan says. */
export const verbOf: Readonly<Record<Goal, string>> = {
  up: 'Start',
  down: 'Stop',
  suspend: 'Suspend',
  resume: 'Resume',
  reset: 'Reset',
  save: 'Save',
}

/** What is being done while it runs. */
export const doingOf: Readonly<Record<Goal, string>> = {
  up: 'started',
  down: 'stopped',
  suspend: 'suspended',
  resume: 'resumed',
  reset: 'reset',
  save: 'saved',
}

/** A rung in one or two words, as it stands in a ladder. */
export const rungShort: Readonly<Record<Rung, string>> = { guest: 'guest', ask: 'ask', off: 'power off', kill: 'kill' }

/** A rung as people say it while it is being climbed. */
export const rungDoing: Readonly<Record<Rung, string>> = {
  guest: 'the guest shuts itself down',
  ask: 'asked to shut down, again and again',
  off: 'power is cut',
  kill: 'its process is ended',
}

/** What a rung is, for a tooltip and a form. */
export const rungMeans: Readonly<Record<Rung, string>> = {
  guest: 'The guest’s own command, through its login',
  ask: 'The hypervisor’s soft request, repeated because one that comes too early is lost',
  off: 'Power off, as by the switch',
  kill: 'End of its process, when nothing else helps',
}

/** A check by what it looks at. */
export const checkWords: Readonly<Record<CheckName, string>> = {
  kind: 'kind of guest',
  architecture: 'architecture',
  memory: 'memory',
  cpus: 'processors',
  nested: 'virtualisation',
  location: 'place',
  circle: 'circle',
  claim: 'claim',
}

/** What a run does when something fails. */
export const onFailureWords: Readonly<Record<OnFailure, { short: string; means: string }>> = {
  keep: { short: 'keep what came up', means: 'What did not depend on it goes on, and all of it stays up.' },
  retry: { short: 'try again', means: 'What failed is tried again, at most twice, and then what waited for it.' },
  unwind: { short: 'take it back', means: 'What this run started is stopped again, top first.' },
}

/**
 * What is being done in each step that goes on, by the step's id: the rung of a stop, or the newest try of a probe. `readyOf`: the
 * probes of a machine as they are written now.
 */
export function doingWords(
  run: Pick<LiveRun, 'record' | 'climbs' | 'trials'>,
  now: number,
  readyOf: (target: string) => readonly ReadinessProbe[] | undefined,
): Map<string, string> {
  return new Map(
    run.record.plan.steps.flatMap((step): [string, string][] => {
      const status = run.record.steps[step.id]?.status
      if (status !== 'running' && status !== 'resting') return []
      const rung = rungWord(step, run, now)
      if (rung !== null) return [[step.id, rung]]
      const trial = run.trials[step.id]?.findLast((one) => !one.passed)
      if (!trial) return []
      const probe = readyOf(step.target)?.[trial.probe]
      return [[step.id, `${probe ? probeTitle(probe) : 'probe'}, ${ordinal(trial.tries)} try`]]
    }),
  )
}

/** Where a stop that goes on stands on its ladder: `ask, 12 s left`. Null while it stands on no rung. */
export function rungWord(step: Step, { record, climbs }: Pick<LiveRun, 'record' | 'climbs'>, now: number): string | null {
  const kept = record.steps[step.id]
  if (kept?.rung == null) return null
  const rung = standing(climbed(step, kept, climbs[step.id] ?? [], now))
  return rung && `${rungShort[rung.how]}${rung.leftMs === null ? '' : `, ${elapsed(rung.leftMs)} left`}`
}
