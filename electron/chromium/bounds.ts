import type { Placement, Screen } from '../../shared/model/layout.ts'

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

/** A placement on its screen as coordinates of the whole desktop; an unknown screen falls back to the first. */
export function boundsOf(placement: Placement, screens: readonly Screen[]): { bounds: Bounds; state: WindowState } {
  const { screen: wanted } = placement
  const screen = screens.find((s, index) => s.name === wanted || index === wanted) ?? screens[0]
  return {
    bounds: {
      left: (screen?.x ?? 0) + placement.x,
      top: (screen?.y ?? 0) + placement.y,
      width: placement.width,
      height: placement.height,
    },
    state: STATES[placement.show],
  }
}
