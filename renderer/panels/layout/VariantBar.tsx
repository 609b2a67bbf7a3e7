import { Menu } from '@mantine/core'
import { IconAlertTriangle, IconCopy, IconDeviceDesktop, IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { recognise, variantFor } from '../../../shared/logic/geometry/screens.ts'
import type { Layout } from '../../../shared/model/layout.ts'
import { useLive } from '../../store/live.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { counted } from '../../ui/time.ts'
import { ONE_SCREEN } from './arrange.ts'
import type { Board } from './board.ts'
import { useBoardView } from './boardView.ts'
import { DesktopTabs } from './DesktopTabs.tsx'
import { freeVariant, reviseLayouts } from './variants.ts'

const look = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** Which variant of the layout is drawn, for which screens, and which desktop of it. */
export function VariantBar({ board }: { board: Board }) {
  const [renames, setRenames] = useState(false)
  const { workspace, layout } = board
  const layouts = workspace.layouts.length > 0 ? workspace.layouts : [layout]
  const taken = board.here.length > 0 ? variantFor(layouts, board.here)?.name : undefined
  const show = (variant: string) => useBoardView.getState().see(workspace.id, { variant, chosen: [] })
  return (
    <div className="variant-bar row">
      <span className="small second">Variant</span>
      {renames ? (
        <Rename
          board={board}
          layouts={layouts}
          done={(name) => {
            setRenames(false)
            if (name !== null) show(name)
          }}
        />
      ) : (
        <div className="variant-choice">
          <Segmented
            label="Variant"
            value={layout.name}
            choices={layouts.map((one) => ({
              value: one.name,
              text: <Name layout={one} taken={one.name === taken} />,
              title: screensOf(one),
            }))}
            onChange={show}
          />
        </div>
      )}
      <VariantMenu board={board} layouts={layouts} show={show} rename={() => setRenames(true)} />
      <Note board={board} taken={layout.name === taken} />
      <DesktopTabs board={board} />
    </div>
  )
}

/** The variant that is taken by itself for the monitors that are here has a tick. */
const Name = ({ layout, taken }: { layout: Layout; taken: boolean }) => (
  <>
    {taken && <StateGlyph state="ready" size={12} word="taken for the screens that are here" />}
    {layout.name}
  </>
)

/** What the variant is for, and what cannot be done with it on this desk. */
function Note({ board: { layout, here }, taken }: { board: Board; taken: boolean }) {
  const desk = useLive((live) => live.info?.desk)
  if (desk === 'browser' || desk === 'none')
    return (
      <span className="row small quiet grow" title="A browser cannot place windows; the app on the desktop can.">
        <IconAlertTriangle size={14} stroke={1.75} color="var(--starting)" aria-hidden />
        <span className="cut">A browser cannot place windows</span>
      </span>
    )
  const missing = recognise(layout.screens, here).filter(({ present }) => !present)
  const words =
    here.length === 0
      ? `for ${screensOf(layout)}`
      : taken
        ? missing.length === 0
          ? 'chosen by itself: its screens are here'
          : `chosen by itself, though ${missing.map(({ logical }) => logical.name).join(' and ')} is missing`
        : `for ${screensOf(layout)}; another one is taken here`
  return <span className="small quiet cut grow">{words}</span>
}

interface VariantMenuProps {
  readonly board: Board
  readonly layouts: readonly Layout[]
  show(variant: string): void
  rename(): void
}

function VariantMenu({ board: { workspace, layout, here }, layouts, show, rename }: VariantMenuProps) {
  const add = (what: string, next: Layout) => {
    reviseLayouts(`${what} ${next.name}`, workspace.id, (now) => [...(now.length > 0 ? now : [layout]), next])
    show(next.name)
  }
  const remove = () => {
    reviseLayouts(`Delete variant ${layout.name}`, workspace.id, (now) => now.filter((one) => one.name !== layout.name))
    show(layouts.find((one) => one !== layout && one.name !== layout.name)?.name ?? layout.name)
  }
  return (
    <Menu position="bottom-start" width={220} returnFocus={false}>
      <Menu.Target>
        <IconButton label="Variants: add, duplicate, rename, delete">
          <IconDots {...look} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPlus {...look} />}
          onClick={() => add('New variant', { name: freeVariant(layouts, 'variant'), screens: [ONE_SCREEN], windows: {} })}
        >
          New, for one screen
        </Menu.Item>
        {here.length > 0 && (
          <Menu.Item
            leftSection={<IconDeviceDesktop {...look} />}
            onClick={() =>
              add('New variant', { name: freeVariant(layouts, counted(here.length, 'screen')), screens: [...here], windows: {} })
            }
          >
            New, for the {here.length === 1 ? 'screen that is' : `${here.length} screens that are`} here
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconCopy {...look} />}
          onClick={() => add('Duplicate as', { ...layout, name: freeVariant(layouts, layout.name) })}
        >
          Duplicate this one
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil {...look} />} onClick={rename}>
          Rename
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash {...look} />} disabled={layouts.length < 2} onClick={remove}>
          Delete this one
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

interface RenameProps {
  readonly board: Board
  readonly layouts: readonly Layout[]
  /** Null when the old name stays. */
  done(name: string | null): void
}

function Rename({ board: { workspace, layout }, layouts, done }: RenameProps) {
  const [text, setText] = useState(layout.name)
  const name = text.trim()
  const taken = layouts.some((one) => one.name === name && one.name !== layout.name)
  const wrong = name === '' ? 'A name.' : taken ? 'Another variant is called that.' : null
  const commit = () => {
    if (wrong || name === layout.name) {
      done(null)
      return
    }
    reviseLayouts(`Rename variant ${layout.name} to ${name}`, workspace.id, (now) =>
      now.length > 0 ? now.map((one) => (one.name === layout.name ? { ...one, name } : one)) : [{ ...layout, name }],
    )
    done(name)
  }
  return (
    <>
      <span className={`text-box variant-name ${wrong ? 'wrong' : ''}`}>
        <input
          aria-label="Name of the variant"
          aria-invalid={wrong !== null}
          ref={(field) => field?.focus()}
          value={text}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => name !== layout.name && !wrong && commit()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !wrong) commit()
            else if (event.key === 'Escape') done(null)
          }}
        />
      </span>
      {wrong && (
        <span className="field-error" role="alert">
          {wrong}
        </span>
      )}
    </>
  )
}

/** `2 screens`, `1 screen, 1920 × 1080` */
function screensOf({ screens }: Layout): string {
  const [only] = screens
  const one = only ?? ONE_SCREEN
  return screens.length > 1 ? `${screens.length} screens` : `1 screen, ${one.width} × ${one.height}`
}
