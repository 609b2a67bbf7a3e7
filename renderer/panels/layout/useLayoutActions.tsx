import { IconLayoutBoard, IconLayoutGrid } from '@tabler/icons-react'
import { useMemo } from 'react'
import { TEMPLATES } from '../../../shared/logic/geometry/template.ts'
import { type Action, useProvideActions } from '../../store/actions.ts'
import { align, applyTemplate, choose, distribute, named, placeFree, takeAway, templateFor, toDesktop } from './acts.ts'
import { type Board, desktopsOf, desktopWord, screenMeant } from './board.ts'
import { useBoardView } from './boardView.ts'
import { alignments, distributions } from './commands.tsx'

const look = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** What the command palette offers of the layout that is shown: all that the pointer can do with its windows. */
export function useLayoutActions(board: Board): void {
  const actions = useMemo((): readonly Action[] => {
    const { chosen, loose, shown, workspace } = board
    const screen = screenMeant(board)
    const { spots, panes } = templateFor(board, screen)
    const nobody = chosen.length === 0 ? 'no window is chosen' : null
    const see = useBoardView.getState().see
    const act = (id: string, title: string, blocked: string | null, run: () => void, more: Partial<Action> = {}): Action => ({
      id: `layout ${id}`,
      group: 'Do',
      title,
      blocked,
      run,
      ...more,
    })
    return [
      ...alignments.map(({ edge, title, keys, icon: Picture }) =>
        act(edge, title, nobody, () => align(board, edge), { keys, icon: <Picture {...look} /> }),
      ),
      ...distributions.map(({ axis, title, keys, icon: Picture }) =>
        act(`gaps ${axis}`, title, chosen.length < 3 ? 'that takes three chosen windows' : null, () => distribute(board, axis), {
          keys,
          icon: <Picture {...look} />,
        }),
      ),
      ...TEMPLATES.map(({ name, title }) =>
        act(
          `template ${name}`,
          `${title}: ${screen.name}`,
          spots.length + panes.length === 0 ? 'no window is there' : null,
          () => applyTemplate(board, name, title, screen),
          { icon: <IconLayoutGrid {...look} /> },
        ),
      ),
      act('all', 'Choose all windows of this desktop', shown.length === 0 ? 'there is none' : null, () =>
        choose(
          board,
          shown.map(({ pane }) => pane.session.id),
        ),
      ),
      act('place all', 'Place all windows', loose.length === 0 ? 'every window has its place' : null, () => placeFree(board, loose)),
      act('take away', 'Take the place of the chosen away', nobody, () => takeAway(board), { keys: 'Del' }),
      ...desktopsOf(board).flatMap((desktop): Action[] => {
        const word = desktopWord(desktop)
        const here = desktop === board.desktop ? 'it is shown now' : null
        return [
          act(`desktop ${word}`, `Show desktop: ${word}`, here, () => see(workspace.id, { desktop, chosen: [] })),
          act(`to ${word}`, `Move ${chosen.length === 0 ? 'the chosen' : named(chosen)} to desktop: ${word}`, nobody, () =>
            toDesktop(board, chosen, desktop),
          ),
        ]
      }),
      ...workspace.layouts
        .filter(({ name }) => name !== board.layout.name)
        .map(({ name }) =>
          act(`variant ${name}`, `Show variant: ${name}`, null, () => see(workspace.id, { variant: name, chosen: [] }), {
            icon: <IconLayoutBoard {...look} />,
          }),
        ),
    ]
  }, [board])
  useProvideActions('layout', actions)
}
