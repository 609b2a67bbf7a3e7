import { ProblemError } from '../../../shared/model/problem.ts'
import type { Context, Near, Target } from '../../../shared/plugin/plugin.ts'
import type { Shell, Socket, Tunnel } from '../../../shared/plugin/shell.ts'
import { openSshTerminal } from '../../sessions/openssh.ts'
import { findProgram } from '../../sessions/programs.ts'
import type { Placed } from './session-place.ts'

export interface NearWish {
  readonly placed: Placed
  readonly context: Context
  readonly target: Target<unknown>
  /** This computer. */
  readonly ground: Shell
  readonly env: NodeJS.ProcessEnv
  /** What carries the machine: where its endpoints are seen from. */
  carrier(): Promise<Shell>
  certificate(placed: Placed, shell: Shell, to: Socket): Promise<string>
  /** Told of every tunnel that is opened: it is closed when the viewer is over. */
  opened(tunnel: Tunnel): void
}

/** What a native viewer is given on this computer. */
export function nearOf({ placed, context, target, ground, env, carrier, certificate, opened }: NearWish): Near {
  const { member } = placed
  const { login } = member.machine
  const tunnelTo = async (shell: Shell, to: Socket): Promise<{ host: string; port: number }> => {
    const tunnel = await shell.forward(to)
    opened(tunnel)
    return { host: tunnel.host, port: tunnel.port }
  }
  const reachFrom = async (shell: Shell, to: Socket): Promise<Socket> => (shell === ground ? to : tunnelTo(shell, to))
  return {
    program: (names) => findProgram(names, env),
    reach: (to) => reachFrom(context.shell, to),
    async terminal(command) {
      if (context.shell === ground) return command ?? [env['SHELL'] || 'sh']
      const endpoint = target.endpoints.find(({ service }) => service === 'ssh')
      if (!endpoint || !login) throw noTerminal(member.component.name, target.id)
      const through = await carrier()
      const at = await reachFrom(through, endpoint.at)
      const { host, port } = 'path' in at ? await tunnelTo(ground, at) : at
      const entrance = { machine: member.machine.id, name: member.component.name, login, endpoint, through }
      return openSshTerminal({ entrance, fromGround: through === ground, at: { host, port }, command })
    },
    certificate: (to) => certificate(placed, context.shell, to),
    user: login?.user ?? null,
  }
}

const noTerminal = (name: string, about: string) =>
  new ProblemError({
    code: 'viewer.no-way',
    severity: 'error',
    title: `No terminal program gets into ${name}`,
    message: `${name} shows no SSH server, or its login names nobody: a terminal of this desktop has no other way in.`,
    hint: 'Choose the embedded viewer in the settings of the session.',
    about,
  })
