import type { KeyboardEvent } from 'react'
import { GROUND } from '../../../shared/logic/layers.ts'
import type { ComponentId } from '../../../shared/model/id.ts'
import { useView } from '../../store/view.ts'
import { selectionOf } from '../selection.ts'
import type { CanvasEvents } from '../useFlowEvents.ts'
import type { Stage } from '../useScene.ts'
import { UNLOCK } from '../words.ts'
import type { TreeRow } from './rows.ts'

interface Parts {
  readonly rows: readonly TreeRow[]
  /** Rows of a page. */
  readonly page: number
  focus(index: number): TreeRow | null
  select(key: TreeRow['key'], how: 'only' | 'toggle' | 'range'): void
  twist(row: TreeRow, open: boolean): void
  rename(id: ComponentId): void
  readonly stage: Stage
  readonly events: CanvasEvents
}

/**
 * The keys of a row: arrows move and choose, with Ctrl they only move, with Shift they choose all between; Space chooses.
 * What every view shares (Enter, Delete, Ctrl+D, Alt+Up …) is left to the keys of the canvas.
 */
export function useTreeKeys({ rows, page, focus, select, twist, rename, stage, events }: Parts) {
  return (event: KeyboardEvent<HTMLElement>, row: TreeRow): void => {
    const here = rows.indexOf(row)
    if (event.target !== event.currentTarget) {
      // From a button in the row back to the row; all other keys are the button's.
      if (event.key !== 'Escape') return
      focus(here)
      event.preventDefault()
      return
    }
    if (event.altKey) return
    const bare = event.ctrlKey || event.metaKey
    const move = (to: number): void => {
      const next = focus(to)
      if (next && event.shiftKey) select(next.key, 'range')
      else if (next && !bare) select(next.key, 'only')
    }
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(here + 1),
      ArrowUp: () => move(here - 1),
      PageDown: () => move(here + page),
      PageUp: () => move(here - page),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      ArrowRight: () => (row.open === false ? twist(row, true) : row.open && move(here + 1)),
      ArrowLeft: () => (row.open ? twist(row, false) : row.under >= 0 && move(row.under)),
      ' ': () => select(row.key, event.shiftKey ? 'range' : 'toggle'),
      F2() {
        const { part } = row
        if (!part) return
        if (part.through !== null) useView.getState().say(`${part.component.name} belongs to ${part.service.name}; rename it there.`)
        else if (stage.locked) useView.getState().say(UNLOCK)
        else rename(part.component.id)
      },
      Enter() {
        if (row.key === GROUND) return
        if (bare) return events.session(row.key)
        if (!selectionOf(stage.service).includes(row.key)) select(row.key, 'only')
        events.settings(row.key)
      },
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
}
