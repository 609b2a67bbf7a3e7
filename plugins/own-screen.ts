import { z } from 'zod'
import { ProblemError } from '../shared/model/problem.ts'
import type { Target } from '../shared/plugin/plugin.ts'
import type { Socket } from '../shared/plugin/shell.ts'

/** The settings of a session onto the machine's own screen that name another one instead; `more` is said of the port. */
export const screenSettings = (more = '') => ({
  host: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .meta({ title: 'Host', description: 'As seen from what carries the machine. Empty takes the screen that the machine itself offers.' }),
  port: z
    .int()
    .min(1)
    .max(65535)
    .default(5900)
    .meta({ title: 'Port', description: `Used only together with a host.${more}` }),
})

/** What is said of a machine that offers no such screen: what it may have instead, and what to do. */
interface Missing {
  readonly instead: string
  readonly hint: string
}

/** Where the screen is: at the host that the settings name, else where the machine offers it. Throws `<service>.no-endpoint`. */
export function screenAt(
  { id, name, options: { host, port }, endpoints }: Target<{ readonly host: string | null; readonly port: number }>,
  service: 'vnc' | 'spice',
  { instead, hint }: Missing,
): Socket {
  if (host !== null) return { host, port }
  const offered = endpoints.find((endpoint) => endpoint.service === service)
  if (offered) return offered.at
  const called = service.toUpperCase()
  throw new ProblemError({
    code: `${service}.no-endpoint`,
    severity: 'error',
    title: `${name} shows no ${called} screen`,
    message: `Nothing on ${name} was seen that speaks ${called}. It may be off, or its settings give it ${instead}.`,
    hint,
    about: id,
  })
}
