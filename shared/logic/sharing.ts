import type { ServiceId } from '../model/id.ts'
import type { Service } from '../model/service.ts'
import type { Workspace } from '../model/workspace.ts'

/** The workspaces that start each machine, by the machine's id, through any number of references; each once, as they are listed. */
export function usersOf(
  workspaces: readonly Workspace[],
  services: ReadonlyMap<string, Service>,
): ReadonlyMap<string, readonly Workspace[]> {
  const users = new Map<string, Workspace[]>()
  for (const workspace of workspaces) {
    const seen = new Set<ServiceId>()
    const enter = (id: ServiceId): void => {
      if (seen.has(id)) return
      seen.add(id)
      for (const { is } of services.get(id)?.components ?? []) {
        if ('service' in is) enter(is.service)
        else {
          const known = users.get(is.machine)
          if (!known) users.set(is.machine, [workspace])
          else if (known.at(-1) !== workspace) known.push(workspace)
        }
      }
    }
    workspace.services.forEach(enter)
  }
  return users
}
