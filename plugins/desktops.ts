import type { DesktopPlugin } from '../shared/plugin/desktop.ts'
import { ewmh } from './ewmh/index.ts'
import { kwin } from './kwin/index.ts'
import { sway } from './sway/index.ts'

/** Every kind of desktop this product knows; the first that is usable is the one we are on. Wayland before the X server within it. */
export const desktops: readonly DesktopPlugin[] = [sway, kwin, ewmh]
