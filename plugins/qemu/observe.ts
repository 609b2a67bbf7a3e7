import { hasCode } from '../../shared/model/problem.ts'
import type { Context, Endpoint, Seen, Target } from '../../shared/plugin/plugin.ts'
import { withQmp } from './control.ts'
import type { QemuOptions } from './options.ts'
import { readStatus } from './parse.ts'
import { placeOf, type Place } from './place.ts'

/** Asks QEMU itself. Nobody on its sockets: off. Somebody who does not speak sense: unknown. */
export async function observe(context: Context, target: Target<QemuOptions>): Promise<Seen> {
  context.signal.throwIfAborted()
  const place = placeOf(context.shell.scratch, target.id)
  try {
    const status = await withQmp(context, place, (qmp) => qmp.ask('query-status'))
    if (status === null) return { condition: 'off', endpoints: [] }
    return { ...readStatus(status), endpoints: endpointsOf(target, place) }
  } catch (cause) {
    context.signal.throwIfAborted()
    if (hasCode(cause, 'qemu.gone')) return { condition: 'off', endpoints: [] }
    return { condition: 'unknown', endpoints: [], note: cause instanceof Error ? cause.message : String(cause) }
  }
}

/** How the machine is reached from where it runs. */
export function endpointsOf({ options, locator }: Target<QemuOptions>, place: Place): Endpoint[] {
  return [
    ...networkEndpoints(options, locator.tcp),
    ...(options.display === 'vnc' ? [{ service: 'vnc' as const, port: null, at: { path: place.vnc } }] : []),
    ...(options.display === 'spice' ? [{ service: 'spice' as const, port: null, at: { path: place.spice } }] : []),
    { service: 'serial', port: null, at: { path: place.serial } },
    ...(options.agent ? [{ service: 'agent' as const, port: null, at: { path: place.agent } }] : []),
  ]
}

/** On a tap device the guest has an address of its own, which only its locator can tell. */
function networkEndpoints({ network }: QemuOptions, address: string | undefined): Endpoint[] {
  if (network.kind === 'tap' && address) return [{ service: 'ssh', port: 22, at: { host: address, port: 22 } }]
  if (network.kind !== 'user') return []
  return network.forwards.map(({ host, hostPort, guestPort }) => ({
    service: guestPort === 22 ? 'ssh' : 'tcp',
    port: guestPort,
    at: { host: isAnywhere(host) ? '127.0.0.1' : host, port: hostPort },
  }))
}

const isAnywhere = (host: string) => host === '0.0.0.0' || host === '::' || host === '*'
