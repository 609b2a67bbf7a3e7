import { IconCheck, IconPlayerPause, IconPlayerPlay, IconPower, IconSquare, IconX } from '@tabler/icons-react'
import { type ReactNode, useMemo } from 'react'
import { ComponentId } from '../../../shared/model/id.ts'
import type { Step } from '../../../shared/model/plan.ts'
import { criticalPath, endOf, planned } from '../../timeline/schedule.ts'
import { took } from '../../ui/time.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import type { Acts } from '../acts.ts'
import { useBench } from '../bench.ts'
import type { Stage } from '../useScene.ts'

/** The steps in order: where, after what, why, and how long it is expected to take. */
export function PlanTable({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { shown, run, running, expected } = stage
  const chosen = useBench((bench) => bench.step)
  const plan = shown?.plan ?? (running ? run?.record.plan : null) ?? null
  const all = useMemo(() => (plan ? planned(plan, expected) : []), [plan, expected])
  const critical = useMemo(() => new Set(criticalPath(all).map((slot) => slot.step.id)), [all])
  if (!plan)
    return (
      <p className="drawer-empty quiet">
        {stage.workspace ? 'The plan comes as soon as the engine has looked.' : 'A service that is in a workspace gets a plan here.'}
      </p>
    )
  const names = new Map(stage.service.components.map((c) => [c.id as string, c.name]))
  for (const step of plan.steps) names.set(step.target, step.name)
  const byId = new Map(plan.steps.map((step) => [step.id, step]))
  const length = Math.max(1, endOf(all))
  const visit = (step: Step): void => {
    useBench.getState().set({ step: step.id })
    const component = componentOf(step, stage)
    if (!component) return
    acts.select([component])
    useBench.getState().show(component)
  }
  return (
    <table className="plan-table">
      <thead>
        <tr>
          <th className="count">#</th>
          <th>Step</th>
          <th>Where</th>
          <th>After</th>
          <th className="cause">Cause</th>
          <th className="wished">Expected</th>
        </tr>
      </thead>
      <tbody>
        {all.map((slot, index) => (
          <tr
            key={slot.step.id}
            className={chosen === slot.step.id ? 'chosen' : ''}
            tabIndex={0}
            onClick={() => visit(slot.step)}
            onKeyDown={(event) => event.key === 'Enter' && visit(slot.step)}
          >
            <td className="count number">{index + 1}</td>
            <td>
              <span className="row">
                {icons[slot.step.verb] ?? <KindIcon kind={slot.step.plugin} size={14} />}
                <span className="cut">
                  {slot.step.verb} <b>{slot.step.name}</b>
                </span>
              </span>
            </td>
            <td>{whereOf(slot.step.lane, names)}</td>
            <td>{afterOf(slot.step, byId)}</td>
            <td className="cause">{slot.step.cause}</td>
            <td className="wished">
              <span className="row">
                <span className="wished-track">
                  <i
                    className={`${critical.has(slot.step.id) ? 'critical' : ''} ${slot.guessed ? 'guessed' : ''}`}
                    style={{ left: `${(slot.from / length) * 100}%`, width: `${((slot.to - slot.from) / length) * 100}%` }}
                  />
                </span>
                <span className="number wished-time">{slot.guessed ? '?' : took(slot.to - slot.from)}</span>
              </span>
            </td>
          </tr>
        ))}
        {plan.left.map((left) => (
          <tr key={left.target} className="left-alone">
            <td className="count">
              <IconCheck size={13} stroke={1.75} aria-hidden />
            </td>
            <td>
              <span className="cut">{left.name} left as it is</span>
            </td>
            <td />
            <td />
            <td className="cause">{left.reason}</td>
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const look = { size: 14, stroke: 1.75, 'aria-hidden': true } as const
const icons: Partial<Record<Step['verb'], ReactNode>> = {
  start: <IconPlayerPlay {...look} />,
  resume: <IconPower {...look} />,
  reset: <IconPower {...look} />,
  stop: <IconSquare {...look} />,
  suspend: <IconPlayerPause {...look} />,
  close: <IconX {...look} />,
}

/** `on xen1`, `this computer`, `here` for windows. */
export function whereOf(lane: string, names: ReadonlyMap<string, string>): string {
  if (lane === 'ground') return 'this computer'
  if (lane === 'desk') return 'here'
  return `on ${names.get(lane) ?? lane.slice(lane.indexOf(':') + 1)}`
}

function afterOf(step: Step, byId: ReadonlyMap<string, Step>): string {
  if (step.needs.length === 0) return 'at once'
  return `after ${step.needs
    .map(({ step: id, gate }) => {
      const need = byId.get(id)
      return need ? `${need.name} ${gate === 'started' ? 'started' : need.expect === 'paused' ? 'suspended' : need.expect}` : id
    })
    .join(', ')}`
}

/** The node of a step: its component, or the component whose window it is about. */
export function componentOf(step: Step, { service }: Stage): ComponentId | null {
  const own = ComponentId.safeParse(step.target)
  if (own.success) return service.components.some((c) => c.id === own.data) ? own.data : null
  return service.components.find((c) => c.sessions.some((s) => s.id === step.target))?.id ?? null
}
