import { machine } from '../../shared/plugin/define.ts'
import type { Context, Plugin, Seen } from '../../shared/plugin/plugin.ts'
import { alwaysUsable } from '../always-usable.ts'
import { readBanner } from './banner.ts'
import { PmOptions } from './options.ts'

/** This computer, a physical machine, or any other host that speaks SSH. It is looked at; only its own command, through its login, can stop it. */
export const pm: Plugin = machine<PmOptions>({
  id: 'pm',
  role: 'machine',
  title: 'Computer',
  summary:
    'This computer, a physical machine, or any host that speaks SSH. It is used as it is found: never started, and stopped only by its own name.',
  options: PmOptions,
  migrations: [],
  carries: true,
  ground: true,
  nature: () => ({ architecture: null, memoryMib: null, cpus: null, virtualisation: 'none', nested: null }),
  facts: (options) =>
    options.host === null ? 'this computer' : `SSH host ${options.host}${options.port === 22 ? '' : `:${options.port}`}`,
  claims: () => [],
  probe: alwaysUsable,
  async observe(context, { options }) {
    context.signal.throwIfAborted()
    if (options.host === null) return { condition: 'ready', endpoints: [] }
    return seen(context, options.host, options)
  },
  acts: {},
  stops: {},
})

async function seen(context: Context, host: string, options: PmOptions): Promise<Seen> {
  const endpoints = [{ service: 'ssh' as const, port: options.port, at: { host, port: options.port } }]
  const tooLate = AbortSignal.timeout(options.answerMs)
  const signal = AbortSignal.any([context.signal, tooLate])
  try {
    const stream = await context.shell.connect({ host, port: options.port }, signal)
    try {
      const banner = await readBanner(stream, signal)
      if (banner) return { condition: 'on', endpoints, note: banner }
      return { condition: 'unknown', endpoints, note: `port ${options.port} of ${host} answers, but does not speak SSH` }
    } finally {
      stream.end()
    }
  } catch (cause) {
    context.signal.throwIfAborted()
    const why = tooLate.aborted ? `no SSH banner within ${options.answerMs} ms` : cause instanceof Error ? cause.message : 'no answer'
    return { condition: 'off', endpoints: [], note: `${host}:${options.port}: ${why}` }
  }
}
