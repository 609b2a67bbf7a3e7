import { useVirtualizer } from '@tanstack/react-virtual'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import type { Machine } from '../../../shared/model/machine.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import type { Acts } from '../acts.ts'
import { useBench } from '../bench.ts'
import type { Stage } from '../useScene.ts'

interface Row {
  readonly machine: Machine
  readonly depth: number
  readonly open: boolean | null
}

/** All machines that are known, under the machine that is their home. Only what is seen is drawn. */
export function InventoryTree({ stage, acts, word }: { stage: Stage; acts: Acts; word: string }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(0)
  const { machines } = stage.sorted
  const drawn = useMemo(
    () => new Set(stage.service.components.flatMap((c) => ('machine' in c.is ? [c.is.machine as string] : []))),
    [stage.service],
  )
  const rows = useMemo(() => rowsOf(machines, folded, word), [machines, folded, word])
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => 24, overscan: 8 })
  const fold = (id: string, shut: boolean): void => {
    const next = new Set(folded)
    if (shut) next.add(id)
    else next.delete(id)
    setFolded(next)
  }
  const focus = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index))
    setAt(next)
    virtual.scrollToIndex(next)
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus())
  }
  return (
    <section className="inventory-tree" aria-label="Inventory">
      <h3>
        Inventory <span className="quiet number">{machines.size.toLocaleString('en')}</span>
      </h3>
      <div ref={scroller} className="scroll" role="tree" aria-label="Machines of the inventory">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            const { machine, depth, open } = row
            return (
              <div
                key={machine.id}
                data-index={item.index}
                role="treeitem"
                aria-level={depth + 1}
                aria-expanded={open ?? undefined}
                aria-selected={item.index === at}
                tabIndex={item.index === Math.min(at, rows.length - 1) ? 0 : -1}
                draggable
                className="tree-row"
                style={{ transform: `translateY(${item.start}px)`, paddingLeft: 8 + depth * 14 }}
                onDragStart={(event) => {
                  event.dataTransfer.setData('text/plain', machine.label)
                  event.dataTransfer.effectAllowed = 'copy'
                  useBench.getState().set({ dragged: { machine } })
                }}
                onDragEnd={() => useBench.getState().set({ dragged: null })}
                onClick={() => setAt(item.index)}
                onDoubleClick={() => acts.add({ machine }, null)}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowDown') focus(item.index + 1)
                  else if (event.key === 'ArrowUp') focus(item.index - 1)
                  else if (event.key === 'ArrowRight' && open === false) fold(machine.id, false)
                  else if (event.key === 'ArrowLeft' && open === true) fold(machine.id, true)
                  else if (event.key === 'Enter') acts.add({ machine }, null)
                  else return
                  event.preventDefault()
                }}
              >
                <span className="twist" aria-hidden onClick={() => open !== null && fold(machine.id, open)}>
                  {open !== null && (open ? <IconChevronDown size={12} stroke={1.75} /> : <IconChevronRight size={12} stroke={1.75} />)}
                </span>
                <KindIcon kind={machine.plugin} size={14} />
                <span className="cut grow">{machine.label}</span>
                {drawn.has(machine.id) && <span className="quiet">on canvas</span>}
              </div>
            )
          })}
        </div>
      </div>
    </section>
  )
}

/** The rows that are unfolded, homes before what lives in them; with a search word, only what fits, flat. */
function rowsOf(machines: ReadonlyMap<string, Machine>, folded: ReadonlySet<string>, word: string): Row[] {
  const byLabel = (a: Machine, b: Machine) => a.label.localeCompare(b.label, 'en', { numeric: true })
  if (word !== '')
    return [...machines.values()]
      .filter((m) => m.label.toLowerCase().includes(word))
      .sort(byLabel)
      .map((machine) => ({ machine, depth: 0, open: null }))
  const inside = new Map<string | null, Machine[]>()
  for (const machine of machines.values()) {
    const home = machine.home !== null && machine.home !== machine.id && machines.has(machine.home) ? machine.home : null
    inside.set(home, [...(inside.get(home) ?? []), machine])
  }
  const rows: Row[] = []
  const walk = (home: string | null, depth: number): void => {
    for (const machine of (inside.get(home) ?? []).sort(byLabel)) {
      const open = inside.has(machine.id) ? !folded.has(machine.id) : null
      rows.push({ machine, depth, open })
      if (open && depth < 30) walk(machine.id, depth + 1)
    }
  }
  walk(null, 0)
  return rows
}
