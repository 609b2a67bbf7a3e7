import type { z } from 'zod'
import { ProblemError } from '../model/problem.ts'
import type { Context, MachinePlugin, SessionPlugin, Target } from './plugin.ts'

/** Makes a machine plugin whose options are checked by its own schema at every call. Throws `options.invalid`. */
export function machine<O>(plugin: MachinePlugin<O>): MachinePlugin<unknown> {
  const { observe, picture } = plugin
  const typed = checked(plugin)
  const acts = Object.entries(plugin.acts).map(([verb, act]) => [
    verb,
    async (context: Context, target: Target<unknown>) => act(context, typed(target)),
  ])
  return {
    ...plugin,
    acts: Object.fromEntries(acts),
    facts: (options) => plugin.facts(readOptions(plugin, options)),
    claims: (options) => plugin.claims(readOptions(plugin, options)),
    observe: async (context, target) => observe(context, typed(target)),
    ...(picture && { picture: async (context: Context, target: Target<unknown>) => picture(context, typed(target)) }),
  }
}

/** Makes a session plugin whose options are checked by its own schema at every call. Throws `options.invalid`. */
export function session<O>(plugin: SessionPlugin<O>): SessionPlugin<unknown> {
  const typed = checked(plugin)
  return { ...plugin, attach: async (context, target, wish) => plugin.attach(context, typed(target), wish) }
}

interface Checks<O> {
  readonly title: string
  readonly options: z.ZodType<O>
}

const checked =
  <O>(plugin: Checks<O>) =>
  (target: Target<unknown>): Target<O> => ({ ...target, options: readOptions(plugin, target.options) })

/** The options as the plugin's schema reads them. Throws `options.invalid` that names each bad field. */
export function readOptions<O>(plugin: Checks<O>, options: unknown): O {
  const read = plugin.options.safeParse(options)
  if (read.success) return read.data
  const fields = read.error.issues.map((issue) => `${issue.path.join('.') || 'options'}: ${issue.message}`)
  throw new ProblemError({
    code: 'options.invalid',
    severity: 'error',
    title: `Settings of ${plugin.title} do not fit`,
    message: fields.join('; '),
    hint: 'Correct the named settings in the inspector or in the file.',
  })
}
