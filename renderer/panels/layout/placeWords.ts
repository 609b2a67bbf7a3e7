import { findScreen } from '../../../shared/logic/geometry/fit.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'

/** How a window is shown, in one word. */
export const SHOWS: readonly { readonly value: Placement['show']; readonly text: string }[] = [
  { value: 'normal', text: 'Normal' },
  { value: 'maximised', text: 'Maximised' },
  { value: 'fullscreen', text: 'Full' },
  { value: 'minimised', text: 'Minimised' },
]

/** The word for it inside a sentence. */
export const showWord = (show: Placement['show']): string =>
  ({ normal: 'normal', maximised: 'maximised', fullscreen: 'full screen', minimised: 'minimised' })[show]

/** Whether the screen that it names is none of these: then it is drawn where it would go instead. */
export const isMissing = ({ screen }: Placement, screens: readonly Screen[]): boolean =>
  screen !== null && findScreen(screen, screens) === null
