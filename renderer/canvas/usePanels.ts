import { useMediaQuery } from '@mantine/hooks'
import { useView } from '../store/view.ts'

export type ComposerPanel = 'left' | 'right' | 'drawer'

/** Where each panel has room beside the canvas. Elsewhere it lies over it, and is shown only when it was asked for. */
const room: Readonly<Record<ComposerPanel, string>> = {
  left: '(min-width: 900px)',
  right: '(min-width: 1200px)',
  drawer: '(min-height: 560px)',
}

/** Whether a panel is shown: as somebody said, and where nobody did, where it has room. */
export function useShown(panel: ComposerPanel): boolean {
  const said = useView((view) => view.panels[`composer.${panel}`])
  const fits = useMediaQuery(room[panel], matchMedia(room[panel]).matches, { getInitialValueInEffect: false })
  return said ?? fits
}

/** Folds a panel that is shown, and shows one that is folded. */
export function togglePanel(panel: ComposerPanel): void {
  const { panels, setPanel } = useView.getState()
  setPanel(`composer.${panel}`, !(panels[`composer.${panel}`] ?? matchMedia(room[panel]).matches))
}
