const NONE = new Int32Array(0)

/**
 * Many short lists of small numbers in two arrays. A hundred thousand arrays of their own would take ten times the room, and most of
 * the time that goes into making them would go into collecting them.
 */
export class Lists {
  /** Where each list begins in `#values`; one more than there are lists. */
  readonly #from: Int32Array
  readonly #values: Int32Array

  private constructor(from: Int32Array, values: Int32Array) {
    this.#from = from
    this.#values = values
  }

  /** `count` lists, numbered from 0: `values[k]` belongs to list `owners[k]`, each list in the order in which they came. */
  static of(count: number, owners: readonly number[], values: readonly number[]): Lists {
    const from = new Int32Array(count + 1)
    for (const owner of owners) from[owner + 1] = (from[owner + 1] ?? 0) + 1
    for (let list = 0; list < count; list++) from[list + 1] = (from[list + 1] ?? 0) + (from[list] ?? 0)
    const next = from.slice()
    const sorted = new Int32Array(values.length)
    for (let at = 0; at < values.length; at++) {
      const owner = owners[at] ?? 0
      const place = next[owner] ?? 0
      sorted[place] = values[at] ?? 0
      next[owner] = place + 1
    }
    return new Lists(from, sorted)
  }

  get(list: number): Int32Array {
    const [from, to] = [this.#from[list] ?? 0, this.#from[list + 1] ?? 0]
    return from === to ? NONE : this.#values.subarray(from, to)
  }

  sizeOf(list: number): number {
    return (this.#from[list + 1] ?? 0) - (this.#from[list] ?? 0)
  }
}
