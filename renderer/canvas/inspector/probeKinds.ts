import { z } from 'zod'
import { Options } from '../../../shared/model/machine.ts'
import { ReadinessProbe } from '../../../shared/model/probe.ts'

type Kind = ReadinessProbe['kind']

/** A kind of probe: what it is called, what a new one is, and the form of its settings. */
export interface ProbeKind {
  readonly kind: Kind
  readonly title: string
  readonly preset: ReadinessProbe
  readonly schema: Options
}

const titles: Record<Kind, { title: string; preset: unknown }> = {
  'ssh-banner': { title: 'SSH banner', preset: { kind: 'ssh-banner' } },
  'ssh-login': { title: 'SSH login', preset: { kind: 'ssh-login' } },
  'tcp-answer': { title: 'TCP answer', preset: { kind: 'tcp-answer', port: 22 } },
  http: { title: 'HTTP status', preset: { kind: 'http' } },
  command: { title: 'Command inside', preset: { kind: 'command', command: 'true' } },
  'guest-agent': { title: 'Guest agent', preset: { kind: 'guest-agent' } },
  console: { title: 'Console text', preset: { kind: 'console', text: 'login:' } },
  delay: { title: 'Plain delay', preset: { kind: 'delay', ms: 5_000 } },
}

const spoken: Record<string, string> = {
  intervalMs: 'Every (ms)',
  tryMs: 'One try (ms)',
  backoff: 'Slower each time (×)',
  longestMs: 'At most every (ms)',
  ms: 'Delay (ms)',
  text: 'Printed text',
  args: 'Arguments',
  body: 'Text in it',
}

/** All kinds, with forms made from the model's own schema. */
export const probeKinds: readonly ProbeKind[] = ReadinessProbe.options.map((variant) => {
  const kind = variant.shape.kind.value
  const { properties = {}, required = [], ...rest } = z.toJSONSchema(variant, { io: 'input' })
  const shown = Object.entries(properties).flatMap(([name, part]) =>
    name === 'kind' || typeof part === 'boolean' ? [] : [[name, { ...part, title: spoken[name] ?? part.title }] as const],
  )
  const schema = Options.parse(
    JSON.parse(
      JSON.stringify({ type: rest.type, properties: Object.fromEntries(shown), required: required.filter((name) => name !== 'kind') }),
    ),
  )
  return { kind, title: titles[kind].title, preset: ReadinessProbe.parse(titles[kind].preset), schema }
})

/** The probe with these settings; null when they do not fit together. */
export function withSettings(probe: ReadinessProbe, settings: Options): ReadinessProbe | null {
  return ReadinessProbe.safeParse({ ...settings, kind: probe.kind }).data ?? null
}

/** The settings of a probe without its kind, as the form shows them. */
export function settingsOf({ kind: _, ...settings }: ReadinessProbe): Options {
  return Options.parse(settings)
}
