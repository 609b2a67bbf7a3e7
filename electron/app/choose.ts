import type { Asked, Handlers } from '../../shared/contract/contract.ts'
import type { WorkspaceId } from '../../shared/model/id.ts'

/** What a choice in the tray's menu asks for. */
export type TrayChoice =
  | { readonly does: 'start' | 'stop' | 'cancel' | 'compose'; readonly workspace: WorkspaceId }
  | { readonly does: 'show' }
  | { readonly does: 'quit' }

/** Carries out what the menu offers for a workspace. Rejects with the Problem that stood in the way. */
export async function actOn(handlers: Handlers, does: 'start' | 'stop' | 'cancel', workspace: WorkspaceId): Promise<void> {
  if (does === 'cancel') return cancel(handlers, workspace)
  const goal = does === 'start' ? 'up' : 'down'
  const wish: Asked<'plan.make'> = { workspace, goal, only: null, overrides: [], dependants: 'refuse' }
  const { digest } = await handlers['plan.make'](wish)
  await handlers['run.start']({ ...wish, digest, onFailure: null, follows: null })
}

async function cancel(handlers: Handlers, workspace: WorkspaceId): Promise<void> {
  const { runs } = await handlers['runs.list']({ limit: 50 })
  const going = runs.find((run) => run.workspace === workspace && run.ended === null)
  if (going) await handlers['run.cancel']({ run: going.id, how: 'soft' })
}

/** The page of a workspace's first service; null where it has none. */
export async function firstService(handlers: Handlers, workspace: WorkspaceId): Promise<string | null> {
  const { entries } = await handlers['document.read']({})
  const found = entries.find((entry) => entry.id === workspace)
  return found?.type === 'workspace' ? (found.services[0] ?? null) : null
}
