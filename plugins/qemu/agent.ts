import { z } from 'zod'
import type { Context } from '../../shared/plugin/plugin.ts'
import { eachLine, readJson } from './json-lines.ts'
import type { Place } from './place.ts'

/** The name by which QEMU's guest agent finds its channel (docs/interop/qemu-ga of QEMU). */
export const AGENT_PORT = 'org.qemu.guest_agent.0'
export const AGENT_CHARDEV = 'agent'

/** It answers at once, or there is none that answers. */
const ANSWER_MS = 1_000

const Chardevs = z.array(z.object({ label: z.string(), 'frontend-open': z.boolean() }))

/** Whether somebody inside the guest has opened the channel, as `query-chardev` says. */
export function agentListens(answer: unknown): boolean {
  const read = Chardevs.safeParse(answer)
  return read.success && read.data.some(({ label, 'frontend-open': open }) => label === AGENT_CHARDEV && open)
}

const Answer = z.union([z.object({ return: z.int() }), z.object({ error: z.object({ desc: z.string() }) })])

/**
 * Tells the guest's agent to shut down. False when it is silent, or says that it cannot: success is the one thing that it does
 * not answer (qga/qapi-schema.json of QEMU).
 */
export async function shutByAgent({ shell, signal, say, now }: Context, place: Place): Promise<boolean> {
  const stream = await shell.connect({ path: place.agent }, signal)
  const enough = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])
  const mark = now() % 2 ** 31
  let heeds = false
  try {
    const { promise, resolve } = Promise.withResolvers<void>()
    stream.onClose(() => resolve())
    stream.onData(
      eachLine((line) => {
        const answer = readJson(Answer, line)
        if (answer === null) return
        if ('return' in answer) heeds ||= answer.return === mark
        else if (heeds) {
          say(`the guest agent cannot shut down: ${answer.error.desc}`)
          heeds = false
          resolve()
        }
      }),
    )
    enough.addEventListener('abort', () => resolve(), { once: true })
    say('the guest agent is told to shut down')
    const words = [{ execute: 'guest-sync', arguments: { id: mark } }, { execute: 'guest-shutdown' }]
    stream.write(new TextEncoder().encode(words.map((word) => `${JSON.stringify(word)}\n`).join('')))
    await promise
  } finally {
    stream.end()
  }
  signal.throwIfAborted()
  return heeds
}
