import type { Held } from '../../shared/logic/ctys/find.ts'
import type { Tools } from './verbs.ts'

/** What an action of the original is given besides the tools of every verb. */
export interface CtysTools extends Tools {
  /** Only say what would be done. */
  readonly dry: boolean
  /** The words after `ctys`, for pointing at one. */
  readonly words: readonly string[]
  readonly holders: readonly Held[]
}
