/** Taking in may take so long in each frame, in ms, without a frame being lost. */
const CHEAP_MS = 6
/** After a costly one the screen has so many times as long for everything else … */
const REST = 3
/** … but nobody waits longer than this for what is new, in ms. */
const LONGEST_REST_MS = 250

/** What a page has: its clock, its next frame, and a timer. */
export interface Frames {
  now(): number
  next(act: () => void): void
  after(ms: number, act: () => void): void
}

/**
 * Hands on in one piece whatever comes within one frame. Where taking it in is costly, as with a run of a hundred thousand steps, it is
 * handed on less often, so that there are frames in between: the screen stays smooth and is a little behind.
 */
export function gathering<T>(take: (all: readonly T[]) => void, frames: Frames): (one: T) => void {
  let gathered: T[] = []
  let restUntil = 0
  const flush = () => {
    const all = gathered
    gathered = []
    const began = frames.now()
    take(all)
    const ended = frames.now()
    const cost = ended - began
    restUntil = cost > CHEAP_MS ? ended + Math.min(LONGEST_REST_MS, REST * cost) : 0
  }
  return (one) => {
    gathered.push(one)
    if (gathered.length > 1) return
    const rest = restUntil - frames.now()
    if (rest > 0) frames.after(rest, () => frames.next(flush))
    else frames.next(flush)
  }
}
