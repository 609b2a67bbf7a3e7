/** What follows a pointer while its button is held. */
export interface Hands {
  /** How far it went from where it was pressed, in px of the page. */
  move(dx: number, dy: number, event: PointerEvent): void
  /** The button was let go after a move. */
  drop(event: PointerEvent): void
  /** Esc, or the system took the pointer away: nothing must be left of it. */
  giveBack(): void
  /** It was let go where it was pressed. */
  click?(event: PointerEvent): void
}

/** A hand is never quite still: so many px are no move yet. */
const STILL_PX = 3

/** Follows the pointer that was pressed until it is let go, wherever it goes meanwhile. */
export function follow(pressed: { readonly clientX: number; readonly clientY: number; readonly pointerId: number }, hands: Hands): void {
  const heard = new AbortController()
  const { signal } = heard
  let moved = false
  const mine = (event: PointerEvent) => event.pointerId === pressed.pointerId
  addEventListener(
    'pointermove',
    (event) => {
      if (!mine(event)) return
      const [dx, dy] = [event.clientX - pressed.clientX, event.clientY - pressed.clientY]
      moved ||= Math.hypot(dx, dy) > STILL_PX
      if (moved) hands.move(dx, dy, event)
    },
    { signal },
  )
  addEventListener(
    'pointerup',
    (event) => {
      if (!mine(event)) return
      heard.abort()
      if (moved) hands.drop(event)
      else hands.click?.(event)
    },
    { signal },
  )
  const back = () => {
    heard.abort()
    hands.giveBack()
  }
  addEventListener('pointercancel', (event) => mine(event) && back(), { signal })
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      back()
    },
    { signal, capture: true },
  )
}
