import type { DesktopWindow, Monitor, VirtualDesktops } from '../../shared/plugin/desktop.ts'
import type { Said } from './open.ts'

const ANY_SIZE = {
  base: { width: 0, height: 0 },
  step: { width: 1, height: 1 },
  most: { width: 32_767, height: 32_767 },
}

export function windowsOf({ windows }: Said): DesktopWindow[] {
  return windows.map(({ id, pid, title, kind, dialog, outer, inner, least, desktop, minimised, fullscreen, maximised }) => ({
    id,
    pids: pid > 0 ? [pid] : [],
    claims: pid > 0 ? pid : null,
    host: null,
    title,
    kind,
    dialog,
    content: inner,
    frame: {
      left: inner.x - outer.x,
      top: inner.y - outer.y,
      right: outer.x + outer.width - inner.x - inner.width,
      bottom: outer.y + outer.height - inner.y - inner.height,
    },
    desktop: desktop < 1 ? null : desktop - 1,
    show: minimised ? 'minimised' : fullscreen ? 'fullscreen' : maximised ? 'maximised' : 'normal',
    sizes: { ...ANY_SIZE, least: { width: Math.max(1, least.width), height: Math.max(1, least.height) } },
  }))
}

export const desktopsOf = ({ count, current }: Said): VirtualDesktops => ({
  names: Array.from({ length: count }, (_, index) => String(index + 1)),
  current: current - 1,
})

/** The screens that are switched on, as the support information of KWin 5 lists them, from left to right. */
export function monitorsIn(information: string): Monitor[] {
  const screens = information.split(/^Screen \d+:$/m).slice(1)
  return screens
    .flatMap((text): Monitor[] => {
      const name = /^Name: (.+)$/m.exec(text)?.[1]
      const [x, y, width, height] = (/^Geometry: (-?\d+),(-?\d+),(\d+)x(\d+)$/m.exec(text) ?? []).slice(1).map(Number)
      if (!name || /^Enabled: 0$/m.test(text) || x === undefined || y === undefined || !width || !height) return []
      return [{ name, primary: false, x, y, width, height, make: null, model: null, serial: null }]
    })
    .sort((a, b) => a.x - b.x || a.y - b.y)
}

/** `KWin version: 5.27.5` and `Operation Mode: Wayland Only`; null for what is not there. */
export const versionIn = (information: string): string | null => /^KWin version: (\S+)$/m.exec(information)?.[1] ?? null
export const isWayland = (information: string): boolean => /^Operation Mode: (Wayland|Xwayland)/m.test(information)
