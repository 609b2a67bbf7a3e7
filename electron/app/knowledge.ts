import type { SeenNow } from '../../shared/contract/contract.ts'
import type { PluginCard } from '../../shared/contract/card.ts'
import type { Facts } from '../../shared/logic/start-input.ts'
import type { PlanInput } from '../../shared/logic/draft.ts'
import type { Member } from '../../shared/logic/members.ts'
import type { ComponentId, PluginId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import { currentOptions } from '../engine/target.ts'
import { cardOf } from './cards.ts'

/** What the plugins say of machines before anything is looked at. */
export interface Knowledge {
  readonly cards: readonly PluginCard[]
  canStart(member: Member): boolean
  offers(find: (id: ComponentId) => Member | undefined): Pick<PlanInput, 'canDo' | 'stops' | 'ground'>
  /** What a machine's settings say of it; null where its kind is not known. Throws `options.invalid`, `options.newer`. */
  read(member: Member): Facts | null
  /** The same, null where the settings do not fit. */
  facts(member: Member): Facts | null
  /** Whether the machine is the very computer that carries it: it is only a name for it, or is entered by its own door. */
  isHere(member: Member, ways: SeenNow['ways']): boolean
  /** Whether the machine is only a name for what carries it: it has no power switch and no way in of its own. */
  isPlace(member: Member): boolean
}

export function knowledgeOf(plugins: ReadonlyMap<PluginId, Plugin>): Knowledge {
  const cards = [...plugins.values()].map(cardOf)
  const byId = new Map(cards.map((card) => [card.id, card]))
  const kindOf = (member: Member | undefined) => {
    const plugin = member && plugins.get(member.machine.plugin)
    return plugin?.role === 'machine' ? plugin : null
  }
  const read = (member: Member): Facts | null => {
    const plugin = kindOf(member)
    if (!plugin) return null
    const { machine, component } = member
    const options = currentOptions(plugin, machine.options, machine.optionsVersion, component.name)
    return { nature: plugin.nature(options), claims: plugin.claims(options) }
  }
  const isPlace = (member: Member) => {
    const plugin = kindOf(member)
    return plugin?.ground === true && Object.keys(plugin.acts).length === 0 && member.machine.login === null
  }
  return {
    cards,
    isPlace,
    isHere: (member, ways) =>
      kindOf(member)?.ground === true && (isPlace(member) || ways?.length === 0 || ways?.some(({ at }) => OWN_DOOR.test(at)) === true),
    canStart: (member) => kindOf(member)?.acts.start !== undefined,
    offers: (find) => ({
      canDo(id, verb) {
        const plugin = kindOf(find(id))
        return plugin !== null && verb !== 'open' && verb !== 'close' && plugin.acts[verb] !== undefined
      },
      stops: (id) => byId.get(find(id)?.machine.plugin ?? '')?.rungs ?? [],
      ground: (id) => byId.get(find(id)?.machine.plugin ?? '')?.ground ?? false,
    }),
    read,
    facts(member) {
      try {
        return read(member)
      } catch (cause) {
        if (cause instanceof ProblemError) return null
        throw cause
      }
    },
  }
}

/** The SSH server of the place itself; a forwarded port on the loopback leads to somebody else. */
const OWN_DOOR = /^(127(\.\d+){3}|localhost|::1|\[::1\]):22$/
