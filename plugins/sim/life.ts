import type { Condition } from '../../shared/model/machine.ts'
import type { Verb } from '../../shared/model/plan.ts'
import type { SimOptions } from './options.ts'

/** What a simulated machine does, and since when (ms since 1970). */
export interface Life {
  readonly doing: 'nothing' | 'booting' | 'running' | 'resting' | 'ending'
  readonly since: number
}

export const unborn: Life = { doing: 'nothing', since: 0 }

/** What it does at `now`: boots and stops come to their end by the clock alone. */
export function lifeAt(life: Life, options: SimOptions, now: number): Life {
  if (life.doing === 'booting' && now - life.since >= options.bootMs) return { doing: 'running', since: life.since + options.bootMs }
  if (life.doing === 'ending' && now - life.since >= options.stopMs) return unborn
  return life
}

const conditions = { nothing: 'off', booting: 'starting', running: 'on', resting: 'paused', ending: 'stopping' } as const

/** The condition in which it is seen. */
export const conditionOf = (life: Life): Condition => conditions[life.doing]

/** The life that a verb asks for; the same life where the verb changes nothing. */
export function lifeAfter(verb: Verb, life: Life, now: number): Life {
  const alive = life.doing === 'booting' || life.doing === 'running'
  switch (verb) {
    case 'start':
      return life.doing === 'nothing' || life.doing === 'ending' ? { doing: 'booting', since: now } : life
    case 'stop':
    case 'save':
      return alive || life.doing === 'resting' ? { doing: 'ending', since: now } : life
    case 'suspend':
      return alive ? { doing: 'resting', since: now } : life
    case 'resume':
      return life.doing === 'resting' ? { doing: 'running', since: now } : life
    case 'reset':
      return alive || life.doing === 'resting' ? { doing: 'booting', since: now } : life
    case 'open':
    case 'close':
      return life
  }
}
