import { Select } from '@mantine/core'
import { IconCopy, IconX } from '@tabler/icons-react'
import { inPx, screenOf } from '../../../shared/logic/fit.ts'
import { parseGeometry, showGeometry } from '../../../shared/logic/geometry.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'
import type { Session, VComponent } from '../../../shared/model/service.ts'
import { useView } from '../../store/view.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { TextBox } from '../form/TextBox.tsx'
import { ONE_SCREEN } from './arrange.ts'

interface PlacementFormProps {
  readonly owned: { readonly session: Session; readonly component: VComponent }
  readonly placement: Placement
  readonly screens: readonly Screen[]
  /** Null takes its place away. */
  place(placement: Placement | null): void
}

/** Where one window goes: the `-g` text and the fields are two editors of one value. */
export function PlacementForm({ owned: { session, component }, placement, screens, place }: PlacementFormProps) {
  const text = showGeometry(placement)
  const screen = screenOf(placement, screens) ?? ONE_SCREEN
  const px = inPx({ ...placement, screen: placement.screen ?? screen.name }, screens)
  const off = px.x < 0 || px.y < 0 || px.x + px.width > screen.width || px.y + px.height > screen.height
  const number = (name: 'width' | 'height' | 'x' | 'y', label: string) => (
    <FieldRow label={label}>
      <TextBox
        label={label}
        unit="px"
        inputMode="decimal"
        text={String(px[name])}
        fault={(draft) => (/^-?\d+$/.test(draft) && (name === 'x' || name === 'y' || Number(draft) > 0) ? null : 'A whole number.')}
        onCommit={(draft) => place({ ...placement, [name]: Number(draft) })}
      />
    </FieldRow>
  )
  const understood = (
    <p className={`row small ${off ? 'is-starting' : 'is-ready'}`} style={{ gap: 6, paddingTop: 4 }}>
      <StateGlyph state={off ? 'unknown' : 'ready'} size={13} word={null} />
      {off ? `Part of it is off the screen ${screen.name}.` : 'Understood. Nothing is off screen.'}
    </p>
  )
  const copy = () => navigator.clipboard.writeText(text).then(() => useView.getState().say('Copied.'), useView.getState().report)
  return (
    <>
      <header className="row details-head">
        <span className="kind-box">
          <KindIcon kind={session.plugin} size={18} />
        </span>
        <div className="stack grow">
          <h2 className="cut">
            {component.name}, {session.name}
          </h2>
        </div>
      </header>
      <Section title="Place" aside={<span className="small quiet">as on the command line, -g</span>}>
        <div className="row top">
          <div className="grow">
            <TextBox
              label="Place, as on the command line"
              mono
              text={text}
              fault={(draft) => faultOf(draft, placement)}
              onCommit={(draft) => commit(draft, placement, place)}
              below={understood}
            />
          </div>
          <IconButton label="Copy" className="small" onClick={copy}>
            <IconCopy size={14} stroke={1.75} />
          </IconButton>
        </div>
      </Section>
      <Section title="Size and place">
        {number('width', 'Width')}
        {number('height', 'Height')}
        {number('x', 'X')}
        {number('y', 'Y')}
        <FieldRow label="Screen">
          <Select
            aria-label="Screen"
            data={screens.map((one) => one.name)}
            value={screen.name}
            onChange={(name) => name !== null && place({ ...placement, screen: name })}
          />
        </FieldRow>
        <FieldRow label="Desktop" help="The virtual desktop, counted from 0; empty leaves it to the window manager">
          <TextBox
            label="Desktop"
            inputMode="decimal"
            text={placement.desktop === null ? '' : String(placement.desktop)}
            placeholder="any"
            fault={(draft) => (/^\d*$/.test(draft) ? null : 'A number, or nothing.')}
            onCommit={(draft) => place({ ...placement, desktop: draft === '' ? null : Number(draft) })}
          />
        </FieldRow>
        <div style={{ paddingTop: 6 }}>
          <Segmented
            full
            label="Shown"
            value={placement.show}
            onChange={(show) => place({ ...placement, show })}
            choices={[
              { value: 'normal', text: 'Normal' },
              { value: 'maximised', text: 'Maximised' },
              { value: 'fullscreen', text: 'Full' },
              { value: 'minimised', text: 'Minimised' },
            ]}
          />
        </div>
      </Section>
      <div className="details-foot">
        <Button icon={<IconX size={15} stroke={1.75} />} onClick={() => place(null)}>
          Take its place away
        </Button>
      </div>
    </>
  )
}

function faultOf(draft: string, was: Placement): string | null {
  const read = parseGeometry(draft, was)
  return 'misread' in read ? `At character ${read.misread.at + 1}: ${read.misread.message}` : null
}

function commit(draft: string, was: Placement, place: (placement: Placement) => void): void {
  const read = parseGeometry(draft, was)
  if ('placement' in read) place(read.placement)
}
