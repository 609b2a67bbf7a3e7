import type { Context, Endpoint, Seen, Target } from '../../shared/plugin/plugin.ts'
import type { XenOptions } from './options.ts'
import { conditionOf, type Domain } from './parse.ts'
import { placeOf } from './place.ts'
import { asRoot, find } from './xl.ts'

/** Asks Xen. No domain of its name: off. A Xen that cannot be asked: unknown. */
export async function observe(context: Context, target: Target<XenOptions>): Promise<Seen> {
  context.signal.throwIfAborted()
  try {
    const domain = await find(context, target)
    if (domain === null) return { condition: 'off', endpoints: [], ...(await savedNote(context, target)) }
    return { ...conditionOf(domain), endpoints: await endpointsOf(context, target, domain) }
  } catch (cause) {
    context.signal.throwIfAborted()
    return { condition: 'unknown', endpoints: [], note: cause instanceof Error ? cause.message : String(cause) }
  }
}

async function savedNote({ shell, signal }: Context, target: Target<XenOptions>): Promise<{ note?: string }> {
  const { code } = await shell.run('test', ['-e', placeOf(shell.scratch, target).saved], { okCodes: [0, 1], signal })
  return code === 0 ? { note: 'its state is saved; a start goes on from there' } : {}
}

/** How the guest is reached from its host. */
async function endpointsOf(context: Context, target: Target<XenOptions>, domain: Domain): Promise<Endpoint[]> {
  const { address, display, config } = target.options
  const host = address ?? target.locator.tcp
  const ssh: Endpoint[] = host ? [{ service: 'ssh', port: 22, at: { host, port: 22 } }] : []
  const screen = display === 'vnc' || config !== null ? await screenOf(context, target, domain) : []
  return [...ssh, ...screen, consoleOf(target, domain)]
}

/** Only xl finds the terminal that Xen's console daemon holds for it. */
function consoleOf({ options }: Target<XenOptions>, { id, name }: Domain): Endpoint {
  const show = ['console', name] as const
  const command = options.sudo ? (['sudo', '-n', 'xl', ...show] as const) : (['xl', ...show] as const)
  return { service: 'serial', port: null, at: { path: `/local/domain/${id}/console` }, command }
}

/** Where its screen is offered, as its QEMU wrote it into Xen's store. */
async function screenOf(context: Context, { options }: Target<XenOptions>, { id }: Domain): Promise<Endpoint[]> {
  const at = `/local/domain/${id}/console`
  const ran = await asRoot(context, options, 'xenstore-read', [`${at}/vnc-port`, `${at}/vnc-listen`])
  const [port = '', listen = ''] = ran.code === 0 ? ran.stdout.split('\n') : []
  if (!/^\d+$/.test(port)) return []
  const host = listen === '' || listen === '0.0.0.0' || listen === '::' ? '127.0.0.1' : listen
  return [{ service: 'vnc', port: null, at: { host, port: Number(port) } }]
}
