import type { Handlers } from '../../shared/contract/contract.ts'
import type { News } from '../../shared/model/event.ts'
import type { PluginId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { cardOf } from './cards.ts'

export interface DocumentParts {
  readonly inventory: Inventory
  readonly plugins: ReadonlyMap<PluginId, Plugin>
  publish(news: News): void
}

type Served = Pick<
  Handlers,
  'document.read' | 'document.edit' | 'document.export' | 'document.import' | 'inventory.search' | 'plugins.list'
>

/** What is wished: the document, its text, and the kinds it can be made of. */
export function documentHandlers({ inventory, plugins, publish }: DocumentParts): Served {
  const cards = [...plugins.values()].map(cardOf)
  return {
    'document.read': async () => ({ revision: inventory.revision(), entries: [...inventory.entries()] }),
    'document.edit': async ({ edit }) => {
      const revision = inventory.edit(edit)
      publish({ type: 'document.changed', revision, edit })
      return { revision }
    },
    'document.export': async () => Promise.reject(new ProblemError(noText)),
    'document.import': async () => Promise.reject(new ProblemError(noText)),
    'inventory.search': async ({ text, limit, offset }) => inventory.search(text, limit, offset),
    'plugins.list': async () => ({ plugins: cards }),
  }
}

const noText = {
  code: 'document.text',
  severity: 'error' as const,
  title: 'Files cannot be read or written yet',
  message: 'This engine has no text form of the document.',
}
