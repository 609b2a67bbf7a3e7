import { useEffect } from 'react'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { useSorted } from '../../store/entries.ts'
import { EmptyState } from '../../ui/Pieces.tsx'
import { desktopWord, useBoard } from './board.ts'
import { atRest, useBoardView } from './boardView.ts'
import { ManyForm } from './ManyForm.tsx'
import { PlacementForm } from './PlacementForm.tsx'
import { ScreensForm } from './ScreensForm.tsx'
import { Stage } from './Stage.tsx'
import { Toolbar } from './Toolbar.tsx'
import { Unplaced } from './Unplaced.tsx'
import { useInspector } from './useInspector.ts'
import { useLayoutActions } from './useLayoutActions.tsx'
import { VariantBar } from './VariantBar.tsx'
import './inspector.css'
import './layout.css'
import './stage.css'

/** The screens to scale, with the windows of one workspace on them. */
export function LayoutPlace({ workspace: id }: { workspace: string | null }) {
  const { workspaces } = useSorted()
  const workspace = workspaces.find((one) => one.id === id) ?? workspaces[0]
  if (!workspace)
    return <EmptyState title="No window to place yet">Compose a service with sessions first; its windows are arranged here.</EmptyState>
  return <Bench key={workspace.id} workspace={workspace} />
}

function Bench({ workspace }: { workspace: Workspace }) {
  const board = useBoard(workspace)
  useLayoutActions(board)
  // Whoever leaves in the middle of a gesture or a text leaves no draft behind.
  useEffect(() => () => useBoardView.setState(atRest), [])
  const inspector = useInspector()
  const [only] = board.chosen
  return (
    <div className="layout-place">
      <Toolbar board={board} />
      <div className="layout-body">
        <div className="stack grow">
          <VariantBar board={board} />
          <div className="layout-panel" role="tabpanel" aria-label={`Desktop: ${desktopWord(board.desktop)}`}>
            <Stage board={board} />
          </div>
          <Unplaced board={board} />
        </div>
        {inspector && (
          <aside className="layout-inspector scroll" aria-label="Place">
            {board.chosen.length > 1 ? (
              <ManyForm board={board} />
            ) : only ? (
              <PlacementForm key={only.pane.session.id} board={board} spot={only} />
            ) : (
              <ScreensForm board={board} />
            )}
          </aside>
        )}
      </div>
    </div>
  )
}
