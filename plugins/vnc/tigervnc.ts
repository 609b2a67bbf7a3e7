import type { Context, Launch, Near } from '../../shared/plugin/plugin.ts'
import type { Socket } from '../../shared/plugin/shell.ts'

/**
 * TigerVNC's viewer (xtigervncviewer(1)) on a VNC server. The machine's password goes by its environment, which no other user can
 * read; without one it asks itself. The window keeps its size: the far screen is not made to fit. Others
 * who look at it go on looking.
 */
export async function tigerVnc(context: Context, near: Near, where: () => Socket): Promise<Launch> {
  context.signal.throwIfAborted()
  const at = await near.reach(where())
  const password = await context.secret()
  return {
    where: 'here',
    argv: [
      await near.program(['xtigervncviewer', 'vncviewer']),
      '-Shared',
      '-RemoteResize=0',
      'path' in at ? at.path : `${at.host}::${at.port}`,
    ],
    ...(password !== null && { env: { VNC_PASSWORD: password } }),
  }
}
