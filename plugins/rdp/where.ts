import { ProblemError } from '../../shared/model/problem.ts'
import type { Target } from '../../shared/plugin/plugin.ts'
import type { Socket } from '../../shared/plugin/shell.ts'
import type { RdpOptions } from './options.ts'

/**
 * Where the RDP server is, as seen from what carries the machine: the host that its settings name, what the machine offers or passes
 * on, or the port beside that of its SSH server. Throws `rdp.no-endpoint`.
 */
export function whereOf({ id, name, options: { host, port }, endpoints }: Target<RdpOptions>): Socket {
  if (host !== null) return { host, port }
  const offered = endpoints.find(({ service }) => service === 'rdp') ?? endpoints.find((endpoint) => endpoint.port === port)
  if (offered) return offered.at
  // A forwarded SSH port says nothing of where other ports are.
  const beside = endpoints.find((endpoint) => endpoint.service === 'ssh' && 'port' in endpoint.at && endpoint.at.port === endpoint.port)
  if (beside && 'host' in beside.at) return { host: beside.at.host, port }
  throw new ProblemError({
    code: 'rdp.no-endpoint',
    severity: 'error',
    title: `${name} shows no RDP server`,
    message: `Nothing on ${name} was seen that leads to its port ${port}. It may be off, or its network passes that port not on.`,
    hint: 'Start the machine, forward the port in its settings, or name the host in the settings of this session.',
    about: id,
  })
}
