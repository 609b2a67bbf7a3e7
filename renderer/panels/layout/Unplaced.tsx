import type { SessionId } from '../../../shared/model/id.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'
import type { Session, VComponent } from '../../../shared/model/service.ts'
import { Button } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { counted } from '../../ui/time.ts'
import { boxOf, ONE_SCREEN, type Placed } from './arrange.ts'
import { freePlace } from './snap.ts'

interface UnplacedProps {
  readonly loose: readonly { readonly session: Session; readonly component: VComponent }[]
  readonly screens: readonly Screen[]
  readonly placed: readonly Placed[]
  place(session: SessionId, placement: Placement): void
  placeAll(): void
  choose(session: SessionId): void
}

const SIZE = { width: 800, height: 520 }

/** Windows that have no place yet; each goes to the first free spot, or all are tiled at once. */
export function Unplaced({ loose, screens, placed, place, placeAll, choose }: UnplacedProps) {
  const put = (session: SessionId) => {
    const screen = screens[0] ?? ONE_SCREEN
    const box = freePlace(
      SIZE,
      screen,
      placed.map((one) => boxOf(one.placement, screens)),
    )
    place(session, {
      screen: screen.name,
      desktop: null,
      x: box.x - screen.x,
      y: box.y - screen.y,
      width: box.width,
      height: box.height,
      show: 'normal',
    })
    choose(session)
  }
  return (
    <section className="unplaced" aria-label="Not placed yet">
      <header className="row">
        <h3>Not placed yet</h3>
        <span className="small quiet grow">{loose.length === 0 ? 'every window has its place' : counted(loose.length, 'window')}</span>
        <Button onClick={placeAll} disabled={loose.length + placed.length === 0}>
          Tile all
        </Button>
      </header>
      <div className="row unplaced-list">
        {loose.map(({ session, component }) => (
          <button
            key={session.id}
            type="button"
            className="unplaced-window"
            onClick={() => put(session.id)}
            title="Place at the first free spot"
          >
            <KindIcon kind={session.plugin} />
            <span className="stack">
              <b className="cut">
                {component.name}, {session.name}
              </b>
              <span className="small quiet">place it</span>
            </span>
          </button>
        ))}
      </div>
    </section>
  )
}
