import { Menu, Select } from '@mantine/core'
import { IconDots, IconEye, IconX } from '@tabler/icons-react'
import { findScreen, fitToScreens, screenOf } from '../../../shared/logic/geometry/fit.ts'
import { TERMINAL_CELL } from '../../../shared/logic/geometry/measure.ts'
import { measuredIn, measureOf, type Measure } from '../../../shared/logic/geometry/units.ts'
import type { Placement } from '../../../shared/model/layout.ts'
import { openSession } from '../../store/sessions.ts'
import { IconButton } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { place, takeAway } from './acts.ts'
import { boxOf, ONE_SCREEN } from './arrange.ts'
import { type Board, fills, screenMeant, type Spot } from './board.ts'
import { atRest, useBoardView } from './boardView.ts'
import { DesktopField } from './DesktopField.tsx'
import { GeometryField } from './GeometryField.tsx'
import { LastSeen } from './LastSeen.tsx'
import { MeasureBox } from './MeasureBox.tsx'
import { placedAt } from './place.ts'
import { isMissing, SHOWS } from './placeWords.ts'
import { Templates } from './Templates.tsx'

const look = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** Where one window goes: the `-g` text and the fields are editors of one value. */
export function PlacementForm({ board, spot }: { board: Board; spot: Spot }) {
  const { pane, placement } = spot
  const save = (next: Placement) => place(board, `Place ${pane.title}`, new Map([[pane.session.id, next]]))
  const part = (some: Partial<Placement>) => save({ ...placement, ...some })
  const draft = (next: Placement | null) => useBoardView.setState(next ? { draft: new Map([[pane.session.id, next]]) } : atRest)
  const toScreen = (name: string | null) => {
    const to = findScreen(name ?? '', board.screens)
    if (!to) return
    const from = screenOf(placement, board.screens) ?? to
    const box = boxOf({ ...placement, show: 'normal' }, board.screens, pane.cell)
    save(
      placement.screen === null
        ? placedAt(placement, { ...box, x: box.x - from.x + to.x, y: box.y - from.y + to.y }, board.screens, pane.cell)
        : { ...placement, screen: to.name },
    )
  }
  return (
    <>
      <header className="row details-head">
        <span className="kind-box">
          <KindIcon kind={pane.session.plugin} size={18} />
        </span>
        <div className="stack grow">
          <h2 className="cut">{pane.title}</h2>
          <code className="quiet cut">{pane.path}</code>
        </div>
        <More board={board} spot={spot} />
      </header>
      <Section title="Place" aside={<span className="small quiet">as on the command line, -g</span>}>
        <GeometryField
          placement={placement}
          variant={board.layout.name}
          below={<Says board={board} spot={spot} />}
          onDraft={draft}
          onCommit={save}
        />
      </Section>
      <Section title="Size and place">
        <div className="measures">
          <MeasureBox label="Width" value={placement.width} onCommit={(width) => part({ width })} />
          <MeasureBox label="Height" value={placement.height} onCommit={(height) => part({ height })} />
          <MeasureBox label="X" far="Right" value={placement.x} onCommit={(x) => part({ x })} />
          <MeasureBox label="Y" far="Bottom" value={placement.y} onCommit={(y) => part({ y })} />
        </div>
        <FieldRow label="Screen">
          <Select
            aria-label="Screen"
            data={board.screens.map((one) => one.name)}
            value={screenOf(placement, board.screens)?.name ?? null}
            onChange={toScreen}
          />
        </FieldRow>
        <FieldRow label="Desktop">
          <DesktopField board={board} desktop={placement.desktop} spots={[spot]} />
        </FieldRow>
        <div className="shows">
          <Segmented full label="Shown" value={placement.show} onChange={(show) => part({ show })} choices={SHOWS} />
        </div>
        <FieldRow label="Measure in">
          <MeasureIn board={board} spot={spot} save={save} />
        </FieldRow>
      </Section>
      <Templates board={board} screen={screenMeant(board)} />
      <LastSeen session={pane.session.id} />
    </>
  )
}

function MeasureIn({ board, spot: { pane, placement }, save }: { board: Board; spot: Spot; save(next: Placement): void }) {
  const screen = screenOf(placement, board.screens) ?? ONE_SCREEN
  const measure = measureOf(placement)
  const choices: readonly { value: Measure; text: string; disabled?: boolean; title?: string }[] = [
    { value: 'pixels', text: 'pixels' },
    { value: 'percent', text: 'percent' },
    pane.cell
      ? { value: 'cells', text: 'cells' }
      : { value: 'cells', text: 'cells', disabled: true, title: 'Only what shows text has characters to count.' },
  ]
  const box = boxOf({ ...placement, show: 'normal' }, board.screens, pane.cell)
  return (
    <Segmented<Measure | 'mixed'>
      full
      label="Measure in"
      value={measure ?? 'mixed'}
      choices={choices}
      onChange={(next) =>
        next !== 'mixed' &&
        save(measuredIn({ ...placement, screen: placement.screen ?? screen.name }, next, box, screen, pane.cell ?? TERMINAL_CELL))
      }
    />
  )
}

/** Whether the place is understood, and whether all of the window can be seen there. */
function Says({ board, spot: { pane, placement } }: { board: Board; spot: Spot }) {
  const screen = screenOf(placement, board.screens, pane.cell ?? undefined)
  const words = isMissing(placement, board.screens)
    ? `No screen here is called “${placement.screen}”. It is drawn on ${screen?.name ?? 'the first'}.`
    : !fills(placement) && fitToScreens(placement, board.screens, pane.cell ?? undefined) !== placement
      ? 'Part of it is off screen: it will be moved in.'
      : null
  return (
    <p className={`row small says ${words ? 'is-starting' : 'is-ready'}`}>
      <StateGlyph state={words ? 'unknown' : 'ready'} size={13} word={null} />
      {words ?? 'Understood. Nothing is off screen.'}
    </p>
  )
}

function More({ board, spot }: { board: Board; spot: Spot }) {
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <IconButton label={`More for ${spot.pane.title}`}>
          <IconDots {...look} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconEye {...look} />} onClick={() => openSession(spot.pane.session.id)}>
          Open this session
        </Menu.Item>
        <Menu.Item leftSection={<IconX {...look} />} onClick={() => takeAway(board)}>
          Take its place away
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
