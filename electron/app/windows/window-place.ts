import type { Asked, Out } from '../../../shared/contract/contract.ts'
import { findScreen } from '../../../shared/logic/geometry/fit.ts'
import { showRectangle } from '../../../shared/logic/geometry/geometry.ts'
import { type Bounds, sameBounds } from '../../../shared/logic/geometry/measure.ts'
import { standingOf, type Standing } from '../../../shared/logic/geometry/stand.ts'
import type { Layout, Screen } from '../../../shared/model/layout.ts'
import { ProblemError, type Problem } from '../../../shared/model/problem.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import type { Clock } from '../../engine/clock.ts'
import type { Desk } from '../desk.ts'
import { layoutFor } from './layouts.ts'

export interface WindowPlaceParts {
  readonly title: string
  readonly workspace: Workspace
  readonly desk: Desk
  readonly clock: Clock
}

/** A window manager takes so long at most to put a window where it was asked to be. */
const SETTLE_MS = 2_000
const LOOK_MS = 50

/** Opens a session's window at a place, or moves the one that is open, and looks where it is then. Rejects as `session.place` says. */
export async function placeWindow(
  { session, placement, layout, dry }: Asked<'session.place'>,
  { title, workspace, desk, clock }: WindowPlaceParts,
): Promise<Out<'session.place'>> {
  if (desk.kind === 'none') throw new ProblemError(noDesk)
  const wasOpen = desk.windows().includes(session)
  const stand = async (): Promise<Standing> => {
    const present = await desk.screens()
    const chosen = layoutNamed(layout, workspace) ?? layoutFor(workspace, present)
    refuseUnknown(placement.screen, workspace, present)
    return standingOf(placement, chosen, present)
  }
  let standing = await stand()
  if (!dry) {
    await desk.open({ key: session, title, placement: standing.placement })
    // Some desks know their screens only once a window is there.
    standing = await stand()
    await desk.place(session, standing.placement)
  }
  const { asked, missing } = standing
  const { x, y, width, height, show } = standing.placement
  const placed = { x, y, width, height }
  const seen = dry ? null : await settled(session, placed, desk, clock)
  const { desktop } = placement
  const there = dry || desktop === null || (await desk.toDesktop?.(session, desktop))
  const notes = [
    ...(missing === null ? [] : [`There is no screen "${missing}" now: its fall-back was taken.`]),
    ...(missing !== null || sameBounds(asked, placed)
      ? []
      : [`${showRectangle(asked)} reaches beyond the screens: ${showRectangle(placed)} is the nearest within them.`]),
    ...(seen === null || show !== 'normal' || sameBounds(seen, placed)
      ? []
      : [`The window cannot be ${showRectangle(placed)}: ${showRectangle(seen)} is the nearest that it takes.`]),
    ...(there ? [] : [`It stays on the desktop that is shown: it could not be brought to ${desktop}.`]),
    ...(desk.kind === 'browser' ? ['A browser places its tabs itself.'] : []),
  ]
  return { how: wasOpen ? 'moves' : 'opens', asked, placed, seen, notes }
}

/** Where the window is once it stays there. */
async function settled(key: Asked<'session.place'>['session'], wished: Bounds, desk: Desk, clock: Clock): Promise<Bounds | null> {
  const tooLate = clock.now() + SETTLE_MS
  let last: Bounds | null = null
  for (let alike = 0; ; ) {
    const at = (await desk.bounds?.(key)) ?? null
    if (at === null || sameBounds(at, wished) || clock.now() > tooLate) return at
    alike = last && sameBounds(last, at) ? alike + 1 : 0
    if (alike >= SURE) return at
    last = at
    await clock.sleep(LOOK_MS)
  }
}
/** So many looks in a row that show the same place mean that the window stays there. */
const SURE = 6

function layoutNamed(name: string | null, { layouts, name: of }: Workspace): Layout | null {
  if (name === null) return null
  const found = layouts.find((each) => each.name === name)
  if (!found) throw new ProblemError(noLayout(name, of, layouts))
  return found
}

/** A name must be that of a screen that is there, or that some layout of the workspace knows. */
function refuseUnknown(screen: number | string | null, { layouts }: Workspace, present: readonly Screen[]): void {
  if (screen === null || present.length === 0) return
  const known = [present, ...layouts.map((layout) => layout.screens)]
  if (known.some((screens) => findScreen(screen, screens) !== null)) return
  const names = new Set(known.flatMap((screens) => screens.map(({ name }) => name)))
  throw new ProblemError(noScreen(screen, [...names]))
}

const noDesk: Problem = {
  code: 'desk.none',
  severity: 'error',
  title: 'There is no desk that could show a window',
  message: 'This engine runs without windows.',
  hint: 'Start the app first, with: servicecomposer open',
}
const noLayout = (name: string, workspace: string, layouts: readonly Layout[]): Problem => ({
  code: 'layout.unknown',
  severity: 'error',
  title: `${workspace} has no layout "${name}"`,
  message: layouts.length > 0 ? `It has ${layouts.map((each) => each.name).join(', ')}.` : 'It has none at all.',
  hint: 'Name one of its layouts, or leave it out.',
})
const noScreen = (screen: number | string, names: readonly string[]): Problem => ({
  code: 'screen.unknown',
  severity: 'error',
  title: `There is no screen ${typeof screen === 'number' ? screen : `"${screen}"`}`,
  message: `Known here: ${names.join(', ')}; counted from 0, or as A10 by column and row.`,
  hint: 'Name one of those.',
})
