import { z } from 'zod'
import type { PluginCard } from '../../shared/contract/card.ts'
import { Options } from '../../shared/model/machine.ts'
import { Verb } from '../../shared/model/plan.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'

/** What the screen may know of a plugin. */
export function cardOf(plugin: Plugin): PluginCard {
  const common = {
    id: plugin.id,
    title: plugin.title,
    summary: plugin.summary,
    // Through JSON, so that nothing but plain data is left of the schema.
    options: Options.parse(JSON.parse(JSON.stringify(z.toJSONSchema(plugin.options, { io: 'input', unrepresentable: 'any' })))),
  }
  if (plugin.role === 'session') {
    return { ...common, role: 'session', verbs: [], carries: false, view: plugin.view, localities: [...plugin.localities] }
  }
  const verbs = Verb.options.filter((verb) => plugin.acts[verb] !== undefined)
  return { ...common, role: 'machine', verbs, carries: plugin.carries, view: null, localities: [] }
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
