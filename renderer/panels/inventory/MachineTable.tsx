import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { MachineId } from '../../../shared/model/id.ts'
import type { Machine } from '../../../shared/model/machine.ts'
import { useSorted } from '../../store/entries.ts'
import { cardOf, useLive } from '../../store/live.ts'
import { go } from '../../store/route.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Chip } from '../../ui/Pieces.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { stateOfCondition } from '../../ui/states.ts'
import { addressLine, machinePath, usage, type Use } from './usage.ts'

const ROW = 28

/** All machines that were found, as many rows drawn as fit. Up and Down move, Enter opens the details. */
export function MachineTable({ ids, more, chosen }: { ids: readonly MachineId[]; more(): void; chosen: string | null }) {
  const document = useSorted()
  const uses = usage(document)
  const body = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({ count: ids.length, getScrollElement: () => body.current, estimateSize: () => ROW, overscan: 12 })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (last > ids.length - 100) more()
  }, [last, ids.length, more])
  const at = ids.findIndex((id) => id === chosen)
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' })
  }, [at, rows])
  const press = (event: React.KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key]
    const to =
      by === undefined
        ? event.key === 'Home'
          ? 0
          : event.key === 'End'
            ? ids.length - 1
            : null
        : Math.max(0, Math.min(ids.length - 1, at + by))
    const next = to === null ? undefined : ids[to]
    if (!next) return
    event.preventDefault()
    go('inventory', next)
  }
  return (
    <div
      className="machine-table"
      role="grid"
      aria-label="Machines"
      aria-rowcount={ids.length + 1}
      tabIndex={0}
      onKeyDown={press}
      aria-activedescendant={chosen ?? undefined}
    >
      <div className="machine-row head" role="row">
        {['Label', 'Path', 'Address', 'State', 'Tags', 'Used by'].map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      <div className="machine-body" ref={body} role="rowgroup">
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
          {shown.map(({ index, start }) => {
            const machine = document.machines.get(ids[index] ?? '')
            if (!machine) return null
            return (
              <Row
                key={machine.id}
                machine={machine}
                path={machinePath(machine, document.machines)}
                uses={uses.get(machine.id) ?? none}
                top={start}
                index={index}
                chosen={machine.id === chosen}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

const none: readonly Use[] = []

interface RowProps {
  readonly machine: Machine
  readonly path: string
  readonly uses: readonly Use[]
  readonly top: number
  readonly index: number
  readonly chosen: boolean
}

const Row = memo(function Row({ machine, path, uses, top, index, chosen }: RowProps) {
  const condition = useLive((live) => uses.map(({ component }) => live.seen[component.id]?.condition).find((one) => one !== undefined))
  const kind = useLive((live) => cardOf(live.cards, machine.plugin)?.title ?? machine.plugin)
  const owners = [
    ...new Set(uses.flatMap((use) => (use.workspaces.length > 0 ? use.workspaces.map((one) => one.name) : [use.service.name]))),
  ]
  return (
    <div
      id={machine.id}
      className="machine-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" className="row label">
        <span title={kind} className="row">
          <KindIcon kind={machine.plugin} size={15} />
        </span>
        <a className="cut" tabIndex={-1} href={`#/inventory/${encodeURIComponent(machine.id)}`}>
          {machine.label}
        </a>
      </span>
      <code role="gridcell" className="cut second">
        {path}
      </code>
      <span role="gridcell" className="cut second number">
        {addressLine(machine)}
      </span>
      <span role="gridcell">
        {condition ? <StateWord state={stateOfCondition(condition)} /> : <span className="quiet">not looked at</span>}
      </span>
      <span role="gridcell" className="row cut">
        {machine.tags.slice(0, 3).map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </span>
      <span role="gridcell" className="cut second">
        {owners.join(', ')}
      </span>
    </div>
  )
})
