import type { Member } from '../../shared/logic/members.ts'
import type { Placement } from '../../shared/model/layout.ts'
import type { Options } from '../../shared/model/machine.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Session } from '../../shared/model/service.ts'
import type { Endpoint, Plugin, Target } from '../../shared/plugin/plugin.ts'

/** The machine of a member as its plugin wants it. Throws `options.newer`. */
export const machineTarget = (plugin: Plugin, { component, machine }: Member): Target<unknown> => ({
  id: machine.id,
  name: component.name,
  locator: machine.locator,
  options: currentOptions(plugin, machine.options, machine.optionsVersion, component.name),
  placement: null,
  endpoints: [],
})

/** A session of a member as its plugin wants it. */
export const sessionTarget = (
  session: Session,
  { machine }: Member,
  placement: Placement | null,
  endpoints: readonly Endpoint[],
): Target<unknown> => ({
  id: session.id,
  name: session.name,
  locator: machine.locator,
  options: session.options,
  placement,
  endpoints,
})

/** Settings of an older version go through the plugin's migrations; those of a newer one are refused. */
export function currentOptions(plugin: Plugin, options: Options, version: number, name: string): unknown {
  if (version > plugin.migrations.length) {
    throw new ProblemError({
      code: 'options.newer',
      severity: 'error',
      title: `The settings of ${name} are from a newer version`,
      message: `They are of version ${version} of ${plugin.title}; this engine knows ${plugin.migrations.length}.`,
      hint: 'Use the newer ServiceComposer, or fill in the settings anew.',
    })
  }
  return plugin.migrations.slice(version).reduce<unknown>((old, migrate) => migrate(old), options)
}
