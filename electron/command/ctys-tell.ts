import type { SeenNow } from '../../shared/contract/contract.ts'
import type { CtysCall } from '../../shared/logic/ctys/call.ts'
import { above, type Held, type Meant } from '../../shared/logic/ctys/find.ts'
import { TYPES } from '../../shared/logic/ctys/words.ts'
import type { Member } from '../../shared/logic/members.ts'
import type { ComponentId, SessionId } from '../../shared/model/id.ts'
import type { CtysTools } from './ctys-tools.ts'
import { EXIT, type ExitCode } from './output.ts'

const UP = ['starting', 'on', 'ready', 'paused', 'stopping']

/** `list`: what runs now, and the windows that are open. `enumerate`: all that is known, whether it runs or not. */
export async function list(call: CtysCall, verb: 'list' | 'enumerate', { line, output, holders }: CtysTools): Promise<ExitCode> {
  const seen = verb === 'list' ? await look(holders, line) : new Map<ComponentId, SeenNow>()
  const { open } = await line.composer['machines.seen']({})
  const plugins = call.type === null ? null : (TYPES.get(call.type)?.plugins ?? [])
  const rows = holders.flatMap((held) => {
    const under = call.target ? new Set(above(call.target, held)) : null
    return held.members
      .filter(({ component }) => under === null || under.has(component.id))
      .flatMap((member) => rowsOf(member, held, seen.get(member.component.id) ?? null, open))
      .filter((row) => plugins === null || plugins.includes(row.type))
      .filter((row) => verb === 'enumerate' || row.runs)
  })
  const lines = rows.map((row) =>
    [row.label.padEnd(24), row.type.padEnd(8), (row.condition ?? '').padEnd(9), row.on.padEnd(16), row.workspace].join(' ').trimEnd(),
  )
  output.result(rows, lines.join('\n') || (verb === 'list' ? 'Nothing runs.' : 'Nothing is known.'))
  return EXIT.done
}

/** All that is known of one machine: what it is, how it is, how it is reached, how it is looked at. */
export async function inform({ workspace, member }: Meant, { line, output, holders }: CtysTools): Promise<ExitCode> {
  const { component, machine } = member
  const held = holders.filter((each) => each.workspace.id === workspace.id)
  const seen = (await look(held, line)).get(component.id) ?? null
  const { open } = await line.composer['machines.seen']({})
  const sessions = component.sessions.map(({ id, name, plugin }) => ({ id, name, type: plugin, open: open.includes(id) }))
  const told = {
    call: 'info',
    workspace: workspace.id,
    component: component.id,
    machine,
    condition: seen?.condition ?? null,
    ways: seen?.ways ?? [],
    sessions,
  }
  const lines = [
    `${component.name}: ${machine.plugin}, ${seen?.condition ?? 'not seen'}${seen?.note ? ` (${seen.note})` : ''}`,
    ...told.ways.map(({ service, at }) => `  ${service.padEnd(9)} at ${at}`),
    ...sessions.map((session) => `  ${session.type.padEnd(9)} ${session.name}${session.open ? ', its window is open' : ''}`),
  ]
  output.result(told, lines.join('\n'))
  return EXIT.done
}

async function look(holders: readonly Held[], line: CtysTools['line']): Promise<Map<ComponentId, SeenNow>> {
  const looked = await Promise.all(holders.map(({ workspace }) => line.composer['workspace.look']({ workspace: workspace.id })))
  return new Map(looked.flatMap(({ seen }) => seen.map((each): [ComponentId, SeenNow] => [each.component, each])))
}

/** A machine, and below it each of its sessions; a session runs while its window is open. */
function rowsOf({ component, machine, on }: Member, { workspace, members }: Held, seen: SeenNow | null, open: readonly SessionId[]) {
  const condition = seen?.condition ?? null
  const carrier = members.find((each) => each.component.id === on)?.component.name ?? 'localhost'
  const common = { on: carrier, workspace: workspace.name }
  const own = { id: component.id, label: component.name, type: machine.plugin, condition, runs: UP.includes(condition ?? ''), ...common }
  const sessions = component.sessions.map(({ id, name, plugin }) => {
    const runs = open.includes(id)
    return { id, label: `  ${name}`, type: plugin, condition: runs ? 'open' : null, runs, on: component.name, workspace: workspace.name }
  })
  return [own, ...sessions]
}
