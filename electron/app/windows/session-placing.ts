import { boundsOf } from '../../../shared/logic/geometry/fit.ts'
import type { SessionId } from '../../../shared/model/id.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'
import { ProblemError, type Problem } from '../../../shared/model/problem.ts'
import type { Bounds, DesktopPlugin, DesktopWindow, Monitor } from '../../../shared/plugin/desktop.ts'
import type { Context } from '../../../shared/plugin/plugin.ts'
import type { Shell } from '../../../shared/plugin/shell.ts'
import { within, type Clock } from '../../engine/clock.ts'
import type { Programs } from './session-programs.ts'

export interface PlacingParts {
  readonly desktops: readonly DesktopPlugin[]
  /** This computer. */
  readonly ground: Shell
  readonly clock: Clock
  /** Ends with the engine. */
  readonly signal: AbortSignal
}

/** Windows of other programs on this desktop. */
export interface Placing {
  /** Null where no desktop plugin knows this desktop. */
  windows(signal: AbortSignal): Promise<readonly DesktopWindow[] | null>
  /** None where no desktop plugin knows this desktop. */
  monitors(): Promise<readonly Monitor[]>
  /** What cannot be had for such windows here, as warnings. */
  shortcomings(): Promise<readonly Problem[]>
  /** Puts the windows of a session's program where they belong; rejects with the first problem of a window that would not go there. */
  place(programs: Programs, session: SessionId, placement: Placement, screens: readonly Screen[]): Promise<void>
  /** Where the first window of a session's program is, without its frame; null where it cannot be told. */
  bounds(programs: Programs, session: SessionId): Promise<Bounds | null>
  /**
   * Brings the one window that `isIt` says is meant to a virtual desktop, by number or name; false where there is no such desktop, not
   * just one such window, or it would not go.
   */
  toDesktop(wanted: number | string, isIt: (window: DesktopWindow) => Promise<boolean>): Promise<boolean>
}

const PLACE_MS = 15_000

export function placing({ desktops, ground, clock, signal: ending }: PlacingParts): Placing {
  const contextOf = (signal: AbortSignal): Context => ({
    shell: ground,
    signal,
    say: () => undefined,
    secret: async () => null,
    sleep: (ms) => clock.sleep(ms, signal),
    now: () => clock.now(),
  })
  let known: DesktopPlugin | null = null
  const find = async (context: Context): Promise<DesktopPlugin | null> => {
    if (known) return known
    for (const plugin of desktops) if ((await plugin.probe(context)).usable) known ??= plugin
    return known
  }
  const windows = async (signal: AbortSignal) => {
    const context = contextOf(signal)
    const desktop = await find(context)
    return desktop ? desktop.windows(context) : null
  }
  return {
    windows,
    async monitors() {
      const context = contextOf(within(PLACE_MS, ending))
      const desktop = await find(context)
      return desktop ? desktop.screens(context) : []
    },
    async shortcomings() {
      const context = contextOf(within(PLACE_MS, ending))
      const desktop = await find(context)
      if (desktop) return (await desktop.can(context)).problems
      const reasons = await Promise.all(desktops.map(async (each) => (await each.probe(context)).problems.map(({ title }) => title)))
      return [unknownDesktop(reasons.flat())]
    },
    async place(programs, session, placement, own) {
      const context = contextOf(within(PLACE_MS, ending))
      const desktop = await find(context)
      if (!desktop) return
      const owned = await ownedBy(programs, session, await desktop.windows(context))
      const screens =
        own.length > 0 ? own : (await desktop.screens(context)).map(({ name, x, y, width, height }) => ({ name, x, y, width, height }))
      const bounds = boundsOf(placement, screens)
      const virtual = typeof placement.desktop === 'number' ? placement.desktop : null
      const moves = owned.map(({ id }) => ({ id, bounds, edge: 'content' as const, desktop: virtual, show: placement.show }))
      const [problem] = (await desktop.place(context, moves.slice(0, 1))).flatMap(({ problems }) => problems)
      if (problem?.severity === 'error') throw new ProblemError(problem)
    },
    async bounds(programs, session) {
      const [window] = await ownedBy(programs, session, (await windows(within(PLACE_MS, ending))) ?? [])
      return window?.content ?? null
    },
    async toDesktop(wanted, isIt) {
      const context = contextOf(within(PLACE_MS, ending))
      const desktop = await find(context)
      if (!desktop) return false
      const number = typeof wanted === 'number' ? wanted : (await desktop.desktops(context)).names.indexOf(wanted)
      const all = (await desktop.windows(context)).filter(({ dialog }) => !dialog)
      const meant = await Promise.all(all.map(isIt))
      const [window, ...more] = all.filter((_, index) => meant[index])
      if (number < 0 || !window || more.length > 0) return false
      const [placed] = await desktop.place(context, [{ id: window.id, bounds: null, edge: 'content', desktop: number, show: window.show }])
      return placed?.window?.desktop === number
    },
  }
}

/** The windows of a session's program, the oldest first; dialogs go where they like. */
async function ownedBy(programs: Programs, session: SessionId, all: readonly DesktopWindow[]): Promise<DesktopWindow[]> {
  const owned = await Promise.all(all.map(async (window) => ((await programs.owns(session, window)) && !window.dialog ? [window] : [])))
  return owned.flat()
}

const unknownDesktop = (reasons: readonly string[]): Problem => ({
  code: 'desktop.unknown',
  severity: 'warning',
  title: 'Windows of other programs will stay where they open',
  message: `Nothing on this desktop was found that places windows. ${reasons.map((reason) => `${reason}.`).join(' ')}`.trim(),
  hint: 'Choose embedded viewers for these sessions, or a window manager or compositor that is known.',
})
