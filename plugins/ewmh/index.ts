import { desktop } from '../../shared/plugin/define.ts'
import type { DesktopPlugin } from '../../shared/plugin/desktop.ts'
import type { Context, Probe } from '../../shared/plugin/plugin.ts'
import { answer } from '../desktop/answer.ts'
import { can } from './can.ts'
import { openDisplay, type Display } from './display.ts'
import { readMonitors } from './monitors.ts'
import { place } from './place.ts'
import { noManager } from './problems.ts'
import { watch } from './watch.ts'
import { managerOf, readDesktops, readWindows } from './windows.ts'

/** An X11 desktop, through whichever window manager keeps the Extended Window Manager Hints: nearly all do. */
export const ewmh: DesktopPlugin = desktop({
  id: 'ewmh',
  role: 'desktop',
  title: 'X11 desktop',
  summary: 'Windows of other programs on an X11 desktop, placed through its window manager.',
  probe,
  can,
  screens: (context) => on(context, readMonitors),
  desktops: (context) => on(context, readDesktops),
  windows: (context) => on(context, readWindows),
  place,
  watch,
})

async function on<Answer>(context: Context, read: (display: Display) => Promise<Answer>): Promise<Answer> {
  using display = await openDisplay(context)
  return await read(display)
}

function probe(context: Context): Promise<Probe> {
  return answer(context, async () => {
    const manager = await on(context, managerOf)
    if (manager === null) throw noManager()
    return { usable: true, version: manager, problems: [] }
  })
}
