import { useMediaQuery } from '@mantine/hooks'
import { useView } from '../../store/view.ts'

const PANEL = 'layout.right'
/** Where the inspector has room beside the stage. Elsewhere it lies over it, and is shown only when it was asked for. */
const ROOM = '(min-width: 900px)'

/** Whether the inspector is shown: as somebody said, and where nobody did, where it has room. */
export function useInspector(): boolean {
  const said = useView((view) => view.panels[PANEL])
  const fits = useMediaQuery(ROOM, matchMedia(ROOM).matches, { getInitialValueInEffect: false })
  return said ?? fits
}

/** Shows the inspector, or folds it. */
export const showInspector = (shown: boolean): void => useView.getState().setPanel(PANEL, shown)
