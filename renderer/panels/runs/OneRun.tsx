import { IconArrowBackUp, IconRefresh, IconX } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { ComponentId } from '../../../shared/model/id.ts'
import type { Event } from '../../../shared/model/event.ts'
import { engine } from '../../client/engine.ts'
import { expectedMs } from '../../../shared/logic/expected.ts'
import { probeTitle } from '../../canvas/words.ts'
import { isWriting } from '../../frame/keys.ts'
import type { LiveRun } from '../../../shared/logic/live-run.ts'
import { useSorted, type Sorted } from '../../store/entries.ts'
import { useLaunch } from '../../store/launch.ts'
import { useLive } from '../../store/live.ts'
import { go } from '../../store/route.ts'
import { attempt } from '../../store/view.ts'
import { Timeline } from '../../timeline/Timeline.tsx'
import { Button } from '../../ui/Button.tsx'
import { StatePill } from '../../ui/StateGlyph.tsx'
import { stateOfVerdict } from '../../ui/states.ts'
import { clockSeconds, counted, day } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import { PlanLines } from '../launchpad/PlanLines.tsx'
import { Steps } from './Steps.tsx'
import { lasted, purpose, tally } from './tell.ts'

/** One run: what it was, its timeline, its steps with their logs, and what can be done about it. */
export function OneRun({ run, name }: { run: LiveRun; name: string }) {
  const { record } = run
  const going = record.ended === null
  const now = useNow(going)
  const runs = useLive((live) => live.runs)
  const [chosen, choose] = useState<string | null>(
    () => record.plan.steps.find((step) => record.steps[step.id]?.status === 'failed')?.id ?? null,
  )
  useEffect(() => attempt(() => useLive.getState().readRun(record.id)), [record.id])
  const expected = useMemo(() => {
    const others = Object.values(runs).filter((one) => one.record.workspace === record.workspace && one.record.id !== record.id)
    return expectedMs(others.map((one) => one.record))
  }, [runs, record.workspace, record.id])
  const { services } = useSorted()
  const tries = useMemo(() => triesOf(run, services), [run, services])
  const names = new Map(record.plan.steps.map((step) => [step.target as string, step.name]))
  useStepKeys(
    record.plan.steps.map((step) => step.id),
    chosen,
    choose,
  )
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
            {day(record.began)} {clockSeconds(record.began)}, {lasted(record, now)}: {tally(record)}.
          </p>
        </div>
        <Actions run={run} />
      </header>
      <Consent workspace={record.workspace} />
      <div className="run-timeline">
        <Timeline
          record={record}
          events={tries}
          expected={expected}
          now={now}
          chosen={chosen}
          onChoose={choose}
          nameOf={(lane) => (lane === 'ground' ? 'this computer' : lane === 'desk' ? 'windows' : `on ${names.get(lane) ?? 'a carrier'}`)}
        />
      </div>
      <Steps run={run} chosen={chosen} choose={choose} />
    </section>
  )
}

function Actions({ run: { record } }: { run: LiveRun }) {
  const { ask, cancel } = useLaunch.getState()
  const draining = useLaunch((launch) => launch.draining[record.id] === true)
  const busy = useLaunch((launch) => launch.busy[record.workspace] !== undefined)
  if (record.ended === null)
    return (
      <Button icon={<IconX size={16} stroke={1.75} />} onClick={() => attempt(() => cancel(record))}>
        {draining ? 'Cut' : 'Cancel'}
      </Button>
    )
  const status = (wanted: readonly string[]) => record.plan.steps.filter((step) => wanted.includes(record.steps[step.id]?.status ?? ''))
  const done = status(['done']).filter((step) => step.opposite !== null)
  const undone = status(['failed', 'skipped', 'cancelled'])
  const components = undone.flatMap((step) => ComponentId.safeParse(step.target).data ?? [])
  const takeBack = () =>
    attempt(async () => {
      const { run } = await engine['run.takeBack']({ run: record.id })
      go('runs', run)
    })
  return (
    <>
      {undone.length > 0 && (
        <Button
          kind="soft"
          icon={<IconRefresh size={16} stroke={1.75} />}
          disabled={busy}
          onClick={() => attempt(() => ask(record.workspace, record.plan.goal, components.length > 0 ? components : null))}
        >
          Retry {counted(undone.length, 'step')}
        </Button>
      )}
      {done.length > 0 && (
        <Button icon={<IconArrowBackUp size={16} stroke={1.75} />} onClick={takeBack}>
          Take back {counted(done.length, 'step')}
        </Button>
      )}
    </>
  )
}

/** The plan that a retry would run, until somebody says yes or no. */
function Consent({ workspace }: { workspace: LiveRun['record']['workspace'] }) {
  const shown = useLaunch((launch) => (launch.asked === workspace ? launch.shown[workspace] : undefined))
  const { run, fold } = useLaunch.getState()
  if (!shown) return null
  const stops = shown.problems.some((one) => one.severity === 'error')
  return (
    <div className="consent">
      <PlanLines plan={shown.plan} problems={shown.problems} />
      <div className="row" style={{ justifyContent: 'flex-end', marginTop: 8 }}>
        <Button kind="quiet" onClick={() => fold(workspace)}>
          Not now
        </Button>
        <Button
          kind="filled"
          autoFocus
          disabled={stops || shown.plan.steps.length === 0}
          onClick={() =>
            attempt(async () => {
              await run(workspace)
              go('runs')
            })
          }
        >
          {shown.goal === 'up' ? 'Start' : 'Stop'} {counted(shown.plan.steps.length, 'step')}
        </Button>
      </div>
    </div>
  )
}

/** J and K walk the steps. */
function useStepKeys(steps: readonly string[], chosen: string | null, choose: (step: string | null) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const by = { j: 1, k: -1 }[event.key]
      if (by === undefined || event.ctrlKey || event.metaKey || isWriting(event.target)) return
      const at = chosen === null ? -1 : steps.indexOf(chosen)
      choose(steps[Math.max(0, Math.min(steps.length - 1, at + by))] ?? null)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [steps, chosen, choose])
}

/** The newest try of each step as the timeline wants it, in the words of its probe. */
function triesOf({ record, trials }: LiveRun, services: Sorted['services']): Event[] {
  const components = new Map([...services.values()].flatMap((service) => service.components.map((one) => [one.id as string, one])))
  return record.plan.steps.flatMap((step): Event[] => {
    const trial = trials[step.id]?.findLast((one) => !one.passed)
    if (!trial) return []
    const { probe, tries, at } = trial
    const written = components.get(step.target)?.ready[probe]
    return [
      {
        seq: 0,
        at,
        type: 'step.probed',
        run: record.id,
        step: step.id,
        probe,
        tries,
        passed: false,
        answer: written ? probeTitle(written) : 'probe',
      },
    ]
  })
}
