/** A frame that took no longer than this, in ms, was not lost: taking in was cheap, with all that was drawn of it. */
const CHEAP_MS = 24
/** After a costly one the screen has so many times as long for everything else … */
const REST = 3
/** … but nobody waits longer than this for what is new, in ms. */
const LONGEST_REST_MS = 1_000

/** What a page has: its clock, its next frame, and a timer. */
export interface Frames {
  now(): number
  next(act: () => void): void
  after(ms: number, act: () => void): void
}

/**
 * Hands on in one piece whatever comes within one frame. Where taking it in is costly, as with a run of a hundred thousand steps, it is
 * handed on less often, so that there are frames in between: the screen stays smooth and is a little behind. What is taken in is drawn
 * after `take` has returned: only the frame that follows tells what all of it cost.
 */
export function gathering<T>(take: (all: readonly T[]) => void, frames: Frames): (one: T) => void {
  let gathered: T[] = []
  let under = false
  const flush = () => {
    const all = gathered
    gathered = []
    const began = frames.now()
    frames.next(() => {
      const cost = frames.now() - began
      if (cost <= CHEAP_MS) goOn()
      else frames.after(Math.min(LONGEST_REST_MS, REST * cost), () => frames.next(goOn))
    })
    take(all)
  }
  const goOn = () => {
    if (gathered.length > 0) flush()
    else under = false
  }
  return (one) => {
    gathered.push(one)
    if (under) return
    under = true
    frames.next(flush)
  }
}
