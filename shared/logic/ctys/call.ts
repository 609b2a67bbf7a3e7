import type { Address, Locator } from '../../model/address.ts'
import type { Locality } from '../../model/service.ts'
import type { Token } from './tokens.ts'

/** How a call takes hold of what may run already: attach only, start where needed, end the old windows first, or wake it. */
export type Attach = 'connect' | 'reuse' | 'reconnect' | 'resume'

export type CtysAction =
  | { readonly verb: 'create'; readonly machine: Locator | null; readonly attach: Attach; readonly console: string | null }
  | {
      readonly verb: 'cancel'
      readonly machine: Locator | null
      readonly all: boolean
      readonly half: 'client' | 'both'
      readonly how: 'down' | 'suspend' | 'reset'
      /** Those who stand on it, or need it, are taken down too. */
      readonly stack: boolean
    }
  | { readonly verb: 'list' | 'enumerate' | 'show' | 'info'; readonly machine: Locator | null }

/** One call of the original: what is to be done with what, where, and where its window goes. */
export interface CtysCall {
  /** As `TYPES` names it; null leaves it to the inventory. */
  readonly type: string | null
  readonly action: CtysAction
  /** The `-g` text, and the word it stands in. What a number counts in it is known once the session is. */
  readonly geometry: Token | null
  /** `-W`: the virtual desktop, by number or name. */
  readonly desktop: number | string | null
  readonly locality: Locality | null
  /** The machine that is meant, or that carries what is meant; null where it was not said. */
  readonly target: Address | null
  /** The word that says so, for pointing at it. */
  readonly said: Token
  /** What was said and changes nothing here. */
  readonly idle: readonly string[]
}

export interface CtysLine {
  readonly calls: readonly CtysCall[]
  /** Only say what would be done. */
  readonly dry: boolean
  readonly help: boolean
}
