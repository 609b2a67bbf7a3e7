import type { Handlers } from '../../shared/contract/contract.ts'
import { referencesOf } from '../../shared/logic/references.ts'
import type { Edit, Entry } from '../../shared/model/document.ts'
import type { News } from '../../shared/model/event.ts'
import type { PluginId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import { exportApart, importApart } from '../inventory/apart.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { cardOf } from './cards.ts'

export interface DocumentParts {
  readonly inventory: Inventory
  readonly plugins: ReadonlyMap<PluginId, Plugin>
  publish(news: News): void
  /** The example's text; null where it cannot be made. */
  example(): Promise<string | null>
}

type Served = Pick<
  Handlers,
  'document.read' | 'document.edit' | 'document.export' | 'document.import' | 'example.make' | 'inventory.search' | 'plugins.list'
>

/** What is wished: the document, its text, and the kinds it can be made of. */
export function documentHandlers({ inventory, plugins, publish, example }: DocumentParts): Served {
  const cards = [...plugins.values()].map(cardOf)
  const keep = (edit: Edit) => {
    const revision = inventory.edit(edit)
    publish({ type: 'document.changed', revision, edit })
    return revision
  }
  return {
    'document.read': async () => ({ revision: inventory.revision(), entries: [...inventory.entries()] }),
    'document.edit': async ({ edit }) => ({ revision: keep(edit) }),
    'document.export': async ({ ids }) => ({
      text: await exportApart(ids.length > 0 ? withReferences(ids, inventory) : inventory.entries()),
    }),
    'document.import': async ({ text, dry }) => {
      const found = await importApart(text, inventory.entries())
      if (!dry && Object.keys(found.edit).length > 0) keep(found.edit)
      return found
    },
    'example.make': async () => {
      const text = await example()
      if (text === null) throw new ProblemError(noExample)
      return { text }
    },
    'inventory.search': async ({ text, limit, offset }) => inventory.search(text, limit, offset),
    'plugins.list': async () => ({ plugins: cards }),
  }
}

/** The named entries and, again and again, all that these name. Throws `document.unknown`. */
function withReferences(ids: readonly string[], inventory: Inventory): Entry[] {
  const wanted = new Set(ids)
  const found: Entry[] = []
  // The set grows while it is walked.
  for (const id of wanted) {
    const entry = inventory.entry(id)
    if (!entry) throw new ProblemError(unknownEntry(id))
    found.push(entry)
    for (const { to } of referencesOf(entry)) wanted.add(to)
  }
  return found
}

const noExample = {
  code: 'example.absent',
  severity: 'error' as const,
  title: 'The example is not part of this copy',
  message: 'What makes the small Linux of its machines was not shipped with it.',
  hint: 'In a copy of the project, npm run demo makes and starts it.',
}

const unknownEntry = (id: string) => ({
  code: 'document.unknown',
  severity: 'error' as const,
  title: 'There is no such entry',
  message: `${id} is not in the document.`,
  hint: 'List what there is, and look at the name again.',
  about: id,
})
