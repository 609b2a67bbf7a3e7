import type { Show, Size, Sizes } from '../../shared/plugin/desktop.ts'
import type { Atom } from './atoms.ts'

/** No window of X is larger. */
const MOST = 32_767

const FLAGS = { least: 1 << 4, most: 1 << 5, step: 1 << 6, base: 1 << 8 }

/** The sizes a window takes, from its WM_NORMAL_HINTS (ICCCM 4.1.2.3): least, most, step and base stand at 5, 7, 9 and 15. */
export function sizesOf(hints: readonly number[]): Sizes {
  const flags = hints[0] ?? 0
  const read = (flag: number, at: number): Size | null => {
    const [width, height] = [hints[at], hints[at + 1]]
    return flags & flag && width !== undefined && height !== undefined ? { width, height } : null
  }
  const [base, least] = [read(FLAGS.base, 15), read(FLAGS.least, 5)]
  const [most, step] = [read(FLAGS.most, 7), read(FLAGS.step, 9)]
  return {
    base: base ?? least ?? { width: 0, height: 0 },
    step: { width: Math.max(1, step?.width ?? 1), height: Math.max(1, step?.height ?? 1) },
    least: least ?? base ?? { width: 1, height: 1 },
    most: { width: upTo(most?.width), height: upTo(most?.height) },
  }
}

/** Some programs write 0 or 2^31 - 1 where they mean that there is no end. */
const upTo = (most: number | undefined): number => (most === undefined || most < 1 ? MOST : Math.min(most, MOST))

/** `_NET_WM_STATE` in our words. */
export function showOf(states: readonly number[], atom: Atom): Show {
  const has = (name: Parameters<Atom>[0]) => states.includes(atom(name))
  if (has('_NET_WM_STATE_HIDDEN')) return 'minimised'
  if (has('_NET_WM_STATE_FULLSCREEN')) return 'fullscreen'
  return has('_NET_WM_STATE_MAXIMIZED_HORZ') && has('_NET_WM_STATE_MAXIMIZED_VERT') ? 'maximised' : 'normal'
}
