import { boundsOf } from '../../shared/logic/geometry/fit.ts'
import type { Placement, Screen } from '../../shared/model/layout.ts'
import type { WindowKey } from '../app/desk.ts'
import type { BrowserWindowConstructorOptions } from 'electron'

/** The address of everything that may be shown: files of the app itself, nothing else. */
export const ORIGIN = 'app://servicecomposer'

/** The page of a window; the renderer routes by what stands after the hash. */
export const pageOf = (key: WindowKey): string => `${ORIGIN}/index.html${key === 'app' ? '' : `#/session/${encodeURIComponent(key)}`}`

/** The page on which a service is composed. */
export const composerPage = (service: string): string => `${ORIGIN}/index.html#/composer/${encodeURIComponent(service)}`

/** Our own pages may replace one another; leaving them is never allowed. */
export const mayNavigate = (url: string): boolean => originOf(url) === ORIGIN

/** A link to the outside may be handed to the system's browser when it is plain http or https. */
export const mayOpenOutside = (url: string): boolean => ['http:', 'https:'].includes(URL.parse(url)?.protocol ?? '')

/** A message counts only from the main frame of one of our own pages. */
export const maySpeak = (frame: { url: string; parent: unknown } | null): boolean =>
  frame !== null && frame.parent === null && mayNavigate(frame.url)

function originOf(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed && `${parsed.protocol}//${parsed.host}`
}

/** A session's window shows what a remote machine draws: it gets a storage of its own, apart from the app's. */
export const partitionOf = (key: WindowKey): string => (key === 'app' ? 'persist:app' : 'viewer')

export interface Frame {
  readonly placement: Placement | null
  readonly screens: readonly Screen[]
}

/** How each window is made: sandboxed, isolated, without Node, with the one preload. Sizes in logical px. */
export function windowOptions(
  key: WindowKey,
  title: string,
  { placement, screens }: Frame,
  preload: string,
): BrowserWindowConstructorOptions {
  const at = placement && boundsOf(placement, screens)
  const size =
    key === 'app' ? { width: 1440, height: 900, minWidth: 720, minHeight: 480 } : { width: 900, height: 620, minWidth: 160, minHeight: 90 }
  return {
    ...size,
    ...(at ?? {}),
    title,
    show: false,
    useContentSize: key !== 'app',
    backgroundColor: '#171a1f',
    fullscreen: placement?.show === 'fullscreen',
    webPreferences: {
      preload,
      partition: partitionOf(key),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  }
}
