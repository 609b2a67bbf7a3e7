import { create, type StoreApi, type UseBoundStore } from 'zustand'
import type { Composer } from '../../shared/contract/contract.ts'
import type { Edit, Entry } from '../../shared/model/document.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { engine } from '../client/engine.ts'
import { squash, undo } from '../../shared/logic/edit.ts'
import { applied, type Entries } from './edits.ts'

/** One thing that can be undone. `name` is what the menu says: "Move gis". */
export interface Past {
  readonly name: string
  readonly edit: Edit
  /** Edits of one gesture or one field share a key, and become one. */
  readonly merge: string | null
}

export interface DocumentState {
  /** False until the document was read for the first time. */
  readonly loaded: boolean
  readonly revision: number
  /** What is shown: what the engine confirmed, and above it what is on its way. */
  readonly entries: Entries
  readonly confirmed: Entries
  readonly pending: readonly Edit[]
  readonly undos: readonly Past[]
  readonly redos: readonly Past[]

  /** Replaces everything by what the engine holds. What can be undone stays: the engine refuses it if it no longer fits. */
  read(): Promise<void>
  /** Takes a change that somebody, perhaps this screen, has made. */
  take(revision: number, edit: Edit): void
  /**
   * The only writer. Shows the change at once, sends it, and takes it back when it is refused: then it rejects with
   * the reason. Edits with the same `merge` in a row are undone as one. An empty edit does nothing.
   */
  edit(name: string, change: Edit | ((entries: Entries) => Edit), merge?: string): Promise<void>
  undo(): Promise<void>
  redo(): Promise<void>
}

type Ask = Pick<Composer, 'document.edit' | 'document.read'>

/** A document that asks this engine. The screen has one, `useDocument`; tests make their own. */
export function makeDocument(ask: Ask): UseBoundStore<StoreApi<DocumentState>> {
  let sent: Promise<unknown> = Promise.resolve()

  return create<DocumentState>()((set, get) => {
    /** One after the other; when one is refused, those that were built on it fall with it. */
    const send = (edit: Edit): Promise<void> => {
      set(({ entries, pending }) => ({ entries: applied(entries, edit), pending: [...pending, edit] }))
      const turn = sent.then(async () => {
        if (!get().pending.includes(edit)) throw new ProblemError(fell)
        try {
          const { revision } = await ask['document.edit']({ edit })
          get().take(revision, edit)
          set(({ pending }) => ({ pending: pending.filter((one) => one !== edit) }))
        } catch (cause) {
          set(({ confirmed }) => ({ entries: confirmed, pending: [] }))
          throw cause
        }
      })
      sent = turn.catch(() => {})
      return turn
    }
    const record = (past: Past) =>
      set(({ undos }) => {
        const last = undos.at(-1)
        const merged = last && past.merge !== null && last.merge === past.merge
        const kept = merged ? undos.slice(0, -1) : undos
        return { undos: [...kept, merged ? { ...past, edit: squash(last.edit, past.edit) } : past].slice(-200), redos: [] }
      })
    const forget = (past: Past) =>
      set(({ undos, redos }) => ({ undos: undos.filter((one) => one !== past), redos: redos.filter((one) => one !== past) }))

    return {
      loaded: false,
      revision: 0,
      entries: {},
      confirmed: {},
      pending: [],
      undos: [],
      redos: [],

      async read() {
        const { revision, entries } = await ask['document.read']({})
        const confirmed = Object.fromEntries(entries.map((entry): [string, Entry] => [entry.id, entry]))
        set(({ pending }) => ({ loaded: true, revision, confirmed, entries: pending.reduce(applied, confirmed) }))
      },
      take(revision, edit) {
        if (revision <= get().revision) return
        set(({ confirmed, pending }) => {
          const next = applied(confirmed, edit)
          return { revision, confirmed: next, entries: pending.reduce(applied, next) }
        })
      },
      async edit(name, change, merge) {
        const edit = typeof change === 'function' ? change(get().entries) : change
        if (Object.keys(edit).length === 0) return
        const past: Past = { name, edit, merge: merge ?? null }
        const { undos, redos } = get()
        record(past)
        try {
          await send(edit)
        } catch (cause) {
          // What fell with an earlier edit finds the history as that one has left it.
          if (!(cause instanceof ProblemError && cause.problem === fell)) set({ undos, redos })
          throw cause
        }
      },
      async undo() {
        const past = get().undos.at(-1)
        if (!past) return
        set(({ undos, redos }) => ({ undos: undos.slice(0, -1), redos: [...redos, past] }))
        await send(undo(past.edit)).catch((cause: unknown) => {
          forget(past)
          throw cause
        })
      },
      async redo() {
        const past = get().redos.at(-1)
        if (!past) return
        set(({ undos, redos }) => ({ undos: [...undos, past], redos: redos.slice(0, -1) }))
        await send(past.edit).catch((cause: unknown) => {
          forget(past)
          throw cause
        })
      },
    }
  })
}

const fell = {
  code: 'document.stale',
  severity: 'error' as const,
  title: 'The change was not taken',
  message: 'It was built on a change that was refused just before.',
  hint: 'Look at what is there now and make it again.',
}

/** The document of this screen. */
export const useDocument = makeDocument(engine)
