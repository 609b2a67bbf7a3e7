import type { z } from 'zod'
import { ProblemError } from '../model/problem.ts'
import type { DesktopPlugin } from './desktop.ts'
import type { Act, Context, MachinePlugin, Near, SessionPlugin, Target } from './plugin.ts'

/** Makes a machine plugin whose options are checked by its own schema at every call. Throws `options.invalid`. */
export function machine<O>(plugin: MachinePlugin<O>): MachinePlugin<unknown> {
  const { observe, picture, watch } = plugin
  const print = plugin.console
  const typed = checked(plugin)
  const all = <K extends string>(acts: Partial<Record<K, Act<O>>>) =>
    Object.fromEntries(
      Object.entries<Act<O> | undefined>(acts).flatMap(([name, act]) =>
        act ? [[name, async (context: Context, target: Target<unknown>) => act(context, typed(target))]] : [],
      ),
    )
  return {
    ...plugin,
    acts: all(plugin.acts),
    stops: all(plugin.stops),
    nature: (options) => plugin.nature(readOptions(plugin, options)),
    facts: (options) => plugin.facts(readOptions(plugin, options)),
    claims: (options) => plugin.claims(readOptions(plugin, options)),
    observe: async (context, target) => observe(context, typed(target)),
    ...(print && { console: async (context: Context, target: Target<unknown>) => print(context, typed(target)) }),
    ...(watch && {
      watch: async (context: Context, target: Target<unknown>, changed: () => void) => watch(context, typed(target), changed),
    }),
    ...(picture && { picture: async (context: Context, target: Target<unknown>) => picture(context, typed(target)) }),
  }
}

/** Makes a session plugin whose options are checked by its own schema at every call. Throws `options.invalid`. */
export function session<O>(plugin: SessionPlugin<O>): SessionPlugin<unknown> {
  const typed = checked(plugin)
  const { server, viewer, launch } = plugin
  return {
    ...plugin,
    attach: async (context, target, wish) => plugin.attach(context, typed(target), wish),
    ...(server && { server: (target: Target<unknown>) => server(typed(target)) }),
    ...(viewer && { viewer: (options: unknown) => viewer(readOptions(plugin, options)) }),
    ...(launch && { launch: async (context: Context, target: Target<unknown>, near: Near) => launch(context, typed(target), near) }),
  }
}

/** Makes a desktop plugin none of whose methods touches anything once the signal is aborted. */
export function desktop(plugin: DesktopPlugin): DesktopPlugin {
  const gated =
    <Rest extends readonly unknown[], Answer>(method: (context: Context, ...rest: Rest) => Promise<Answer>) =>
    async (context: Context, ...rest: Rest): Promise<Answer> => {
      context.signal.throwIfAborted()
      return method(context, ...rest)
    }
  return {
    ...plugin,
    probe: gated(plugin.probe),
    can: gated(plugin.can),
    screens: gated(plugin.screens),
    desktops: gated(plugin.desktops),
    windows: gated(plugin.windows),
    place: gated(plugin.place),
    watch: gated(plugin.watch),
  }
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
