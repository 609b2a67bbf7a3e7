import { useLive } from '../../store/live.ts'
import type { ComponentId } from '../../../shared/model/id.ts'
import type { VComponent } from '../../../shared/model/service.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { stateOfCondition, type State } from '../../ui/states.ts'
import { arrange, bounds, boxOf, type Placed } from '../layout/arrange.ts'
import { usePicture } from '../layout/usePicture.ts'

const WIDE = 330
const HIGH = 96

/** The windows of a workspace on its screens, to scale. A window that starts or failed has its state's border. */
export function Miniature({ workspace, components }: { workspace: Workspace; components: readonly VComponent[] }) {
  const { screens, windows } = arrange(workspace, components)
  const all = bounds(screens)
  const scale = Math.min(WIDE / all.width, HIGH / all.height)
  const place = (box: { x: number; y: number; width: number; height: number }, inset: number) => ({
    left: (box.x - all.x) * scale + inset,
    top: (box.y - all.y) * scale + inset,
    width: Math.max(4, box.width * scale - 2 * inset),
    height: Math.max(4, box.height * scale - 2 * inset),
  })
  return (
    <div className="miniature" style={{ width: all.width * scale, height: all.height * scale }} aria-hidden="true">
      {screens.map((screen) => (
        <div key={screen.name} className="mini-screen" style={place(screen, 0)} />
      ))}
      {windows.map((placed) => (
        <MiniWindow key={placed.session.id} placed={placed} style={place(boxOf(placed.placement, screens), 2)} />
      ))}
    </div>
  )
}

function MiniWindow({ placed: { session, component }, style }: { placed: Placed; style: React.CSSProperties }) {
  const condition = useLive((live) => live.seen[component.id]?.condition)
  const view = useLive((live) => live.cards.find((card) => card.id === session.plugin)?.view ?? null)
  const failed = useLive((live) => failedIn(live.runs, component.id))
  const state: State = failed ? 'failed' : stateOfCondition(condition ?? 'off')
  const picture = usePicture(component.id, view === 'screen' && (condition === 'ready' || condition === 'on'))
  return (
    <div className={`mini-window is-${state}`} style={style}>
      {picture ? <img src={picture} alt="" /> : <KindIcon kind={session.plugin} size={13} />}
    </div>
  )
}

function failedIn(runs: ReturnType<typeof useLive.getState>['runs'], component: ComponentId): boolean {
  let newest: { began: number; failed: boolean } | null = null
  for (const { record } of Object.values(runs)) {
    const step = record.plan.steps.find((one) => one.target === component)
    if (step && (newest === null || record.began > newest.began))
      newest = { began: record.began, failed: record.steps[step.id]?.status === 'failed' }
  }
  return newest?.failed ?? false
}
