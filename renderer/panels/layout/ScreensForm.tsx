import { Select } from '@mantine/core'
import { IconDeviceDesktopPlus, IconX } from '@tabler/icons-react'
import { around } from '../../../shared/logic/geometry/align.ts'
import { screenOf } from '../../../shared/logic/geometry/fit.ts'
import type { Layout, LogicalScreen, Missing } from '../../../shared/model/layout.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import { TextBox } from '../form/TextBox.tsx'
import type { Board } from './board.ts'
import { Templates } from './Templates.tsx'
import { reviseLayout } from './variants.ts'

/** The screens a layout is made for: named, sized, and where they stand beside one another. */
export function ScreensForm({ board }: { board: Board }) {
  const { workspace, layout } = board
  const save = (what: string, alter: (now: Layout) => Layout) => reviseLayout(what, workspace.id, layout, alter)
  const { screens } = layout
  const add = (size: { width: number; height: number }) => {
    const all = around(screens)
    const screen = { name: freeName(screens), x: all.x + all.width, y: all.y, ...size }
    save(`Add the screen ${screen.name}`, (now) => ({ ...now, screens: [...now.screens, screen] }))
  }
  return (
    <>
      <header className="details-head">
        <h2>Screens of “{layout.name}”</h2>
        <p className="small quiet">Choose a window to see its place.</p>
      </header>
      {screens.map((screen) => (
        <div key={screen.name}>
          <ScreenSection screen={screen} screens={screens} save={save} />
          <Templates board={board} screen={screen} />
        </div>
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

interface ScreenSectionProps {
  readonly screen: LogicalScreen
  readonly screens: readonly LogicalScreen[]
  save(what: string, alter: (now: Layout) => Layout): void
}

function ScreenSection({ screen, screens, save }: ScreenSectionProps) {
  const replace = (what: string, next: LogicalScreen) => save(what, (now) => withScreen(now, screen.name, next))
  return (
    <Section
      title={screen.name}
      aside={
        <IconButton
          label={`Take ${screen.name} away`}
          className="small"
          disabled={screens.length < 2}
          onClick={() =>
            save(`Take the screen ${screen.name} away`, (now) => ({
              ...now,
              screens: now.screens.filter((one) => one.name !== screen.name),
            }))
          }
        >
          <IconX size={14} stroke={1.75} />
        </IconButton>
      }
    >
      <FieldRow label="Name">
        <TextBox
          label={`Name of the screen ${screen.name}`}
          text={screen.name}
          fault={(text) => nameFault(text, screen, screens)}
          onCommit={(name) => replace(`Rename the screen ${screen.name}`, { ...screen, name: name.trim() })}
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
            if (read) replace(`Change the screen ${screen.name}`, { ...screen, ...read })
          }}
        />
      </FieldRow>
      {screens.length > 1 && (
        <FieldRow label="When missing">
          <Select
            aria-label={`When ${screen.name} is missing`}
            data={fallbacks(screen, screens)}
            value={missingWord(screen.missing)}
            onChange={(word) => word !== null && replace(`What to do without ${screen.name}`, { ...screen, missing: readMissing(word) })}
          />
        </FieldRow>
      )}
    </Section>
  )
}

/** The layout with another screen in the place of this one; windows on it go with its name. */
function withScreen(layout: Layout, name: string, next: LogicalScreen): Layout {
  const was = layout.screens.find((one) => one.name === name)
  const windows = Object.entries(layout.windows).map(
    ([id, placement]) =>
      [
        id,
        was && placement.screen !== null && screenOf(placement, layout.screens) === was ? { ...placement, screen: next.name } : placement,
      ] as const,
  )
  const screens = layout.screens.map((one) => {
    if (one === was) return next
    const { missing } = one
    return typeof missing === 'object' && missing.screen === name ? { ...one, missing: { screen: next.name } } : one
  })
  return { ...layout, screens, windows: Object.fromEntries(windows) }
}

const fallbacks = (screen: LogicalScreen, screens: readonly LogicalScreen[]) => [
  { value: 'primary', label: 'the main screen' },
  ...screens.filter((one) => one.name !== screen.name).map((one) => ({ value: `=${one.name}`, label: one.name })),
  { value: 'minimised', label: 'minimise its windows' },
]
const missingWord = (missing: Missing = 'primary'): string => (typeof missing === 'string' ? missing : `=${missing.screen}`)
const readMissing = (word: string): Missing => (word === 'primary' || word === 'minimised' ? word : { screen: word.slice(1) })

function readScreen(text: string): { width: number; height: number; x: number; y: number } | null {
  const [, width, height, x, y] = /^(\d+)x(\d+)\+(-?\d+)\+(-?\d+)$/.exec(text.trim()) ?? []
  if (Number(width) > 0 && Number(height) > 0) return { width: Number(width), height: Number(height), x: Number(x), y: Number(y) }
  return null
}

function nameFault(text: string, screen: LogicalScreen, screens: readonly LogicalScreen[]): string | null {
  if (text.trim() === '') return 'A name.'
  return screens.some((one) => one.name !== screen.name && one.name === text.trim()) ? 'Another screen is called that.' : null
}

function freeName(screens: readonly LogicalScreen[]): string {
  for (let count = screens.length + 1; ; count++) if (!screens.some((one) => one.name === `screen ${count}`)) return `screen ${count}`
}
