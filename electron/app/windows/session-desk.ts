import type { SessionId } from '../../../shared/model/id.ts'
import { type Bounds, sameBounds } from '../../../shared/logic/geometry/measure.ts'
import { screensHere } from '../../../shared/logic/geometry/screens-here.ts'
import type { Placement } from '../../../shared/model/layout.ts'
import type { Shell } from '../../../shared/plugin/shell.ts'
import type { RdpCertificates } from '../../sessions/rdp/certificates.ts'
import type { Desk, WindowKey } from '../desk.ts'
import type { Parts } from '../parts.ts'
import { trustedCertificate } from './session-certificate.ts'
import type { SessionPlaceParts } from './session-place.ts'
import { type Placing, placing } from './session-placing.ts'
import { type Programs, sessionPrograms } from './session-programs.ts'

export interface ProgramDeskParts extends SessionPlaceParts {
  /** This computer. */
  readonly ground: Shell
  readonly certificates: RdpCertificates
  /** Ends with the engine; the programs go on. */
  readonly signal: AbortSignal
}

/** The desk of the host, with the programs that sessions are shown by beside its own windows. */
export function programDesk({ desk, desktops = [], data, log }: Parts, parts: ProgramDeskParts): Desk {
  const { ground, clock, signal } = parts
  const there = placing({ desktops, ground, clock, signal })
  const programs = sessionPrograms({
    ...parts,
    data,
    env: process.env,
    certificate: (placed, shell, to) => trustedCertificate(parts.certificates, placed, shell, to, signal),
    windows: there.windows,
    log,
  })
  signal.addEventListener('abort', programs.end, { once: true })
  const showsWindows = desk.kind === 'electron' || desk.kind === 'chromium'
  const monitors = () =>
    there.monitors().catch((cause: unknown) => {
      log(cause)
      return []
    })
  const screens = async () => (showsWindows ? screensHere(await desk.screens(), await monitors()) : desk.screens())
  return deskWithPrograms({ ...desk, screens }, programs, {
    place: async (session, placement) => there.place(programs, session, placement, await screens()),
    bounds: (session) => there.bounds(programs, session),
    toDesktop: there.toDesktop,
    shortcomings: there.shortcomings,
  })
}

/** Windows of other programs, by the session they show. */
interface ProgramWindows {
  place(session: SessionId, placement: Placement): Promise<void>
  bounds(session: SessionId): Promise<Bounds | null>
  toDesktop: Placing['toDesktop']
  shortcomings: Placing['shortcomings']
}

/**
 * The same desk, on which a session whose settings choose a native viewer is shown by that program instead of a window of ours.
 * Its window is put where it belongs, and found, through the desktop.
 */
function deskWithPrograms(desk: Desk, programs: Programs, { place, bounds, toDesktop, shortcomings }: ProgramWindows): Desk {
  const isRunning = (key: WindowKey): key is SessionId => key !== 'app' && programs.running().includes(key)
  return {
    ...desk,
    async open(wish) {
      const { key, placement } = wish
      if (key === 'app' || !programs.shows(key)) return desk.open(wish)
      // Its settings may have changed while it was open in a window of ours.
      await desk.close(key)
      const there = isRunning(key)
      await programs.open(key)
      if (!there && placement) await place(key, placement)
    },
    async close(key) {
      if (key !== 'app') await programs.close(key)
      await desk.close(key)
    },
    windows: () => [...desk.windows(), ...programs.running()],
    place: (key, placement) => (isRunning(key) ? place(key, placement) : desk.place(key, placement)),
    bounds: async (key) => (isRunning(key) ? bounds(key) : ((await desk.bounds?.(key)) ?? null)),
    async toDesktop(key, wanted) {
      if (isRunning(key)) return toDesktop(wanted, (window) => programs.owns(key, window))
      const at = await desk.bounds?.(key)
      // Windows of ours are all of one process: where it is tells which one is meant.
      return at ? toDesktop(wanted, async ({ content }) => sameBounds(content, at)) : false
    },
    shortcomings: async (sessions) => (sessions.some(programs.shows) ? shortcomings() : []),
    onChange(listen) {
      desk.onChange(listen)
      programs.onChange(listen)
    },
  }
}
