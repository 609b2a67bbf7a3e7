import { boundsOf } from '../../shared/logic/geometry/fit.ts'
import type { Placement, Screen } from '../../shared/model/layout.ts'
import type { WindowKey } from '../app/desk.ts'

/** What DevTools' `Browser.setWindowBounds` takes: whole desktop coordinates, and a state apart from them. */
export interface Bounds {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
export type WindowState = 'normal' | 'maximized' | 'minimized' | 'fullscreen'

const STATES: Record<Placement['show'], WindowState> = {
  normal: 'normal',
  maximised: 'maximized',
  minimised: 'minimized',
  fullscreen: 'fullscreen',
}

/** A placement in the words of DevTools. */
export function devToolsBounds(placement: Placement, screens: readonly Screen[]): { bounds: Bounds; state: WindowState } {
  const { x: left, y: top, width, height } = boundsOf(placement, screens)
  return { bounds: { left, top, width, height }, state: STATES[placement.show] }
}

/** Where a window goes that nobody placed: the app in the middle, each session a step further down, none larger than the screen. */
export function firstPlace(key: WindowKey, others: number, screens: readonly Screen[]): Placement | null {
  const [screen] = screens
  if (!screen) return null
  const wished = key === 'app' ? { width: 1440, height: 900 } : { width: 900, height: 620 }
  const width = Math.min(wished.width, screen.width)
  const height = Math.min(wished.height, screen.height)
  const step = key === 'app' ? 0 : 32 * (others % 8)
  const x = Math.min(Math.floor((screen.width - width) / 2) + step, screen.width - width)
  const y = Math.min(Math.floor((screen.height - height) / 2) + step, screen.height - height)
  return { screen: 0, desktop: null, x, y, width, height, show: 'normal' }
}
