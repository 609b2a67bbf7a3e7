import type { Bounds } from '../../../shared/logic/geometry/measure.ts'
import { boundsOf } from '../../../shared/logic/geometry/fit.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'
import type { Desk, WindowKey } from '../desk.ts'

/** The least size of a window of ours. */
const LEAST = { width: 160, height: 90 }

export interface PaperDesk extends Desk {
  /** What was done to windows, in order. */
  readonly done: readonly string[]
}

/** A desk whose windows are only written down: on these screens, and none smaller than a window of ours can be. */
export function paperDesk(screens: readonly Screen[]): PaperDesk {
  const open = new Map<WindowKey, Bounds>()
  const done: string[] = []
  const listeners: ((key: WindowKey, state: 'open' | 'closed') => void)[] = []
  const put = (key: WindowKey, placement: Placement) => {
    const { x, y, width, height } = boundsOf(placement, screens)
    open.set(key, { x, y, width: Math.max(LEAST.width, width), height: Math.max(LEAST.height, height) })
  }
  return {
    kind: 'chromium',
    done,
    async open({ key, placement }) {
      if (!open.has(key)) {
        done.push(`open ${key}`)
        open.set(key, { x: 0, y: 0, ...LEAST })
        listeners.forEach((listen) => void listen(key, 'open'))
      }
      if (placement) put(key, placement)
    },
    async close(key) {
      if (!open.delete(key)) return
      done.push(`close ${key}`)
      listeners.forEach((listen) => void listen(key, 'closed'))
    },
    windows: () => [...open.keys()],
    async place(key, placement) {
      if (open.has(key)) put(key, placement)
    },
    bounds: async (key) => open.get(key) ?? null,
    screens: async () => screens,
    onChange: (listen) => void listeners.push(listen),
    tray: () => undefined,
    ask: async () => null,
    end: async () => open.clear(),
  }
}
