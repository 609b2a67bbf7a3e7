/** The keyframes of everything that turns while something goes on. */
const TURN = 'turn'

/**
 * Lets all glyphs that turn do so in unison. They turn in steps, and at each step the window is put together anew: with steps of
 * its own for each of them that would be in every frame, for as long as anything runs.
 */
export function turnInUnison(): void {
  document.addEventListener('animationstart', ({ animationName, target }) => {
    if (animationName !== TURN || !(target instanceof Element)) return
    for (const animation of target.getAnimations()) animation.startTime = 0
  })
}
