import { Button } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { counted } from '../../ui/time.ts'
import { firstSize, placeFree } from './acts.ts'
import type { Board } from './board.ts'
import { holdPane } from './holding.ts'

/** Windows that have no place yet: dragged onto a screen, or put at the first free spot with Enter. */
export function Unplaced({ board }: { board: Board }) {
  const { loose, panes } = board
  if (loose.length === 0)
    return (
      <section className="unplaced none row" aria-label="Not placed yet">
        <span className="small quiet">
          {panes.length === 0 ? 'No part of this workspace has a session yet: add some in the Composer.' : 'Every window has its place.'}
        </span>
      </section>
    )
  return (
    <section className="unplaced" aria-label="Not placed yet">
      <header className="row">
        <h3>Not placed yet</h3>
        <span className="small quiet">{counted(loose.length, 'window')}</span>
        <span className="grow" />
        <span className="small quiet cut">Drag onto a screen, or press Enter to place at the first free spot</span>
        <Button onClick={() => placeFree(board, loose)}>Place all</Button>
      </header>
      <div className="row unplaced-list">
        {loose.map((pane) => {
          const { width, height } = firstSize(pane)
          return (
            <button
              key={pane.session.id}
              type="button"
              className="unplaced-window"
              aria-label={`Place ${pane.title}`}
              onPointerDown={(event) => holdPane(event, board, pane, () => placeFree(board, [pane]))}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return
                event.preventDefault()
                placeFree(board, [pane])
              }}
            >
              <span className={`unplaced-picture ${pane.cell ? 'dark-text' : ''}`}>
                <KindIcon kind={pane.session.plugin} size={18} />
              </span>
              <span className="stack">
                <b className="cut">{pane.title}</b>
                <code className="cut quiet">{pane.path}</code>
                <span className="small quiet number">
                  {width} × {height} px
                </span>
              </span>
            </button>
          )
        })}
      </div>
    </section>
  )
}
