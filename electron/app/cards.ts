import { z } from 'zod'
import type { PluginCard } from '../../shared/contract/card.ts'
import { Options } from '../../shared/model/machine.ts'
import { Verb } from '../../shared/model/plan.ts'
import { Rung } from '../../shared/model/stop.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'

/** What the screen may know of a plugin. */
export function cardOf(plugin: Plugin): PluginCard {
  const common = {
    id: plugin.id,
    title: plugin.title,
    summary: plugin.summary,
    optionsVersion: plugin.migrations.length,
    // Through JSON, so that nothing but plain data is left of the schema.
    options: Options.parse(JSON.parse(JSON.stringify(z.toJSONSchema(plugin.options, { io: 'input', unrepresentable: 'any' })))),
  }
  if (plugin.role === 'session') {
    return {
      ...common,
      role: 'session',
      verbs: [],
      carries: false,
      ground: false,
      rungs: [],
      console: false,
      view: plugin.view,
      localities: [...plugin.localities],
    }
  }
  const rungs = Rung.options.filter((how) => how !== 'guest' && plugin.stops[how] !== undefined)
  const { acts } = plugin
  const verbs = Verb.options.filter((verb) =>
    verb === 'stop' ? rungs.length > 0 : verb !== 'open' && verb !== 'close' && acts[verb] !== undefined,
  )
  const { carries, ground } = plugin
  return { ...common, role: 'machine', verbs, carries, ground, rungs, console: plugin.console !== undefined, view: null, localities: [] }
}

/** The plugins by id. Throws at once when two have the same: nothing could say which one is meant. */
export function pluginsById(plugins: readonly Plugin[]): ReadonlyMap<Plugin['id'], Plugin> {
  const byId = new Map<Plugin['id'], Plugin>()
  for (const plugin of plugins) {
    if (byId.has(plugin.id)) throw new Error(`two plugins are called ${plugin.id}`)
    byId.set(plugin.id, plugin)
  }
  return byId
}
