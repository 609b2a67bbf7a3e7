import { IconCopy, IconFileText, IconTerminal2 } from '@tabler/icons-react'
import { branchOf, failuresOf } from '../../../shared/logic/aftermath.ts'
import { climbed } from '../../../shared/logic/climbing.ts'
import type { LiveRun } from '../../../shared/logic/live-run.ts'
import type { Step } from '../../../shared/model/plan.ts'
import { useConsole } from '../../store/console.ts'
import { findComponent, useSorted } from '../../store/entries.ts'
import { isNewest } from '../../store/follow-up.ts'
import { useLaunch } from '../../store/launch.ts'
import { cardOf, useLive } from '../../store/live.ts'
import { go } from '../../store/route.ts'
import { openSession } from '../../store/sessions.ts'
import { copy } from '../../store/view.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { isUp } from '../../ui/states.ts'
import { clockSeconds } from '../../ui/time.ts'
import { FollowUp } from '../plan/FollowUp.tsx'
import { Ladder } from '../plan/Ladder.tsx'

const look = { size: 14, stroke: 1.75, 'aria-hidden': true } as const

/** A step from near: its problem with what can be done about it, the rungs it climbed, and everything it said. */
export function StepDetail({ run, step, now }: { run: LiveRun; step: Step; now: number }) {
  const { record } = run
  const kept = record.steps[step.id]
  const runs = useLive((live) => live.runs)
  const asked = useLaunch((launch) => launch.asked === record.workspace)
  const failures = failuresOf(record)
  const failure = failures.find((one) => one.step.id === step.id || one.alike.some(({ id }) => id === step.id))
  const problem = kept?.problem
  const lines = linesOf(run, step)
  const all = () => [problem && `${problem.title} (${problem.code})\n${problem.message}`, ...lines].filter(Boolean).join('\n')
  return (
    <div className={`step-detail ${problem ? 'has-problem' : ''}`}>
      {problem && <Notice problem={problem} />}
      {step.verb === 'stop' && kept && kept.rung !== null && <Ladder rungs={climbed(step, kept, run.climbs[step.id] ?? [], now)} />}
      <pre className="step-log">
        {numbered(lines).map(({ number, line }) => (
          <span key={number}>{`${line}\n`}</span>
        ))}
        {lines.length === 0 && 'Nothing was said.'}
      </pre>
      <div className="row step-acts">
        {failure && isNewest(runs, record) && (
          <FollowUp
            record={record}
            branch={branchOf(failure)}
            lean={failures.length > 1}
            main={!asked}
            undone={(taken) => go('runs', taken)}
          />
        )}
        <span className="grow" />
        <Ways step={step} />
        <Button kind="quiet" icon={<IconCopy {...look} />} onClick={() => copy(all())}>
          Copy
        </Button>
      </div>
    </div>
  )
}

/** The ways to look at the machine itself. */
function Ways({ step }: { step: Step }) {
  const { services, machines } = useSorted()
  const cards = useLive((live) => live.cards)
  const seen = useLive((live) => live.seen[step.target]?.condition)
  const component = findComponent(step.target, services)
  const machine = component && 'machine' in component.is ? machines.get(component.is.machine) : undefined
  const [session] = component?.sessions ?? []
  if (!component || !machine || !isUp(seen)) return null
  return (
    <>
      {cardOf(cards, machine.plugin)?.console && (
        <Button kind="quiet" icon={<IconFileText {...look} />} onClick={() => useConsole.getState().read(component.id, component.name)}>
          Show console
        </Button>
      )}
      {session && (
        <Button kind="quiet" icon={<IconTerminal2 {...look} />} onClick={() => openSession(session.id)}>
          Open {session.name}
        </Button>
      )}
    </>
  )
}

/** What was said and tried, in the order of time. */
function linesOf(run: LiveRun, step: Step): string[] {
  const said = (run.said[step.id] ?? []).map(({ at, text }) => ({ at, text }))
  const tried = (run.trials[step.id] ?? []).map((one) => ({ at: one.at, text: `probe ${one.probe + 1}, try ${one.tries}: ${one.answer}` }))
  return [...said, ...tried].sort((a, b) => a.at - b.at).map(({ at, text }) => `${clockSeconds(at)} ${text}`)
}

/** A line has no name of its own; its number in the log is it. */
const numbered = (lines: readonly string[]) => lines.map((line, number) => ({ line, number }))
