import type { Problem } from '../../shared/model/problem.ts'
import { desktop } from '../../shared/plugin/define.ts'
import type { DesktopPlugin } from '../../shared/plugin/desktop.ts'
import type { Context, Probe } from '../../shared/plugin/plugin.ts'
import { answer } from '../desktop/answer.ts'
import { ASK, type Ipc } from './ipc.ts'
import { openSway, readMonitors, readTree } from './open.ts'
import { place } from './place.ts'
import { Version, Workspaces } from './said.ts'
import { desktopsOf, windowsOf } from './windows.ts'

/** Sway, a tiling desktop on Wayland, through its own socket. */
export const sway: DesktopPlugin = desktop({
  id: 'sway',
  role: 'desktop',
  title: 'Sway desktop',
  summary: 'Windows of other programs on the Wayland desktop sway, which float where they are placed.',
  probe,
  can: (context) =>
    on(context, async (ipc) => {
      await ipc.ask(ASK.version)
      return { positions: true, sizes: true, desktops: 'grows', shows: ['normal', 'minimised', 'fullscreen'], problems: [noMaximised] }
    }),
  screens: (context) => on(context, readMonitors),
  desktops: (context) =>
    on(context, async (ipc) => desktopsOf(Workspaces.parse(await ipc.ask(ASK.workspaces)), (await readMonitors(ipc)).length)),
  windows: (context) => on(context, async (ipc) => windowsOf(await readTree(ipc), (await readMonitors(ipc)).length)),
  place,
  async watch(context, changed) {
    const ipc = await openSway(context)
    ipc.onEvent(changed)
    await ipc.ask(ASK.subscribe, JSON.stringify(['window', 'output', 'workspace']))
    return { ended: ipc.ended }
  },
})

async function on<Answer>(context: Context, read: (ipc: Ipc) => Promise<Answer>): Promise<Answer> {
  using ipc = await openSway(context)
  return await read(ipc)
}

function probe(context: Context): Promise<Probe> {
  return answer(context, async () => {
    const { human_readable: version } = await on(context, async (ipc) => Version.parse(await ipc.ask(ASK.version)))
    return { usable: true, version, problems: [] }
  })
}

const noMaximised: Problem = {
  code: 'desktop.no-show',
  severity: 'warning',
  title: 'Sway maximises no window',
  message:
    'Sway knows windows side by side, floating ones and full screen, so a window that shall be maximised stays as large as it was placed.',
  hint: 'Give the window the bounds of its monitor in the layout, or full screen.',
}
