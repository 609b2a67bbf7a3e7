import type { Screen } from '../../model/layout.ts'
import type { Monitor } from '../../plugin/desktop.ts'
import { around } from './align.ts'
import { sameBounds } from './measure.ts'

/**
 * The screens that a desk knows, with what the desktop's own monitors say of themselves; all monitors where the desk sees only the one
 * its windows are on, or none yet. Where they measure in other px than the desk does (a scaled display) they do not count.
 */
export function screensHere(own: readonly Screen[], monitors: readonly Monitor[]): readonly Screen[] {
  const known = monitors.map(screenOf)
  if (own.length >= monitors.length)
    return own.map((screen) => ({ ...identityOf(known.find((each) => sameBounds(each, screen))), ...screen }))
  const sizes = [...monitors, around(monitors)]
  return own.every((screen) => sizes.some(({ width, height }) => screen.width === width && screen.height === height)) ? known : own
}

function identityOf({ make, model, serial, primary }: Partial<Screen> = {}): Partial<Screen> {
  return {
    ...(make !== undefined && { make }),
    ...(model !== undefined && { model }),
    ...(serial !== undefined && { serial }),
    ...(primary !== undefined && { primary }),
  }
}

/** What a monitor does not say is left out; only the primary one says that it is. */
function screenOf({ name, x, y, width, height, primary, make, model, serial }: Monitor): Screen {
  return {
    name,
    x,
    y,
    width,
    height,
    ...identityOf({
      ...(make !== null && { make }),
      ...(model !== null && { model }),
      ...(serial !== null && { serial }),
      ...(primary && { primary }),
    }),
  }
}
