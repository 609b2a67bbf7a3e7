import type { DesktopPlugin } from '../shared/plugin/desktop.ts'
import { ewmh } from './ewmh/index.ts'

/** Every kind of desktop this product knows; the first that is usable is the one we are on. */
export const desktops: readonly DesktopPlugin[] = [ewmh]
