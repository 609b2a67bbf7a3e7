import { IconAppWindow, IconArrowBackUp, IconArrowForwardUp, IconCopyPlus, IconMagnet, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { change } from '../../../shared/logic/change.ts'
import { SessionId } from '../../../shared/model/id.ts'
import type { Layout, Placement } from '../../../shared/model/layout.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { engine } from '../../client/engine.ts'
import { useDocument } from '../../store/document.ts'
import { componentsOf, useSorted } from '../../store/entries.ts'
import { useLive } from '../../store/live.ts'
import { attempt, useView } from '../../store/view.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/Pieces.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { arrange, tiles } from './arrange.ts'
import { PlacementForm } from './PlacementForm.tsx'
import { ScreensForm } from './ScreensForm.tsx'
import { Stage } from './Stage.tsx'
import { Unplaced } from './Unplaced.tsx'
import { layoutOf, saveLayout, withPlaces } from './variants.ts'
import './layout.css'

/** The screens to scale, with the windows of one workspace on them. */
export function LayoutPlace({ workspace: id }: { workspace: string | null }) {
  const { workspaces } = useSorted()
  const workspace = workspaces.find((one) => one.id === id) ?? workspaces[0]
  if (!workspace)
    return <EmptyState title="No window to place yet">Compose a service with sessions first; its windows are arranged here.</EmptyState>
  return <Bench key={workspace.id} workspace={workspace} />
}

const look = { size: 16, stroke: 1.75 } as const

function Bench({ workspace }: { workspace: Workspace }) {
  const { services } = useSorted()
  const components = componentsOf(workspace, services)
  const [variant, setVariant] = useState<string | null>(null)
  const [snap, setSnap] = useState(true)
  const [chosen, choose] = useState<SessionId | null>(null)
  const layout = layoutOf(workspace, variant)
  const { screens, windows } = arrange(workspace, components, layout)
  const placed = windows.filter((one) => one.own)
  const all = components.flatMap((component) => component.sessions.map((session) => ({ component, session })))
  const loose = all.filter(({ session }) => !layout.windows[session.id])
  const selected = all.find(({ session }) => session.id === chosen)
  const chosenPlace = selected && layout.windows[selected.session.id]
  const place = (session: SessionId, placement: Placement | null, merge?: string) =>
    saveLayout(
      `Place ${all.find((one) => one.session.id === session)?.session.name ?? 'a window'}`,
      workspace,
      withPlaces(layout, new Map([[session, placement]])),
      merge,
    )
  const placeAll = () => {
    const screen = screens[0]
    if (!screen) return
    const spots = tiles(all.length, screen)
    saveLayout(
      'Place all windows',
      workspace,
      withPlaces(layout, new Map(all.flatMap(({ session }, index) => (spots[index] ? [[session.id, spots[index]] as const] : [])))),
    )
  }
  return (
    <div className="layout-place">
      <div className="stack grow">
        <Toolbar workspace={workspace} layout={layout} snap={snap} setSnap={setSnap} setVariant={setVariant} />
        <Stage screens={screens} windows={placed} chosen={chosen} choose={choose} snap={snap} place={place} />
        <Unplaced loose={loose} screens={screens} placed={placed} place={place} placeAll={placeAll} choose={choose} />
      </div>
      <aside className="layout-inspector scroll" aria-label="Place">
        {selected && chosenPlace ? (
          <PlacementForm
            key={selected.session.id}
            owned={selected}
            placement={chosenPlace}
            screens={screens}
            place={(placement) => place(selected.session.id, placement)}
          />
        ) : (
          <ScreensForm layout={{ ...layout, screens: [...screens] }} save={(next) => saveLayout('Screens', workspace, next)} />
        )}
      </aside>
    </div>
  )
}

interface ToolbarProps {
  readonly workspace: Workspace
  readonly layout: Layout
  readonly snap: boolean
  setSnap(snap: boolean): void
  setVariant(name: string): void
}

function Toolbar({ workspace, layout, snap, setSnap, setVariant }: ToolbarProps) {
  const { undo, redo, edit } = useDocument.getState()
  const mayUndo = useDocument((state) => state.undos.length > 0)
  const mayRedo = useDocument((state) => state.redos.length > 0)
  const open = useLive((live) => live.open)
  const desk = useLive((live) => live.info?.desk)
  const mine = Object.keys(layout.windows).filter((id) => open.includes(id))
  const { layouts } = workspace
  const copy = () => {
    const name = freeVariant(
      layouts.map((one) => one.name),
      layout.name,
    )
    saveLayout(`New variant ${name}`, workspace, { ...layout, name })
    setVariant(name)
  }
  const drop = () =>
    attempt(() =>
      edit(
        `Delete variant ${layout.name}`,
        change(workspace, { ...workspace, layouts: layouts.filter((one) => one.name !== layout.name) }),
      ),
    )
  const canPlace = desk === 'electron' || desk === 'chromium'
  const apply = () =>
    attempt(async () => {
      for (const id of workspace.layouts.length > 0 ? open : []) {
        const session = Object.keys(layout.windows).find((one) => one === id)
        if (session) await engine['session.open']({ session: SessionId.parse(session) })
      }
      useView.getState().say('The open windows were put in place.')
    })
  return (
    <div className="toolbar row">
      <IconButton label="Undo" shortcut="Ctrl Z" disabled={!mayUndo} onClick={() => attempt(undo)}>
        <IconArrowBackUp {...look} />
      </IconButton>
      <IconButton label="Redo" shortcut="Ctrl Shift Z" disabled={!mayRedo} onClick={() => attempt(redo)}>
        <IconArrowForwardUp {...look} />
      </IconButton>
      <span className="divider" />
      <IconButton label="Snap to edges and to a gap of 12 px; Alt suspends it" active={snap} onClick={() => setSnap(!snap)}>
        <IconMagnet {...look} />
      </IconButton>
      <span className="divider" />
      <span className="small second">Variant</span>
      <Segmented
        label="Variant"
        value={layout.name}
        choices={(layouts.length > 0 ? layouts : [layout]).map((one) => ({ value: one.name, text: one.name }))}
        onChange={setVariant}
      />
      <IconButton label="New variant, as this one is" onClick={copy}>
        <IconCopyPlus {...look} />
      </IconButton>
      <IconButton label="Delete this variant" disabled={layouts.length < 2} onClick={drop}>
        <IconTrash {...look} />
      </IconButton>
      <span className="grow" />
      {!canPlace && <span className="small quiet cut">This desk cannot place windows; the app on the desktop can.</span>}
      <Button icon={<IconAppWindow {...look} />} disabled={!canPlace || mine.length === 0} onClick={apply}>
        Apply to open windows
      </Button>
    </div>
  )
}

function freeVariant(taken: readonly string[], wish: string): string {
  for (let count = 2; ; count++) if (!taken.includes(`${wish} ${count}`)) return `${wish} ${count}`
}
