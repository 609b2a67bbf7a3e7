interface Link<T> {
  readonly value: T
  readonly next: Link<T> | null
}

/** First in, first out; every version stays as it is. */
export interface Queue<T> {
  readonly front: Link<T> | null
  /** The youngest first: turned round when the front has been used up, once for each value. */
  readonly back: Link<T> | null
}

export const empty = { front: null, back: null } as const

export const isEmpty = <T>(queue: Queue<T>): boolean => queue.front === null && queue.back === null

export const push = <T>({ front, back }: Queue<T>, value: T): Queue<T> => ({ front, back: { value, next: back } })

/** The oldest value and the rest; null when there is none. */
export function pop<T>({ front, back }: Queue<T>): { readonly value: T; readonly rest: Queue<T> } | null {
  if (front) return { value: front.value, rest: { front: front.next, back } }
  let turned: Link<T> | null = null
  for (let link = back; link; link = link.next) turned = { value: link.value, next: turned }
  return turned && { value: turned.value, rest: { front: turned.next, back: null } }
}
