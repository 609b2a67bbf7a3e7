import { ProblemError } from '../../shared/model/problem.ts'
import type { Monitor } from '../../shared/plugin/desktop.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import { environment } from '../desktop/environment.ts'
import { ASK, speakIpc, type Ipc } from './ipc.ts'
import { Node, Outputs } from './said.ts'
import { monitorsOf } from './windows.ts'

/** Opens sway's own socket. Rejects with `desktop.none` where there is no sway, and with what the shell tells. */
export async function openSway(context: Context): Promise<Ipc> {
  const path = (await environment(context, ['SWAYSOCK'])).get('SWAYSOCK')
  if (!path) throw noSway()
  return speakIpc(await context.shell.connect({ path }, context.signal), context.signal)
}

export const readMonitors = async (sway: Ipc): Promise<Monitor[]> => monitorsOf(Outputs.parse(await sway.ask(ASK.outputs)))
export const readTree = async (sway: Ipc): Promise<Node> => Node.parse(await sway.ask(ASK.tree))

const noSway = () =>
  new ProblemError({
    code: 'desktop.none',
    severity: 'error',
    title: 'No sway',
    message: 'The variable SWAYSOCK names no socket, so no sway is at work here.',
    hint: 'Start ServiceComposer from within sway, or set SWAYSOCK.',
  })
