import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import type { ComponentId, SessionId } from '../../../shared/model/id.ts'
import type { Step } from '../../../shared/model/plan.ts'
import type { Session, VComponent } from '../../../shared/model/service.ts'
import { useLive } from '../../store/live.ts'
import { openSession } from '../../store/sessions.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import type { State } from '../../ui/states.ts'
import type { Acts } from '../acts.ts'
import { useBench } from '../bench.ts'
import { useSelection } from '../selection.ts'
import type { Stage } from '../useScene.ts'
import { took } from '../../ui/time.ts'

type Row = { readonly component: VComponent; readonly session: Session | null; readonly depth: number }
/** The height of a row, in px. */
const ROW = 24

/** The tree of who carries whom, with states: the canvas for keyboard and screen reader. Enter shows it, F2 renames. */
export function Outline({ stage, acts }: { stage: Stage; acts: Acts }) {
  const list = useRef<HTMLDivElement>(null)
  const selected = useSelection(stage.service)
  const openSessions = useLive((state) => state.open)
  const { nest, run } = stage
  const rows = useMemo(() => rowsOf(nest), [nest])
  const plan = run?.record.plan
  const steps = useMemo(() => new Map(plan?.steps.map((step) => [step.target as string, step])), [plan])
  const chosen = rows.findIndex((row) => row.session === null && row.component.id === selected[0])
  const stop = Math.max(0, chosen)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    overscan: 12,
    // The row that Tab leads to is there also while it is out of sight.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...(stop < rows.length ? [stop] : [])])].sort((a, b) => a - b),
  })
  const focus = (index: number): void => {
    const to = Math.max(0, Math.min(rows.length - 1, index))
    const there = () => list.current?.querySelector<HTMLElement>(`[data-index="${to}"]`)
    const element = there()
    if (element) element.focus()
    else {
      virtual.scrollToIndex(to)
      requestAnimationFrame(() => there()?.focus())
    }
  }
  const open = (row: Row): void => {
    const { session, component } = row
    if (session) openSession(session.id)
    else useBench.getState().show(component.id)
  }
  return (
    <div className="outline">
      <h3 className="cut">{stage.service.name}</h3>
      <div ref={list} className="scroll" role="tree" aria-label={`Outline of ${stage.service.name}`} aria-multiselectable>
        <div role="presentation" className="outline-rows" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            if (!row) return null
            const { component, session, depth } = row
            const face = stage.faces.get(component.id)
            const state: State = session ? sessionState(stage, steps.get(session.id), session.id, openSessions) : (face?.state ?? 'unknown')
            const word = session
              ? openSessions.includes(session.id)
                ? 'open'
                : session.opens === 'by-hand'
                  ? 'by hand'
                  : state === 'starting'
                    ? 'opening'
                    : state
              : (face?.word ?? '')
            return (
              <div
                key={session?.id ?? component.id}
                role="treeitem"
                data-index={index}
                className="tree-row"
                aria-level={depth + 1}
                aria-selected={!session && selected.includes(component.id)}
                tabIndex={index === stop ? 0 : -1}
                style={{ paddingLeft: 8 + depth * 14, transform: `translateY(${start}px)` }}
                onClick={(event) => {
                  if (session) return acts.select([component.id])
                  acts.select(event.shiftKey || event.ctrlKey ? [...selected, component.id] : [component.id])
                  useBench.getState().show(component.id)
                }}
                onDoubleClick={() => open(row)}
                onFocus={() => !session && !selected.includes(component.id) && acts.select([component.id])}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowDown') focus(index + 1)
                  else if (event.key === 'ArrowUp') focus(index - 1)
                  else if (event.key === 'Home') focus(0)
                  else if (event.key === 'End') focus(rows.length - 1)
                  else if (event.key === 'ArrowLeft') focus(rows.findLastIndex((r, i) => i < index && r.depth < depth))
                  else if (event.key === 'ArrowRight') focus((rows[index + 1]?.depth ?? 0) > depth ? index + 1 : index)
                  else if (event.key === 'Enter') open(row)
                  else return
                  event.preventDefault()
                  event.stopPropagation()
                }}
              >
                <KindIcon kind={session?.plugin ?? face?.kind ?? ''} size={14} />
                <span className="cut grow">{session?.name ?? component.name}</span>
                <span className="quiet number">
                  {session ? (session.opens === 'by-hand' ? 'by hand' : '') : spent(stage, steps.get(component.id), component.id)}
                </span>
                <StateGlyph state={state} word={word} />
              </div>
            )
          })}
        </div>
        {rows.length === 0 && <p className="quiet small outline-none">Nothing is drawn yet.</p>}
      </div>
      {stage.running && <p className="outline-hint">Double click a ready machine to open its session. Moving things stays allowed.</p>}
    </div>
  )
}

/** How long the component's step took or has been going on; nothing when it has no step. */
function spent({ run, running, now, faces, whole }: Stage, step: Step | undefined, id: ComponentId): string {
  if (!run || !running || whole.get(id)?.means) return ''
  const kept = step && run.record.steps[step.id]
  if (!kept) return faces.get(id)?.state === 'ready' ? 'was on' : ''
  return kept.began === null ? '' : took((kept.ended ?? now) - kept.began)
}

function sessionState({ run, running }: Stage, step: Step | undefined, id: SessionId, open: readonly string[]): State {
  if (open.includes(id)) return 'ready'
  const status = running && step ? run?.record.steps[step.id]?.status : undefined
  if (status === 'running' || status === 'resting') return 'starting'
  if (status === 'failed' || status === 'skipped' || status === 'waiting') return status
  return 'off'
}

function rowsOf(nest: Stage['nest']): Row[] {
  const rows: Row[] = []
  for (const { component, depth } of nest.values()) {
    rows.push({ component, session: null, depth })
    for (const session of component.sessions) rows.push({ component, session, depth: depth + 1 })
  }
  return rows
}
