import type { Bounds, DesktopWindow, Move, Placed } from '../../shared/plugin/desktop.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import { aimOf, corrected, errorOf, isSo } from './aim.ts'
import { troubleOf, windowGone } from './trouble.ts'

/** What a desktop plugin brings for placing. */
export interface Hands {
  /** The windows of these ids as they are now; those that are gone are left out. */
  look(ids: readonly string[]): Promise<Seen>
  /** Asks for all that the move wants of this window; `aim` is where the content shall be. `again` after it did not come true. */
  ask(move: Move, window: DesktopWindow, aim: Bounds | null, again: boolean): Promise<void> | void
  /** Resolves when whoever decides has read all that was asked, or does not answer. */
  heard(): Promise<void>
  /** Who decides, for people: `openbox`. */
  readonly manager: string
  readonly monitors: readonly Bounds[]
}
type Seen = ReadonlyMap<string, DesktopWindow>

/** What has not changed for so long has come to rest; in any case it is over after the last. */
const PATIENCE = { firstMs: 2, longestMs: 20, restMs: 120, lastMs: 1_000 }

/** Asked, and corrected: in one round mostly, but some window managers take a detour to another desktop or change the frame meanwhile. */
const ROUNDS = 4

/** Asks for all moves, looks until each came true or came to rest, asks once more for what is off, and tells what became of each. */
export async function settle(context: Context, wished: readonly Move[], hands: Hands): Promise<Placed[]> {
  const ids = wished.map(({ id }) => id)
  let seen = await hands.look(ids)
  // What brings a minimised window back may bring it to the desktop in front; it shall stay on its own.
  const moves = wished.map((move) => ({ ...move, desktop: move.desktop ?? seen.get(move.id)?.desktop ?? null }))
  const off = (now: Seen) => moves.filter((move) => !holds(move, now, hands))
  const asked = new Map<string, Bounds | null>()
  for (let round = 0; round < ROUNDS; round++) {
    const left = off(seen)
    if (left.length === 0) break
    for (const move of left) await askFor(move, seen, hands, asked)
    await hands.heard()
    const rest = await atRest(context, left, hands)
    // What came true before may have been pushed away by what came after it.
    seen = left.length < moves.length ? await hands.look(ids) : rest
  }
  return moves.map((move) => outcome(move, seen.get(move.id), hands.manager))
}

async function askFor(move: Move, seen: Seen, hands: Hands, asked: Map<string, Bounds | null>): Promise<void> {
  const window = seen.get(move.id)
  if (!window) return
  const aim = aimOf(move, window)
  const before = asked.get(move.id) ?? null
  const now = aim !== null && before !== null && window.show === 'normal' ? corrected(before, aim, window.content) : aim
  const again = asked.has(move.id)
  asked.set(move.id, now)
  await hands.ask(move, window, now, again)
}

const holds = (move: Move, seen: Seen, { monitors }: Hands): boolean => {
  const window = seen.get(move.id)
  return window === undefined || isSo(move, window, monitors)
}

/** Looks until all moves came true, or nothing changes any more. */
async function atRest(context: Context, moves: readonly Move[], hands: Hands): Promise<Seen> {
  const ids = moves.map(({ id }) => id)
  const began = context.now()
  let changed = began
  let seen = await hands.look(ids)
  for (
    let pauseMs = PATIENCE.firstMs;
    !moves.every((move) => holds(move, seen, hands));
    pauseMs = Math.min(PATIENCE.longestMs, pauseMs * 2)
  ) {
    await context.sleep(pauseMs)
    const before = seen
    seen = await hands.look(ids)
    if (!ids.every((id) => alike(before.get(id), seen.get(id)))) changed = context.now()
    if (context.now() - changed >= PATIENCE.restMs || context.now() - began >= PATIENCE.lastMs) break
  }
  return seen
}

const alike = (one: DesktopWindow | undefined, other: DesktopWindow | undefined): boolean =>
  one !== undefined && other !== undefined
    ? errorOf(one.content, other.content) === 0 && one.show === other.show && one.desktop === other.desktop
    : one === other

function outcome(move: Move, window: DesktopWindow | undefined, manager: string): Placed {
  if (!window) return { id: move.id, window: null, error: 0, problems: [windowGone(move.id)] }
  const aim = aimOf(move, window)
  const error = aim !== null && move.show === 'normal' ? errorOf(window.content, aim) : 0
  return { id: move.id, window, error, problems: troubleOf(move, window, manager) }
}
