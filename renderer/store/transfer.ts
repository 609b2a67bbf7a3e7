import { create } from 'zustand'
import type { Out } from '../../shared/contract/contract.ts'
import type { WorkspaceId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { engine } from '../client/engine.ts'
import { attempt, useView } from './view.ts'

/** A file that was chosen or dropped, and what taking it in would change. */
export interface Incoming extends Out<'document.import'> {
  readonly name: string
  readonly text: string
}

export interface TransferState {
  /** What waits for consent; null when nothing does. */
  readonly incoming: Incoming | null
  /** The example's machines are being made. */
  readonly making: boolean
  /** Asks the system for a file. */
  choose(): void
  /** Reads the text and shows what would change; nothing is changed yet. */
  offer(name: string, text: string): Promise<void>
  accept(): Promise<void>
  /** Makes the example and takes it in; resolves with the workspaces it brought. */
  takeExample(): Promise<readonly WorkspaceId[]>
  refuse(): void
  /** Saves these entries, and what they refer to, as one YAML file. All of them when none is named. */
  save(ids: readonly string[], name: string): Promise<void>
}

/** Files in and out. */
export const useTransfer = create<TransferState>()((set, get) => ({
  incoming: null,
  making: false,
  choose() {
    const field = document.createElement('input')
    field.type = 'file'
    field.accept = '.yaml,.yml,.json,text/yaml'
    field.onchange = () => {
      const file = field.files?.[0]
      if (file) attempt(() => offerFile(file))
    }
    field.click()
  },
  async offer(name, text) {
    const found = await engine['document.import']({ text, dry: true })
    set({ incoming: { ...found, name, text } })
  },
  async accept() {
    const { incoming } = get()
    if (!incoming) return
    const { edit } = await engine['document.import']({ text: incoming.text, dry: false })
    set({ incoming: null })
    const count = Object.keys(edit).length
    useView.getState().say(`${incoming.name}: ${count} ${count === 1 ? 'entry' : 'entries'} taken in.`)
  },
  async takeExample() {
    set({ making: true })
    try {
      const { text } = await engine['example.make']({})
      const { workspaces, problems } = await engine['document.import']({ text, dry: false })
      const [problem] = problems
      if (problem) throw new ProblemError(problem)
      return workspaces
    } finally {
      set({ making: false })
    }
  },
  refuse: () => set({ incoming: null }),
  async save(ids, name) {
    const { text } = await engine['document.export']({ ids: [...ids] })
    const address = URL.createObjectURL(new Blob([text], { type: 'text/yaml' }))
    const link = document.createElement('a')
    link.href = address
    link.download = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.yaml`
    link.click()
    URL.revokeObjectURL(address)
  },
}))

/** Offers a file as the system gave it. */
export const offerFile = async (file: File): Promise<void> => useTransfer.getState().offer(file.name, await file.text())
