import { create } from 'zustand'

/** A terminal that this page holds. */
export interface Held {
  readonly name: string
  write(text: string): void
}

interface Broadcast {
  /** The terminals of this page that are connected now, by session. */
  readonly held: ReadonlyMap<string, Held>
  /** Who gets what is typed into any of them; null while everyone is on their own. Nobody joins later unseen. */
  readonly to: readonly string[] | null
}

/** Typing into several terminals of one page at once. */
export const useBroadcast = create<Broadcast>()(() => ({ held: new Map(), to: null }))

/** Holds a terminal while it is connected; what is returned lets it go. */
export function hold(session: string, terminal: Held): () => void {
  useBroadcast.setState(({ held }) => ({ held: new Map([...held, [session, terminal]]) }))
  return () =>
    useBroadcast.setState(({ held, to }) =>
      held.get(session) === terminal ? { held: new Map([...held].filter(([id]) => id !== session)), to } : {},
    )
}

export const beginBroadcast = (): void => useBroadcast.setState(({ held }) => ({ to: [...held.keys()] }))

export const endBroadcast = (): void => useBroadcast.setState({ to: null })

/** Sends what was typed in one terminal to where it belongs: to itself, or to all that take part. */
export function type(session: string, text: string, own: (text: string) => void): void {
  const { held, to } = useBroadcast.getState()
  own(text)
  if (!to?.includes(session) || isReply(text)) return
  for (const other of to) if (other !== session) held.get(other)?.write(text)
}

/** What a terminal answers by itself, to a program that asked it, and where its pointer is: nobody else's business. */
const REPLY = /^(\[[?>=]?[\d;]*\$?[cnRyt]|\[<[\d;]+[Mm]|\[M.{3}|\[[IO]$|[P\]].+)/s

export const isReply = (text: string): boolean => text.startsWith('\u001b') && REPLY.test(text.slice(1))
