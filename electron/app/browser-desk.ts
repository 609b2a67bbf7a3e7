import type { Desk, WindowKey } from './desk.ts'

/**
 * The desk of a plain browser: windows are tabs and pop-ups that the page itself shows when it hears `window.changed`. It knows
 * no screens, has no tray, and cannot place anything; with kind `none` nobody looks at all.
 */
export function browserDesk(kind: 'browser' | 'none' = 'browser'): Desk {
  const open = new Set<WindowKey>()
  const listeners: ((key: WindowKey, state: 'open' | 'closed') => void)[] = []
  const tell = (key: WindowKey, state: 'open' | 'closed') => listeners.forEach((listen) => void listen(key, state))
  const close = (key: WindowKey) => {
    if (open.delete(key)) tell(key, 'closed')
  }
  return {
    kind,
    async open({ key }) {
      if (open.has(key)) return
      open.add(key)
      tell(key, 'open')
    },
    close: async (key) => close(key),
    windows: () => [...open],
    place: async () => undefined,
    screens: async () => [],
    onChange: (listen) => void listeners.push(listen),
    tray: () => undefined,
    ask: async () => null,
    end: async () => open.clear(),
  }
}
