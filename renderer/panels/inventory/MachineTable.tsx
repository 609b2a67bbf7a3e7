import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { MachineId } from '../../../shared/model/id.ts'
import type { Machine } from '../../../shared/model/machine.ts'
import { useSorted } from '../../store/entries.ts'
import { cardOf, useLive } from '../../store/live.ts'
import { addressOf, go } from '../../store/route.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Chip } from '../../ui/Pieces.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { stateOfCondition } from '../../ui/states.ts'
import { addressLine, machinePath, usage, type Use } from './usage.ts'

const ROW = 28
/** Rows drawn above and below what is in sight. */
const BEYOND = 8

/** All machines that were found, as many rows drawn as fit. Up and Down move, Enter opens the details. */
export function MachineTable({ ids, more, chosen }: { ids: readonly MachineId[]; more(): void; chosen: string | null }) {
  const { machines } = useSorted()
  const uses = usage(useSorted())
  const table = useRef<HTMLTableElement>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const rows = useVirtualizer({ count: ids.length, getScrollElement: () => body.current, estimateSize: () => ROW, overscan: BEYOND })
  const shown = rows.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (last > ids.length - 100) more()
  }, [last, ids.length, more])
  const at = ids.map(String).indexOf(chosen ?? '')
  useEffect(() => {
    if (at < 0) return
    rows.scrollToIndex(at, { align: 'auto' })
    // The focus goes along with the arrow keys, once the row that was scrolled to is drawn.
    if (table.current?.contains(document.activeElement))
      requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[aria-current] a')?.focus())
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
    <table className="machine-table" aria-label="Machines" aria-rowcount={ids.length + 1} onKeyDown={press} ref={table}>
      <thead>
        <tr className="machine-row head">
          {['Label', 'Path', 'Address', 'State', 'Tags', 'Used by'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="machine-body" ref={body}>
        {/* As high as all rows together: only those in sight are drawn. */}
        <tr className="filler" style={{ height: rows.getTotalSize() }} />
        {shown.map(({ index, start }) => {
          const machine = machines.get(ids[index] ?? '')
          if (!machine) return null
          return (
            <Row
              key={machine.id}
              machine={machine}
              path={machinePath(machine, machines)}
              uses={uses.get(machine.id) ?? none}
              top={start}
              index={index}
              chosen={machine.id === chosen}
              entry={index === Math.max(0, at)}
            />
          )
        })}
      </tbody>
    </table>
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
  /** Where Tab enters the table. */
  readonly entry: boolean
}

const Row = memo(function Row({ machine, path, uses, top, index, chosen, entry }: RowProps) {
  const condition = useLive((live) => uses.map(({ component }) => live.seen[component.id]?.condition).find((one) => one !== undefined))
  const kind = useLive((live) => cardOf(live.cards, machine.plugin)?.title ?? machine.plugin)
  const owners = [
    ...new Set(uses.flatMap((use) => (use.workspaces.length > 0 ? use.workspaces.map((one) => one.name) : [use.service.name]))),
  ]
  return (
    <tr
      id={machine.id}
      className="machine-row"
      aria-rowindex={index + 2}
      aria-current={chosen ? 'true' : undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <th scope="row" className="row label">
        <span title={kind} className="row">
          <KindIcon kind={machine.plugin} size={15} />
        </span>
        <a className="cut" tabIndex={entry ? 0 : -1} href={addressOf('inventory', machine.id)}>
          {machine.label}
        </a>
      </th>
      <td className="cut second mono">{path}</td>
      <td className="cut second number">{addressLine(machine)}</td>
      <td>{condition ? <StateWord state={stateOfCondition(condition)} /> : <span className="quiet">not looked at</span>}</td>
      <td className="row cut">
        {machine.tags.slice(0, 3).map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </td>
      <td className="cut second">{owners.join(', ')}</td>
    </tr>
  )
})
