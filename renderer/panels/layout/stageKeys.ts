import type { KeyboardEvent } from 'react'
import { align, choose, distribute, grow, nudge, takeAway, toDesktop, toggle } from './acts.ts'
import type { Board } from './board.ts'
import { alignments, distributions } from './commands.tsx'
import { showInspector } from './useInspector.ts'

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** A key on the stage: it belongs to the chosen windows, or to the one that has the focus. */
export function pressed(event: KeyboardEvent, board: Board): void {
  const act = actOf(event, withFocused(event, board))
  if (!act) return
  event.preventDefault()
  event.stopPropagation()
  act()
}

function actOf(event: KeyboardEvent, board: Board): (() => void) | null {
  const { key, code } = event
  const ctrl = event.ctrlKey || event.metaKey
  const focused = focusedIn(event, board)
  const way = ways[key]
  if (way && !event.altKey) {
    const step = event.shiftKey ? 10 : 1
    const act = ctrl ? grow : nudge
    return () => act(board, way[0] * step, way[1] * step)
  }
  if (event.altKey) {
    const edge = alignments.find((one) => code === one.code)
    const axis = distributions.find((one) => code === one.code)
    if (edge) return () => align(board, edge.edge)
    return axis ? () => distribute(board, axis.axis) : null
  }
  if (ctrl && key.toLowerCase() === 'a')
    return () =>
      choose(
        board,
        board.shown.map(({ pane }) => pane.session.id),
      )
  if (ctrl) return null
  if (key === 'Escape') return () => choose(board, [])
  if (key === 'Delete' || key === 'Backspace') return () => takeAway(board)
  if (key === ' ' && focused) return () => (event.shiftKey ? toggle(board, focused) : choose(board, [focused]))
  if (key === 'Enter' && focused) return () => writePlace(board, focused)
  const digit = /^Digit(\d)$/.exec(code)
  if (digit && event.shiftKey) return () => toDesktop(board, board.chosen, Number(digit[1]))
  return null
}

/** Enter goes on in the text of the window's place. */
function writePlace(board: Board, session: Board['panes'][number]['session']['id']): void {
  choose(board, [session])
  showInspector(true)
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>('.geometry input')?.focus())
}

function focusedIn(event: KeyboardEvent, board: Board) {
  const grip = event.target instanceof Element ? event.target.closest('[data-session]') : null
  return board.shown.find(({ pane }) => pane.session.id === grip?.getAttribute('data-session'))?.pane.session.id
}

/** What has the focus but is not chosen is meant by itself, for keys that change something. */
function withFocused(event: KeyboardEvent, board: Board): Board {
  const focused = focusedIn(event, board)
  if (!focused || board.chosen.some(({ pane }) => pane.session.id === focused)) return board
  if (!(event.key in ways) && event.key !== 'Delete' && !event.altKey && !/^Digit/.test(event.code)) return board
  choose(board, [focused])
  return { ...board, chosen: board.shown.filter(({ pane }) => pane.session.id === focused) }
}
