import { lazy, Suspense } from 'react'
import { useProvideActions } from '../store/actions.ts'
import { useRoute, type Route } from '../store/route.ts'
import { Launchpad } from '../panels/launchpad/Launchpad.tsx'
import { ConsoleDialog } from '../panels/plan/ConsoleDialog.tsx'
import { NeedsDialog } from '../panels/plan/NeedsDialog.tsx'
import { SessionTabs } from '../sessions/SessionTabs.tsx'
import { useBaseActions } from './baseActions.tsx'
import { Fault } from './Fault.tsx'
import { Import } from './Import.tsx'
import { useFrameKeys } from './keys.ts'
import { LostBanner } from './LostBanner.tsx'
import { Palette } from './Palette.tsx'
import { Questions } from './Questions.tsx'
import { Sidebar } from './Sidebar.tsx'
import { TitleBar } from './TitleBar.tsx'
import { Toasts } from './Toasts.tsx'
import './frame.css'

const ComposerPlace = lazy(() => import('../canvas/ComposerPlace.tsx').then(({ ComposerPlace }) => ({ default: ComposerPlace })))
const LayoutPlace = lazy(() => import('../panels/layout/LayoutPlace.tsx').then(({ LayoutPlace }) => ({ default: LayoutPlace })))
const Inventory = lazy(() => import('../panels/inventory/Inventory.tsx').then(({ Inventory }) => ({ default: Inventory })))
const Runs = lazy(() => import('../panels/runs/Runs.tsx').then(({ Runs }) => ({ default: Runs })))

/** The app's own window: title bar, sidebar, one place, and what floats above them. */
export function App() {
  const route = useRoute()
  useFrameKeys()
  useProvideActions('frame', useBaseActions())
  return (
    <div className="app">
      <TitleBar />
      <Sidebar />
      <main className="place">
        <LostBanner />
        <div className="place-body">
          <Fault key={route.place}>
            <Suspense fallback={null}>
              <Shown route={route} />
            </Suspense>
          </Fault>
        </div>
        <SessionTabs />
      </main>
      <Palette />
      <Import />
      <NeedsDialog />
      <ConsoleDialog />
      <Questions />
      <Toasts />
    </div>
  )
}

function Shown({ route: { place, id } }: { route: Route }) {
  if (place === 'composer') return <ComposerPlace service={id} />
  if (place === 'layout') return <LayoutPlace workspace={id} />
  if (place === 'inventory') return <Inventory machine={id} />
  if (place === 'runs') return <Runs run={id} />
  return <Launchpad />
}
