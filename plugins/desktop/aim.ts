import type { Bounds, DesktopWindow, Move, Size, Sizes } from '../../shared/plugin/desktop.ts'

/** Where the content must be so that the move comes true; null where the move tells no bounds. */
export function aimOf({ bounds, edge }: Move, { frame }: Pick<DesktopWindow, 'frame'>): Bounds | null {
  if (bounds === null || edge === 'content') return bounds
  return {
    x: bounds.x + frame.left,
    y: bounds.y + frame.top,
    width: Math.max(1, bounds.width - frame.left - frame.right),
    height: Math.max(1, bounds.height - frame.top - frame.bottom),
  }
}

/** The largest size that a window takes and that is not larger than wished; its least size where there is none. */
export function nearest(wished: Size, { base, step, least, most }: Sizes): Size {
  const along = (side: 'width' | 'height') => {
    const held = Math.max(least[side], Math.min(most[side], wished[side]))
    const steps = Math.floor((held - base[side]) / step[side])
    const size = base[side] + Math.max(0, steps) * step[side]
    return size >= least[side] ? size : held
  }
  return { width: along('width'), height: along('height') }
}

/** By how many px the farthest side is off. */
export const errorOf = (is: Bounds, should: Bounds): number =>
  Math.max(
    Math.abs(is.x - should.x),
    Math.abs(is.y - should.y),
    Math.abs(is.x + is.width - should.x - should.width),
    Math.abs(is.y + is.height - should.y - should.height),
  )

/** Whether the window is at the aim, or as near as its own sizes let it be. */
export function isAt({ content, sizes }: DesktopWindow, aim: Bounds): boolean {
  const near = nearest(aim, sizes)
  const fits = (side: 'width' | 'height') => content[side] === aim[side] || content[side] === near[side]
  return content.x === aim.x && content.y === aim.y && fits('width') && fits('height')
}

/** Whether all came true that was asked. The size of a window that fills a monitor is for the window manager to choose. */
export function isSo(move: Move, window: DesktopWindow, monitors: readonly Bounds[]): boolean {
  if (window.show !== move.show) return false
  if (move.desktop !== null && window.desktop !== null && window.desktop !== move.desktop) return false
  const aim = aimOf(move, window)
  if (move.show === 'minimised' || (aim === null && move.show === 'normal')) return true
  return move.show === 'normal' && aim !== null ? isAt(window, aim) : fills(window.content, aim ?? window.content, monitors)
}

/** Panels, frames and the steps of its size leave at least so much of a monitor to a window that fills it. */
const FILLED = 0.7

/** Whether a window that is maximised or in full screen has become so yet, on the monitor that the middle of the aim is on. */
function fills(is: Bounds, aim: Bounds, monitors: readonly Bounds[]): boolean {
  const [x, y] = [aim.x + aim.width / 2, aim.y + aim.height / 2]
  const monitor = monitors.find((each) => x >= each.x && x < each.x + each.width && y >= each.y && y < each.y + each.height)
  if (!monitor) return true
  const along = Math.min(is.x + is.width, monitor.x + monitor.width) - Math.max(is.x, monitor.x)
  const down = Math.min(is.y + is.height, monitor.y + monitor.height) - Math.max(is.y, monitor.y)
  return along >= FILLED * monitor.width && down >= FILLED * monitor.height
}

/** Frames and borders shift a window by less than this, in px. What is farther off was not placed at all, or is still on its way. */
const ASTRAY = 100

/** What to ask for after `asked` led to `is`: shifted against where it went astray. */
export function corrected(asked: Bounds, aim: Bounds, is: Bounds): Bounds {
  const [x, y] = [aim.x - is.x, aim.y - is.y]
  return Math.max(Math.abs(x), Math.abs(y)) > ASTRAY ? aim : { ...aim, x: asked.x + x, y: asked.y + y }
}
