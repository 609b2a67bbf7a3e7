import { randomUUID } from 'node:crypto'
import { atOnce, type Paced } from '../../shared/logic/paced.ts'
import type { Outcome } from '../../shared/logic/run-state.ts'
import type { News } from '../../shared/model/event.ts'
import { RunId, type WorkspaceId } from '../../shared/model/id.ts'
import type { Plan, Step } from '../../shared/model/plan.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { FollowUp, RunRecord, Verdict } from '../../shared/model/run.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Clock } from './clock.ts'
import { drive } from './drive.ts'
import { emptyRecord, layOutSteps, noteInterrupted, noteRung, noteStarted, noteStatus } from './record.ts'
import { inTurns } from './turns.ts'

/** What a step may tell while it is carried out. */
export interface StepTelling {
  started(): void
  rung(index: number): void
  said(line: string): void
  probed(probe: number, tries: number, answer: string, passed: boolean): void
}

export interface RunWish {
  readonly workspace: WorkspaceId
  readonly plan: Plan
  readonly only: RunRecord['only']
  readonly onFailure: RunRecord['onFailure']
  /** The run that this one follows up, and how. */
  readonly follows: { readonly run: RunId; readonly how: FollowUp } | null
  /** Carries out one step; never rejects. */
  perform(step: Step, tell: StepTelling, signal: AbortSignal): Promise<Outcome>
  /** Told once, when the run has ended and is on disk; the next run of this workspace may begin. */
  onEnd?(record: RunRecord): void
}

/** The runs that are going on, and their records. */
export interface Runs {
  /**
   * Resolves when the run is on disk; its first step is told of in a later turn of the event loop. Rejects with `run.busy` while another
   * run of the workspace goes on, `run.ending` while the engine ends, and where it cannot be written.
   */
  start(wish: RunWish): Promise<RunId>
  /** Throws `run.over`. */
  cancel(run: RunId, how: 'soft' | 'hard'): void
  /** Notes what became of a run that did not end well. */
  follow(run: RunId, followUp: FollowUp): void
  busy(workspace: WorkspaceId): RunId | null
  live(): readonly RunRecord[]
  /** Resolves when the run has ended; null for one that is not going on. */
  ended(run: RunId): Promise<RunRecord> | null
  /** Lets go of everything: steps are aborted, machines stay as they are, the records say `interrupted`. */
  end(): Promise<void>
}

interface Live {
  readonly record: RunRecord
  readonly soft: AbortController
  readonly hard: AbortController
  readonly ended: Promise<RunRecord>
}

export interface RunsParts {
  readonly inventory: Inventory
  readonly clock: Clock
  publish(news: News): void
  log(cause: unknown): void
}

/** Runs that a dead engine left unfinished are marked `interrupted` at once. */
export function openRuns({ inventory, clock, publish, log }: RunsParts): Runs {
  const live = new Map<RunId, Live>()
  let ending = false
  const busy = (workspace: WorkspaceId) => [...live.values()].find(({ record }) => record.workspace === workspace)?.record ?? null

  /** A full disk must not stop what drives real machines. */
  const keep = (record: RunRecord) => {
    try {
      inventory.keepRun(record)
    } catch (cause) {
      log(cause)
    }
  }
  /** Writes how it ended, then tells so. */
  function* closing(record: RunRecord, verdict: Verdict): Paced<void> {
    if (verdict === 'interrupted') noteInterrupted(record, clock.now())
    record.ended = clock.now()
    record.verdict = verdict
    try {
      yield* inventory.keepingRun(record)
    } catch (cause) {
      log(cause)
    }
    live.delete(record.id)
    publish({ type: 'run.ended', run: record.id, workspace: record.workspace, verdict })
  }
  const follow = (run: RunId, followUp: FollowUp) => {
    const record = inventory.run(run)
    if (!record) return
    keep({ ...record, followUp })
    publish({ type: 'run.followed', run, followUp })
  }
  for (const record of inventory.unfinished()) {
    const followed = record.follows && inventory.run(record.follows)
    // The engine may have died after the follow-up began and before that was noted.
    if (followed && followed.followUp === null) follow(followed.id, followed.plan.goal === record.plan.goal ? 'continued' : 'taken-back')
    atOnce(closing(structuredClone(record), 'interrupted'))
  }

  const carryOut = async (wish: RunWish, record: RunRecord, soft: AbortSignal, hard: AbortSignal): Promise<RunRecord> => {
    const run = record.id
    const tellingOf = (step: Step, open: () => void): StepTelling => ({
      started: open,
      rung(index) {
        noteRung(record, step.id, index)
        keep(record)
        publish({ type: 'step.rung', run, step: step.id, rung: index })
      },
      said: (line) => publish({ type: 'step.said', run, step: step.id, line }),
      probed: (probe, tries, answer, passed) => publish({ type: 'step.probed', run, step: step.id, probe, tries, answer, passed }),
    })
    let verdict: Verdict = 'failed'
    await drive(
      wish.plan,
      {
        perform: (step, signal, started) => wish.perform(step, tellingOf(step, started), signal),
        sleep: (ms, signal) => clock.sleep(ms, signal),
        tell(effect) {
          if (effect.type === 'ended') verdict = effect.verdict
          if (effect.type === 'started' && noteStarted(record, effect.step, clock.now())) {
            keep(record)
            publish({ type: 'step.started', run, step: effect.step })
          }
          if (effect.type !== 'changed') return
          noteStatus(record, effect.step, effect.status, effect.problem ?? null, clock.now())
          keep(record)
          publish({
            type: 'step.changed',
            run,
            step: effect.step,
            status: effect.status,
            ...(effect.problem && { problem: effect.problem }),
          })
        },
      },
      { soft, hard },
    )
    await inTurns(closing(record, ending ? 'interrupted' : verdict))
    return record
  }

  return {
    async start(wish) {
      const other = busy(wish.workspace)
      if (other) throw new ProblemError(isBusy(other))
      if (ending) throw new ProblemError(isEnding)
      const record = emptyRecord(RunId.parse(`run:${randomUUID()}`), { ...wish, follows: wish.follows?.run ?? null }, clock.now())
      const [soft, hard] = [new AbortController(), new AbortController()]
      const written = Promise.withResolvers<void>()
      const ended = written.promise.then(() => carryOut(wish, record, soft.signal, hard.signal))
      // From now on the workspace is busy, though writing a large run takes many turns.
      live.set(record.id, { record, soft, hard, ended })
      ended.then(
        (over) => {
          if (!ending) wish.onEnd?.(over)
        },
        (cause: unknown) => {
          // What could not be written never began: `start` says why.
          if (!live.has(record.id)) return
          log(cause)
          inTurns(closing(record, 'failed')).catch(log)
        },
      )
      try {
        await inTurns(layOutSteps(record))
        await inTurns(inventory.keepingRun(record))
      } catch (cause) {
        live.delete(record.id)
        written.reject(cause)
        throw cause
      }
      const { workspace, plan, only, onFailure, follows } = record
      publish({ type: 'run.began', run: record.id, workspace, plan, only, onFailure, follows })
      if (wish.follows) follow(wish.follows.run, wish.follows.how)
      // In a later turn, so that the answer to `run.start` goes out before its first events.
      setImmediate(written.resolve)
      return record.id
    },
    cancel(run, how) {
      const going = live.get(run)
      if (!going) throw new ProblemError(isOver(run))
      going[how].abort()
    },
    follow,
    busy: (workspace) => busy(workspace)?.id ?? null,
    live: () => [...live.values()].map(({ record }) => record),
    ended: (run) => live.get(run)?.ended ?? null,
    async end() {
      ending = true
      const going = [...live.values()]
      for (const { hard } of going) hard.abort()
      await Promise.allSettled(going.map(({ ended }) => ended))
    },
  }
}

const isBusy = (record: RunRecord) => ({
  code: 'run.busy',
  severity: 'error' as const,
  title: 'A run of this workspace is going on',
  message: `It is being ${record.plan.goal === 'up' ? 'started' : 'stopped'} right now; only one run at a time may act on it.`,
  hint: 'Wait until it has ended, or cancel it.',
  about: record.id,
})
const isEnding = {
  code: 'run.ending',
  severity: 'error' as const,
  title: 'ServiceComposer is ending',
  message: 'It was told to end while this was planned, so nothing was begun.',
  hint: 'Start it again, then run the plan.',
}
const isOver = (run: RunId) => ({
  code: 'run.over',
  severity: 'error' as const,
  title: 'This run is not going on',
  message: `${run} has ended already, or was never begun here.`,
  about: run,
})
