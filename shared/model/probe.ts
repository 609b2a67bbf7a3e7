import { z } from 'zod'

const pace = {
  /** Between two tries. */
  intervalMs: z.int().min(50).default(500),
  /** One try may take this long; a TCP connect alone proves nothing, so an answer is awaited. */
  tryMs: z.int().min(50).default(2_000),
  /** Each pause is so many times as long as the one before it, up to `longestMs`. */
  backoff: z.number().min(1).max(10).default(1),
  longestMs: z.int().min(50).default(10_000),
}
/** As numbered inside the machine; how it is reached from outside is the machine plugin's business. */
const port = z.int().min(1).max(65535)

/** What must be seen, again and again until it is, before a machine counts as ready. */
export const ReadinessProbe = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ssh-banner'), port: port.default(22), ...pace }),
  z.strictObject({ kind: z.literal('ssh-login'), ...pace, tryMs: z.int().min(50).default(10_000) }),
  z.strictObject({ kind: z.literal('tcp-answer'), port, ...pace }),
  z.strictObject({
    kind: z.literal('http'),
    port: port.default(80),
    path: z.string().startsWith('/').default('/'),
    status: z.int().default(200),
    /** Text that the body must contain. */
    body: z.string().nullable().default(null),
    ...pace,
  }),
  z.strictObject({
    kind: z.literal('command'),
    /** Runs inside the machine, through its login; exit code 0 is ready. */
    command: z.string().min(1),
    args: z.array(z.string()).default([]),
    ...pace,
  }),
  /** The agent inside the guest answers its hypervisor: needs no network and no login. */
  z.strictObject({ kind: z.literal('guest-agent'), ...pace }),
  /** What the guest printed on its console since it was powered contains the text. */
  z.strictObject({ kind: z.literal('console'), text: z.string().min(1), ...pace }),
  z.strictObject({ kind: z.literal('delay'), ms: z.int().positive() }),
])
export type ReadinessProbe = z.infer<typeof ReadinessProbe>
