import { IconPlus } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { counted } from '../../ui/time.ts'
import { type Board, desktopsOf, desktopWord } from './board.ts'
import { type Desktop, useBoardView } from './boardView.ts'
import { dataDesktop } from './holding.ts'

/** The virtual desktops as tabs. A window that is dropped on one moves there. */
export function DesktopTabs({ board }: { board: Board }) {
  const over = useBoardView((view) => view.over)
  const desktops = desktopsOf(board)
  const show = (desktop: Desktop) => useBoardView.getState().see(board.workspace.id, { desktop, chosen: [] })
  const next = desktops.filter((one) => typeof one === 'number').length
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const to = way === undefined ? undefined : desktops[desktops.indexOf(board.desktop) + way]
    if (to === undefined) return
    event.preventDefault()
    show(to)
    event.currentTarget.querySelector<HTMLElement>(`[data-desktop="${CSS.escape(dataDesktop(to))}"]`)?.focus()
  }
  return (
    <div className="row desktops">
      <span className="small second">Desktop</span>
      <div className="desktop-tabs" role="tablist" aria-label="Desktop" onKeyDown={walk}>
        {desktops.map((desktop) => {
          const count = board.placed.filter(({ placement }) => placement.desktop === desktop).length
          const here = desktop === board.desktop
          return (
            <button
              key={dataDesktop(desktop)}
              type="button"
              role="tab"
              aria-selected={here}
              tabIndex={here ? 0 : -1}
              data-desktop={dataDesktop(desktop)}
              className={over !== undefined && over === desktop ? 'over' : ''}
              title={desktop === null ? 'The desktop that is shown when the windows open' : undefined}
              onClick={() => show(desktop)}
            >
              <b>{desktopWord(desktop)}</b>
              <span className="quiet">{count === 0 ? 'empty' : counted(count, 'window')}</span>
            </button>
          )
        })}
      </div>
      <IconButton label={`Show desktop ${next}`} onClick={() => show(next)}>
        <IconPlus size={16} stroke={1.75} />
      </IconButton>
    </div>
  )
}
