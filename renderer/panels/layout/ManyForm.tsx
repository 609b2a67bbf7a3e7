import { IconX } from '@tabler/icons-react'
import type { Placement } from '../../../shared/model/layout.ts'
import { Button } from '../../ui/Button.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { counted } from '../../ui/time.ts'
import { alter, choose, named, sameSize, takeAway } from './acts.ts'
import { type Board, screenMeant } from './board.ts'
import { DesktopField } from './DesktopField.tsx'
import { SHOWS } from './placeWords.ts'
import { Templates } from './Templates.tsx'
import { LiningUp } from './Toolbar.tsx'

/** What several chosen windows can be told together. */
export function ManyForm({ board }: { board: Board }) {
  const { chosen } = board
  const [first] = chosen
  const same = <T,>(of: (spot: (typeof chosen)[number]) => T): T | null =>
    first && chosen.every((spot) => of(spot) === of(first)) ? of(first) : null
  return (
    <>
      <header className="details-head">
        <h2>{counted(chosen.length, 'window')} chosen</h2>
      </header>
      <Section title="Line up">
        <div className="row lining-up">
          <LiningUp board={board} />
        </div>
        <div className="row pair">
          <Button onClick={() => sameSize(board, 'width')}>Same width</Button>
          <Button onClick={() => sameSize(board, 'height')}>Same height</Button>
        </div>
      </Section>
      <Section title="All of them">
        <FieldRow label="Desktop">
          <DesktopField board={board} desktop={same(({ placement }) => placement.desktop)} spots={chosen} />
        </FieldRow>
        <div className="shows">
          <Segmented<Placement['show'] | 'mixed'>
            full
            label="Shown"
            value={same(({ placement }) => placement.show) ?? 'mixed'}
            onChange={(show) => show !== 'mixed' && alter(board, `Show ${named(chosen)} differently`, chosen, { show })}
            choices={SHOWS}
          />
        </div>
      </Section>
      <Templates board={board} screen={screenMeant(board)} />
      <Section title="Chosen">
        <ul className="chosen-list">
          {chosen.map(({ pane }) => (
            <li key={pane.session.id}>
              <button
                type="button"
                className="chosen-row row"
                title="Choose only this one"
                onClick={() => choose(board, [pane.session.id])}
              >
                <KindIcon kind={pane.session.plugin} size={14} />
                <span className="cut">{pane.title}</span>
              </button>
            </li>
          ))}
        </ul>
      </Section>
      <div className="details-foot">
        <Button icon={<IconX size={15} stroke={1.75} />} onClick={() => takeAway(board)}>
          Take their places away
        </Button>
      </div>
    </>
  )
}
