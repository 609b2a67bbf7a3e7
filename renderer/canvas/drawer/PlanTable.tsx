import {
  IconCheck,
  IconDeviceFloppy,
  IconPlayerPause,
  IconPlayerPlay,
  IconPower,
  IconRefresh,
  IconSquare,
  IconX,
} from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef } from 'react'
import { climbed } from '../../../shared/logic/climbing.ts'
import { ComponentId } from '../../../shared/model/id.ts'
import type { LeftAlone, Step } from '../../../shared/model/plan.ts'
import { criticalPath, endOf, planned, type Slot } from '../../../shared/logic/timeline.ts'
import { Ladder } from '../../panels/plan/Ladder.tsx'
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
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: all.length + (plan?.left.length ?? 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
  })
  if (!plan)
    return (
      <p className="drawer-empty quiet">
        {stage.workspace
          ? 'The plan comes as soon as the engine has looked.'
          : 'A service that is in a service-workspace gets a plan here.'}
      </p>
    )
  const names = new Map(stage.service.components.map((c) => [c.id as string, c.name]))
  for (const step of plan.steps) names.set(step.target, step.name)
  const stops = plan.steps.some(({ verb }) => verb === 'stop')
  const byId = new Map(plan.steps.map((step) => [step.id, step]))
  const length = Math.max(1, endOf(all))
  const visit = (step: Step): void => {
    useBench.getState().set({ step: step.id })
    const component = componentOf(step, stage)
    if (!component) return
    acts.select([component])
    useBench.getState().show(component)
  }
  const rows = virtual.getVirtualItems()
  const before = rows[0]?.start ?? 0
  const after = virtual.getTotalSize() - (rows.at(-1)?.end ?? 0)
  return (
    <div ref={scroller} className="scroll grow">
      <table className={`plan-table ${stops ? 'stops' : ''}`} aria-rowcount={all.length + plan.left.length}>
        <thead>
          <tr>
            <th className="count">#</th>
            <th>Step</th>
            <th>Where</th>
            <th>After</th>
            <th className="cause">Cause</th>
            {stops && <th className="until">Until off, in s</th>}
            <th className="wished">Expected</th>
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {rows.map(({ index }) => {
            const slot = all[index]
            const left = plan.left[index - all.length]
            if (!slot) return left && <LeftRow key={left.target} left={left} stops={stops} />
            const { step } = slot
            return (
              <tr
                key={step.id}
                className={chosen === step.id ? 'chosen' : ''}
                tabIndex={0}
                onClick={() => visit(step)}
                onKeyDown={(event) => {
                  const to =
                    event.key === 'ArrowDown'
                      ? event.currentTarget.nextElementSibling
                      : event.key === 'ArrowUp'
                        ? event.currentTarget.previousElementSibling
                        : null
                  if (event.key === 'Enter') visit(step)
                  if (to instanceof HTMLElement) to.focus()
                }}
              >
                <td className="count number">{index + 1}</td>
                <td>
                  <span className="row">
                    {icons[step.verb] ?? <KindIcon kind={step.plugin} size={14} />}
                    <span className="cut">
                      {step.verb} <b>{step.name}</b>
                    </span>
                  </span>
                </td>
                <td>{whereOf(step.lane, names)}</td>
                <td title={afterOf(step, byId)}>{afterOf(step, byId)}</td>
                <td className="cause" title={step.cause}>
                  {step.cause}
                </td>
                {stops && <td className="until">{step.verb === 'stop' && <Ladder small rungs={climbed(step, undefined, [], 0)} />}</td>}
                <td className="wished">
                  <Wished slot={slot} length={length} critical={critical.has(step.id)} />
                </td>
              </tr>
            )
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  )
}
const ROW = 25

function Wished({ slot, length, critical }: { slot: Slot; length: number; critical: boolean }) {
  const share = (ms: number) => `${(ms / length) * 100}%`
  return (
    <span className="row">
      <span className="wished-track">
        <i
          className={`${critical ? 'critical' : ''} ${slot.guessed ? 'guessed' : ''}`}
          style={{ left: share(slot.from), width: share(slot.to - slot.from) }}
        />
      </span>
      <span className="number wished-time" title={slot.guessed ? 'Nobody knows yet; after the first good run this is known' : undefined}>
        {slot.guessed ? '?' : took(slot.to - slot.from)}
      </span>
    </span>
  )
}

const LeftRow = ({ left, stops }: { left: LeftAlone; stops: boolean }) => (
  <tr className="left-alone">
    <td className="count">
      <IconCheck size={13} stroke={1.75} aria-hidden />
    </td>
    <td>{left.name} left as it is</td>
    <td />
    <td />
    <td className="cause" title={left.reason}>
      {left.reason}
    </td>
    {stops && <td />}
    <td />
  </tr>
)

const look = { size: 14, stroke: 1.75, 'aria-hidden': true } as const
const icons: Partial<Record<Step['verb'], ReactNode>> = {
  start: <IconPlayerPlay {...look} />,
  resume: <IconPower {...look} />,
  reset: <IconRefresh {...look} />,
  save: <IconDeviceFloppy {...look} />,
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
export function componentOf(step: Step, { whole }: Pick<Stage, 'whole'>): ComponentId | null {
  const own = ComponentId.safeParse(step.target)
  if (own.success) return whole.has(own.data) ? own.data : null
  return [...whole.values()].find(({ component }) => component.sessions.some((s) => s.id === step.target))?.component.id ?? null
}
