import { IconDeviceDesktopPlus, IconX } from '@tabler/icons-react'
import { screenOf } from '../../../shared/logic/fit.ts'
import type { Layout, Screen } from '../../../shared/model/layout.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import { TextBox } from '../form/TextBox.tsx'
import { bounds } from './arrange.ts'

/** The screens a layout is made for: named, sized, and where they stand beside one another. */
export function ScreensForm({ layout, save }: { layout: Layout; save(layout: Layout): void }) {
  const { screens } = layout
  const replace = (index: number, screen: Screen) => {
    const was = screens[index]
    const renamed = Object.entries(layout.windows).map(
      ([id, placement]) => [id, was && screenOf(placement, screens) === was ? { ...placement, screen: screen.name } : placement] as const,
    )
    save({ ...layout, screens: screens.map((one, place) => (place === index ? screen : one)), windows: Object.fromEntries(renamed) })
  }
  const add = (size: { width: number; height: number }) => {
    const all = bounds(screens)
    save({ ...layout, screens: [...screens, { name: freeName(screens), x: all.x + all.width, y: all.y, ...size }] })
  }
  return (
    <>
      <header className="details-head">
        <h2>Screens of “{layout.name}”</h2>
        <p className="small quiet">Choose a window to see its place.</p>
      </header>
      {screens.map((screen, index) => (
        <Section
          key={screen.name}
          title={screen.name}
          aside={
            <IconButton
              label={`Take ${screen.name} away`}
              className="small"
              disabled={screens.length < 2}
              onClick={() => save({ ...layout, screens: screens.filter((one) => one !== screen) })}
            >
              <IconX size={14} stroke={1.75} />
            </IconButton>
          }
        >
          <FieldRow label="Name">
            <TextBox
              label="Name of the screen"
              text={screen.name}
              fault={(text) => nameFault(text, screen, screens)}
              onCommit={(name) => replace(index, { ...screen, name })}
            />
          </FieldRow>
          <FieldRow label="Size, place">
            <TextBox
              label={`Size and place of ${screen.name}`}
              mono
              text={`${screen.width}x${screen.height}+${screen.x}+${screen.y}`}
              fault={(text) => (readScreen(text) ? null : 'Write it as WIDTHxHEIGHT+X+Y.')}
              onCommit={(text) => {
                const read = readScreen(text)
                if (read) replace(index, { ...screen, ...read })
              }}
            />
          </FieldRow>
        </Section>
      ))}
      <div className="details-foot">
        <Button
          icon={<IconDeviceDesktopPlus size={15} stroke={1.75} />}
          onClick={() => add({ width: window.screen.width, height: window.screen.height })}
        >
          Add one like this screen
        </Button>
      </div>
    </>
  )
}

function readScreen(text: string): Omit<Screen, 'name'> | null {
  const [, width, height, x, y] = /^(\d+)x(\d+)\+(-?\d+)\+(-?\d+)$/.exec(text.trim()) ?? []
  if (Number(width) > 0 && Number(height) > 0) return { width: Number(width), height: Number(height), x: Number(x), y: Number(y) }
  return null
}

function nameFault(text: string, screen: Screen, screens: readonly Screen[]): string | null {
  if (text.trim() === '' || text.includes(':')) return 'A name without a colon.'
  return screens.some((one) => one !== screen && one.name === text) ? 'Another screen is called that.' : null
}

function freeName(screens: readonly Screen[]): string {
  for (let count = screens.length + 1; ; count++) if (!screens.some((one) => one.name === `screen ${count}`)) return `screen ${count}`
}
