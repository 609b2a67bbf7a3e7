import { useVirtualizer } from '@tanstack/react-virtual'
import { type ComponentProps, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react'
import { GROUND } from '../../../shared/logic/layers.ts'
import type { ComponentId } from '../../../shared/model/id.ts'
import { Hints } from '../Hints.tsx'
import type { Acts } from '../acts.ts'
import { useBench } from '../bench.ts'
import { rangeOf, useCursor } from '../cursor.ts'
import { toggled, useSelection } from '../selection.ts'
import type { CanvasEvents } from '../useFlowEvents.ts'
import type { Stage } from '../useScene.ts'
import { useStable } from '../useStable.ts'
import { Rename } from './Rename.tsx'
import { Cells } from './Row.tsx'
import { rowsOf, type TreeRow } from './rows.ts'
import { useTreeKeys } from './useTreeKeys.ts'
import './tree.css'

const HEIGHT = 32
const columns = [
  'Component, on what carries it',
  'State',
  'Ready when, last answer',
  'After',
  'Memory given out',
  'Took, or expected',
  'Sessions',
]

/** The stack as a table that is a tree: the equal of the canvas for keyboard and screen reader. Only the rows in sight are drawn. */
export function Tree({ stage, acts, events }: { stage: Stage; acts: Acts; events: CanvasEvents }) {
  const { service, nest, isGround } = stage
  const scroller = useRef<HTMLDivElement>(null)
  const selected = useSelection(service)
  const goTo = useBench((bench) => bench.goTo)
  const cursor = useCursor(stage)
  const [groundShut, setGroundShut] = useState(false)
  const [onGround, setOnGround] = useState(false)
  const [renamed, setRenamed] = useState<ComponentId | null>(null)
  const anchor = useRef<ComponentId | null>(null)
  const rows = useMemo(() => rowsOf(nest, isGround, groundShut), [nest, isGround, groundShut])
  const here = Math.max(
    0,
    rows.findIndex(({ key }) => key === (onGround ? GROUND : cursor)),
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 10,
    scrollMargin: HEIGHT,
    scrollPaddingStart: HEIGHT,
  })

  const focus = (index: number): TreeRow | null => {
    const to = Math.max(0, Math.min(rows.length - 1, index))
    const row = rows[to]
    if (!row) return null
    setOnGround(row.key === GROUND)
    if (row.key !== GROUND) useBench.getState().point(service.id, row.key)
    virtual.scrollToIndex(to)
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.key)}"]`)?.focus())
    return row
  }
  const select = (key: TreeRow['key'], how: 'only' | 'toggle' | 'range'): void => {
    if (key === GROUND) acts.select([])
    else if (how === 'range') acts.select(rangeOf(order(rows), anchor.current ?? key, key))
    else if (how === 'only') acts.select([key])
    else acts.select(toggled(selected, key))
    if (key !== GROUND && how !== 'range') anchor.current = key
  }
  const twist = (row: TreeRow, open: boolean): void => {
    if (row.key === GROUND) setGroundShut(!open)
    else useBench.getState().fold(service.id, [row.key], !open)
  }
  const press = useTreeKeys({ rows, page: pageOf(scroller.current), focus, select, twist, rename: setRenamed, stage, events })

  const arrive = useStable((id: ComponentId) => {
    useBench.getState().point(service.id, id)
    setOnGround(false)
    virtual.scrollToIndex(rows.findIndex(({ key }) => key === id))
  })
  useEffect(() => {
    // What was folded away has its row in the next frame.
    if (goTo) requestAnimationFrame(() => arrive(goTo.component))
  }, [goTo, arrive])

  const click = (event: MouseEvent, row: TreeRow): void => {
    if (event.target instanceof Element && event.target.closest('button, input, .twist')) return
    select(row.key, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only')
  }
  const items = virtual.getVirtualItems()
  return (
    <div className="tree">
      <div
        ref={scroller}
        className="tree-scroll scroll"
        role="treegrid"
        aria-label={`Tree of ${service.name}`}
        aria-multiselectable
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length}
      >
        <Titles />
        <div className="tree-rows" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index]
            if (!row) return null
            const chosen = row.key !== GROUND && selected.includes(row.key)
            return (
              <div
                key={row.key}
                role="row"
                data-row={row.key}
                {...(row.key !== GROUND && { 'data-part': row.key })}
                className={`tree-line ${chosen ? 'chosen' : ''} ${row.part?.through ? 'foreign' : ''}`}
                style={{ transform: `translateY(${start - HEIGHT}px)` }}
                tabIndex={index === here ? 0 : -1}
                aria-rowindex={index + 2}
                aria-level={row.level}
                aria-posinset={row.place}
                aria-setsize={row.mates}
                aria-expanded={row.open ?? undefined}
                aria-selected={row.key === GROUND ? undefined : chosen}
                onFocus={() => {
                  setOnGround(row.key === GROUND)
                  if (row.key !== GROUND) useBench.getState().point(service.id, row.key)
                }}
                onClick={(event) => click(event, row)}
                onDoubleClick={() => row.key !== GROUND && events.open(row.key)}
                onContextMenu={(event) => {
                  event.preventDefault()
                  if (row.key !== GROUND && !chosen) select(row.key, 'only')
                  events.menu(event, row.key === GROUND ? null : row.key)
                }}
                onKeyDown={(event) => press(event, row)}
              >
                <Cells
                  row={row}
                  stage={stage}
                  current={index === here}
                  onTwist={() => row.open !== null && twist(row, !row.open)}
                  rename={
                    row.part && renamed === row.key ? (
                      <Rename
                        name={row.part.component.name}
                        onDone={(name) => {
                          if (name !== null && row.key !== GROUND) acts.rename(row.key, name)
                          setRenamed(null)
                          focus(index)
                        }}
                      />
                    ) : null
                  }
                />
              </div>
            )
          })}
        </div>
        {rows.length === 0 && <p className="quiet tree-empty">Nothing is drawn yet. Press A to add a machine.</p>}
      </div>
      <Hints keys={hints} />
    </div>
  )
}

const Titles = () => (
  <Line role="row" className="tree-columns" aria-rowindex={1}>
    {columns.map((title) => (
      <Line key={title} role="columnheader" className="cut">
        {title}
      </Line>
    ))}
  </Line>
)
/** What the keyboard passes by. */
const Line = (props: ComponentProps<'span'>) => <span {...props} />

const hints = [
  [['↑', '↓'], 'move'],
  [['←', '→'], 'fold, unfold'],
  [['Enter'], 'settings'],
  [['Ctrl Enter'], 'open session'],
  [['Alt ↑'], 'carry elsewhere…'],
  [['Shift D'], 'depends on…'],
] as const
const order = (rows: readonly TreeRow[]): ComponentId[] => rows.flatMap(({ key }) => (key === GROUND ? [] : [key]))
const pageOf = (element: HTMLElement | null): number => Math.max(1, Math.floor((element?.clientHeight ?? 320) / HEIGHT) - 2)
