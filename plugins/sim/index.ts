import { ProblemError } from '../../shared/model/problem.ts'
import type { Verb } from '../../shared/model/plan.ts'
import { machine } from '../../shared/plugin/define.ts'
import type { ActVerb, Context, Plugin, Target } from '../../shared/plugin/plugin.ts'
import { alwaysUsable } from '../always-usable.ts'
import { conditionOf, lifeAfter, lifeAt, unborn, type Life } from './life.ts'
import { SimOptions } from './options.ts'

/** A machine of nothing: for tests, demonstrations and screenshots. Each call makes a world of its own, kept in memory. */
export function simulated(): Plugin {
  const world = new Map<string, Life>()
  const lifeOf = (context: Context, target: Target<SimOptions>) => lifeAt(world.get(target.id) ?? unborn, target.options, context.now())

  const act = (verb: ActVerb | 'stop') => async (context: Context, target: Target<SimOptions>) => {
    context.signal.throwIfAborted()
    if (target.options.failOn.includes(verb)) throw refused(verb, target)
    const life = lifeOf(context, target)
    const next = target.options.ignores.includes(verb) ? life : lifeAfter(verb, life, context.now())
    if (next !== life) context.say(`${target.name}: ${conditionOf(life)} → ${conditionOf(next)}`)
    world.set(target.id, next)
  }

  return machine<SimOptions>({
    id: 'sim',
    role: 'machine',
    title: 'Simulated machine',
    summary: 'Boots, stops and fails as told, and is made of nothing. Others can be nested in it.',
    options: SimOptions,
    migrations: [],
    carries: true,
    ground: false,
    nature: ({ memoryMib, cpus, architecture, virtualisation, nested }) => ({ memoryMib, cpus, architecture, virtualisation, nested }),
    facts: ({ memoryMib }) => (memoryMib === null ? 'simulated machine' : `simulated machine, ${memoryMib} MiB`),
    claims: (options) => options.claims,
    probe: alwaysUsable,
    async observe(context, target) {
      context.signal.throwIfAborted()
      const condition = conditionOf(lifeOf(context, target))
      const entered = condition === 'on' || condition === 'starting'
      return { condition, endpoints: entered ? [{ service: 'sim', port: null, at: { path: `sim/${target.id}` } }] : [] }
    },
    acts: { start: act('start'), suspend: act('suspend'), resume: act('resume'), reset: act('reset'), save: act('save') },
    stops: { ask: act('stop'), off: act('stop'), kill: act('stop') },
  })
}

const refused = (verb: Verb, target: Target<SimOptions>) =>
  new ProblemError({
    code: 'sim.refused',
    severity: 'error',
    title: `${target.name} refuses to ${verb}`,
    message: `The settings of ${target.name} say that ${verb} is refused.`,
    hint: 'Take the act out of "Refuses" in its settings.',
    about: target.id,
  })

export const sim = simulated()
