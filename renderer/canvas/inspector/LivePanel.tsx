import {
  IconFileText,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconPlug,
  IconRefresh,
  IconTerminal2,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { climbed } from '../../../shared/logic/climbing.ts'
import { carriersOf } from '../../../shared/logic/nest.ts'
import type { VComponent } from '../../../shared/model/service.ts'
import { engine } from '../../client/engine.ts'
import { Ladder } from '../../panels/plan/Ladder.tsx'
import { pathOf } from '../../store/entries.ts'
import { useLive } from '../../store/live.ts'
import { openSession } from '../../store/sessions.ts'
import { attempt } from '../../store/view.ts'
import { Button } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Progress, Section } from '../../ui/Pieces.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { isOn } from '../../ui/states.ts'
import { clockSeconds, ordinal, took } from '../../ui/time.ts'
import { LogLines } from '../LogLines.tsx'
import { partActions } from '../partActions.ts'
import type { Stage } from '../useScene.ts'
import { probeDetail, probeTitle } from '../words.ts'

const look = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
const icons: Readonly<Record<string, ReactNode>> = {
  'from-here': <IconPlayerTrackNext {...look} />,
  only: <IconPlayerPlay {...look} />,
  stop: <IconPlayerStop {...look} />,
  console: <IconFileText {...look} />,
}

/** How it goes now: its step, its probes with their last answers, who waits for it, what was said last. */
export function LivePanel({ component, stage }: { component: VComponent; stage: Stage }) {
  const { run, running, expected, now, workspace, service } = stage
  const seen = useLive((state) => state.seen[component.id])
  const steps = run?.record.plan.steps ?? []
  const index = steps.findIndex((s) => s.target === component.id)
  const step = steps[index]
  const kept = step && run?.record.steps[step.id]
  const trials = (step && run?.trials[step.id]) ?? []
  const said = (step && run?.said[step.id]) ?? []
  const usual = step ? expected(step.id) : null
  const spent = kept?.began != null ? (kept.ended ?? now) - kept.began : 0
  const active = kept?.status === 'running' || kept?.status === 'resting'
  const up = isOn(seen?.condition)
  const waiters = step ? steps.filter((s) => s.needs.some((need) => need.step === step.id)) : []
  const session = component.sessions[0]
  const actions = partActions(stage, [component.id], useLive.getState().seen).flat()
  return (
    <div className="live">
      {step && kept && (
        <div className="inspector-block">
          <p className="row small">
            <span className="grow cut">
              Step {index + 1} of {steps.length}, {step.verb} {step.name}
            </span>
            <span className="number quiet nowrap">
              {kept.status === 'waiting' ? 'waits' : `${took(spent)}${active && usual !== null ? ` of about ${took(usual)}` : ''}`}
            </span>
          </p>
          {active && <Progress share={usual === null ? null : Math.min(0.98, spent / usual)} label={`Progress of ${step.name}`} />}
          {step.verb === 'stop' && kept.status !== 'waiting' && (
            <div style={{ marginTop: 8 }}>
              <Ladder rungs={climbed(step, kept, run?.climbs[step.id] ?? [], now)} />
            </div>
          )}
          {kept.problem && (
            <div style={{ marginTop: 8 }}>
              <Notice problem={kept.problem} />
            </div>
          )}
        </div>
      )}
      <Section title="Seen last">
        <p className="small">
          {seen ? seen.condition : 'Nobody has looked yet'}
          {seen?.at ? <span className="quiet">, {clockSeconds(seen.at)}</span> : null}
          {seen?.note ? <span className="second">. {seen.note}</span> : null}
        </p>
      </Section>
      <Section title="Ready when all of these">
        {component.ready.map((probe, at) => {
          const trial = trials.find((t) => t.probe === at)
          const state = trial?.passed || (!running && seen?.condition === 'ready') ? 'ready' : active && trial ? 'starting' : 'waiting'
          // Two probes may be the very same; only their place tells them apart.
          const key = `${at} ${probe.kind}`
          return (
            <div key={key} className={`inspector-card inspector-card-head ${state === 'starting' ? 'trying' : ''}`}>
              <StateGlyph state={state} word={state === 'ready' ? 'passed' : state === 'starting' ? 'trying' : 'not yet tried'} />
              <IconPlug size={15} stroke={1.75} aria-hidden />
              <span className="stack grow">
                <b className="cut">
                  {probeTitle(probe)}
                  {trial && !trial.passed ? `, ${ordinal(trial.tries)} try` : ''}
                </b>
                <span className="small quiet cut" title={trial?.answer}>
                  {trial
                    ? trial.passed
                      ? `passed${trial.tries > 1 ? ` at the ${ordinal(trial.tries)} try` : ''}: ${trial.answer}`
                      : `last: ${trial.answer}`
                    : probeDetail(probe)}
                </span>
              </span>
            </div>
          )
        })}
        {component.ready.length === 0 && <p className="small quiet">No probe: ready as soon as it is powered.</p>}
      </Section>
      {waiters.length > 0 && (
        <Section title="Who waits for it">
          {waiters.map((waiter) => (
            <p key={waiter.id} className="inspector-line small">
              <KindIcon kind={waiter.plugin} size={14} />
              <span className="cut grow">{waiter.name}</span>
              <span className="quiet">
                {waiter.verb}, gate {waiter.needs.find((n) => n.step === step?.id)?.gate === 'started' ? 'started' : 'ready'}
              </span>
            </p>
          ))}
        </Section>
      )}
      {said.length > 0 && run && (
        <Section title="Last lines">
          <LogLines look="short" began={run.record.began} lines={said.slice(-8)} />
        </Section>
      )}
      <Section title="Reached through">
        <p className="small cut" title={pathOf(component, service)}>
          {['this computer', ...carriers(component, stage)].join(', ')}
        </p>
      </Section>
      <div className="live-buttons">
        <Button
          icon={<IconTerminal2 size={16} stroke={1.75} aria-hidden />}
          disabled={!session || !up}
          title={session ? (up ? `Open ${session.name}` : 'It is not ready') : 'It has no session'}
          onClick={() => session && openSession(session.id)}
        >
          {session?.name ?? 'Session'}
        </Button>
        <Button
          icon={<IconRefresh size={16} stroke={1.75} aria-hidden />}
          disabled={!workspace}
          onClick={() => workspace && attempt(() => engine['workspace.look']({ workspace: workspace.id }))}
        >
          Look now
        </Button>
        {actions
          .filter(({ id }) => (up ? id === 'stop' || id === 'console' : id === 'only' || id === 'from-here'))
          .map(({ id, title, why, run }) => (
            <Button key={id} icon={icons[id]} disabled={why !== null} title={why ?? undefined} onClick={run}>
              {title}
            </Button>
          ))}
      </div>
    </div>
  )
}

/** The carriers of a component, the lowest first; a reference carries nothing. */
function carriers(component: VComponent, { whole }: Stage): string[] {
  const below = carriersOf(whole, component.id).flatMap((id) => whole.get(id)?.component ?? [])
  return below.flatMap(({ name, is }) => ('machine' in is ? [name] : [])).reverse()
}
