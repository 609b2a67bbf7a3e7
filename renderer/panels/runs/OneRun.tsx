import { IconX } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { branchOf, failuresOf } from '../../../shared/logic/aftermath.ts'
import type { WorkspaceId } from '../../../shared/model/id.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { isWriting } from '../../frame/keys.ts'
import type { LiveRun } from '../../../shared/logic/live-run.ts'
import { useSorted } from '../../store/entries.ts'
import { useLaunch } from '../../store/launch.ts'
import { useExpected } from '../../store/expected.ts'
import { goOn, isNewest } from '../../store/follow-up.ts'
import { newestFirst, useLive } from '../../store/live.ts'
import { addressOf, go } from '../../store/route.ts'
import { attempt } from '../../store/view.ts'
import { Timeline } from '../../timeline/Timeline.tsx'
import { useTurned } from '../../timeline/useTurned.ts'
import { Button } from '../../ui/Button.tsx'
import { StatePill } from '../../ui/StateGlyph.tsx'
import { stateOfVerdict } from '../../ui/states.ts'
import { clockSeconds, counted, day } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import { OnFailure } from '../plan/OnFailure.tsx'
import { RunNotice } from '../plan/RunNotice.tsx'
import { doingWords, onFailureWords, verbOf } from '../plan/words.ts'
import { PlanLines } from '../launchpad/PlanLines.tsx'
import { Steps } from './Steps.tsx'
import { followed, lasted, purpose, tally } from './tell.ts'

/** One run: what it was, its timeline, its steps with their logs, and what can be done about it. */
export function OneRun({ run, name }: { run: LiveRun; name: string }) {
  const { record } = run
  const going = record.ended === null
  const now = useNow(going)
  const turned = useTurned(run, now)
  const [chosen, choose] = useState<string | null>(
    () => record.plan.steps.find((step) => record.steps[step.id]?.status === 'failed')?.id ?? null,
  )
  useEffect(() => attempt(() => useLive.getState().readRun(record.id)), [record.id])
  const expected = useExpected(record.workspace, record.id)
  const { services } = useSorted()
  const parts = useMemo(
    () => new Map([...services.values()].flatMap(({ components }) => components.map((one) => [one.id as string, one] as const))),
    [services],
  )
  const words = useMemo(() => doingWords(turned, now, (target) => parts.get(target)?.ready), [turned, now, parts])
  const names = useMemo(() => new Map(record.plan.steps.map((step) => [step.target as string, step.name])), [record.plan])
  useStepKeys(record, chosen, choose)
  return (
    <section className="one-run" aria-label={`${name}, ${purpose(record)}`}>
      <header className="row run-head">
        <div className="stack grow">
          <div className="row">
            <h1 className="cut run-title">
              {name}, {purpose(record)}
            </h1>
            <StatePill state={stateOfVerdict(record.verdict)}>
              {record.verdict === null ? 'Running' : record.verdict[0]?.toUpperCase() + record.verdict.slice(1)}
            </StatePill>
          </div>
          <p className="small second cut number">
            {day(record.began)} {clockSeconds(record.began)}, {lasted(record, now)}: {tally(record)}.{' '}
            {record.plan.goal === 'up' && `On failure: ${onFailureWords[record.onFailure].short}. `}
            <Thread record={record} />
          </p>
        </div>
        <Actions record={record} />
      </header>
      <Open record={record} />
      <Consent workspace={record.workspace} />
      <div className="run-timeline">
        <Timeline record={turned.record} words={words} expected={expected} now={now} chosen={chosen} onChoose={choose} lanes={names} />
      </div>
      <Steps run={run} chosen={chosen} choose={choose} />
    </section>
  )
}

function Actions({ record }: { record: RunRecord }) {
  const draining = useLaunch((launch) => launch.draining[record.id] === true)
  if (record.ended !== null) return null
  return (
    <Button
      icon={<IconX size={16} stroke={1.75} />}
      title={draining ? 'Also aborts what is being done now' : 'Begins nothing more; what is being done is finished'}
      onClick={() => attempt(() => useLaunch.getState().cancel(record))}
    >
      {draining ? 'Cut' : 'Cancel'}
    </Button>
  )
}

/** What became of a run, with the way to the one that followed; or what it followed itself. */
function Thread({ record }: { record: RunRecord }) {
  const runs = useLive((live) => live.runs)
  const next = newestFirst(runs).find((run) => run.record.follows === record.id)
  const word = followed(record)
  return (
    <>
      {word && (next ? <a href={addressOf('runs', next.record.id)}>{word}</a> : <span>{word}</span>)}
      {word && '. '}
      {record.follows && runs[record.follows] && (
        <>
          Goes on with <a href={addressOf('runs', record.follows)}>an earlier run</a>.
        </>
      )}
    </>
  )
}

/** A run that is still to be settled and has not one failure that says it all: what happened, what is true now, the ways on. */
function Open({ record }: { record: RunRecord }) {
  const runs = useLive((live) => live.runs)
  const { workspaces } = useSorted()
  const asked = useLaunch((launch) => launch.asked === record.workspace)
  const workspace = workspaces.find(({ id }) => id === record.workspace)
  if (!workspace || !isNewest(runs, record)) return null
  if (record.verdict === 'failed' && failuresOf(record).length === 1) return null
  return (
    <RunNotice record={record} workspace={workspace} main={record.verdict === 'interrupted' && !asked} undone={(run) => go('runs', run)} />
  )
}

/** The plan that going on would run, until somebody says yes or no. */
function Consent({ workspace: id }: { workspace: WorkspaceId }) {
  const shown = useLaunch((launch) => (launch.asked === id ? launch.shown[id] : undefined))
  const { workspaces } = useSorted()
  const workspace = workspaces.find((one) => one.id === id)
  const { run, fold } = useLaunch.getState()
  if (!shown || !workspace) return null
  const stops = shown.problems.some((one) => one.severity === 'error')
  return (
    <section className="consent" aria-label="Plan">
      <PlanLines shown={shown} workspace={workspace} />
      <div className="row" style={{ justifyContent: 'flex-end', marginTop: 8 }}>
        {shown.goal !== 'down' && <OnFailure workspace={workspace} shown={shown} />}
        <span className="grow" />
        <Button kind="quiet" onClick={() => fold(id)}>
          Not now
        </Button>
        <Button
          kind="filled"
          autoFocus
          disabled={stops || shown.plan.steps.length === 0}
          onClick={() =>
            attempt(async () => {
              await run(id)
              go('runs')
            })
          }
        >
          {shown.plan.steps.length === 0 ? 'Nothing to do' : `${verbOf[shown.goal]} ${counted(shown.plan.steps.length, 'step')}`}
        </Button>
      </div>
    </section>
  )
}

/** J and K walk the steps, R tries again. */
function useStepKeys(record: RunRecord, chosen: string | null, choose: (step: string | null) => void): void {
  useEffect(() => {
    const steps = record.plan.steps.map((step) => step.id)
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      if (event.target instanceof Element && event.target.closest('[data-owns-keys], [role=dialog], [role=menu]')) return
      if (event.key === 'r') {
        if (!isNewest(useLive.getState().runs, record)) return
        const failure = failuresOf(record).find(({ step }) => step.id === chosen)
        attempt(() => goOn(record, failure ? branchOf(failure) : null))
        return
      }
      const by = { j: 1, k: -1 }[event.key]
      if (by === undefined) return
      const at = chosen === null ? -1 : steps.indexOf(chosen)
      choose(steps[Math.max(0, Math.min(steps.length - 1, at + by))] ?? null)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [record, chosen, choose])
}
