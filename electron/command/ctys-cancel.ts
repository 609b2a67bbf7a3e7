import type { CtysAction, CtysCall } from '../../shared/logic/ctys/call.ts'
import { above, type Meant } from '../../shared/logic/ctys/find.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import type { CtysTools } from './ctys-tools.ts'
import { driveTo } from './drive.ts'
import { EXIT, type ExitCode } from './output.ts'

type Cancel = Extract<CtysAction, { verb: 'cancel' }>

/** Ends the window of a session that was named; of a machine it ends the machine, what stands on it first, or with CLIENT its windows alone. */
export async function cancel(action: Cancel, meant: Meant, tools: CtysTools): Promise<ExitCode> {
  const { line, output, dry } = tools
  const { workspace, member, session, named } = meant
  if (!named && action.half === 'both') return take(action, workspace, [member.component.id], tools)
  const { open } = await line.composer['machines.seen']({})
  const own = named && session ? [session] : member.component.sessions
  const ending = own.filter(({ id }) => open.includes(id))
  if (!dry) for (const { id } of ending) await line.composer['session.close']({ session: id })
  const names = ending.map(({ name }) => `${member.component.name}, ${name}`).join('; ')
  const said = dry ? 'would close its window; what it shows goes on' : 'closed; what it shows goes on'
  output.result({ call: 'cancel', closed: ending.map(({ id }) => id) }, names ? `${names}: ${said}.` : 'No window of it is open.')
  return EXIT.done
}

/** All that runs, or all that stands on the machine that is named. */
export async function cancelAll({ target }: CtysCall, action: Cancel, tools: CtysTools): Promise<ExitCode> {
  for (const held of tools.holders) {
    const only = target ? above(target, held) : null
    if (only?.length === 0) continue
    const code = await take(action, held.workspace, only, tools)
    if (code !== EXIT.done) return code
  }
  return EXIT.done
}

async function take(action: Cancel, workspace: Workspace, only: ComponentId[] | null, tools: CtysTools): Promise<ExitCode> {
  const { line, output, dry } = tools
  const wish = { goal: action.how, only, dependants: action.stack ? 'stop' : 'refuse' } as const
  if (!dry) return driveTo(tools, workspace, wish, { onFailure: null, follows: null, earlier: 0 })
  const made = await line.composer['plan.make']({ workspace: workspace.id, ...wish })
  output.result(made, made.text || `${workspace.name}: nothing to do.`)
  if (!output.json) made.problems.forEach(output.problem)
  return made.problems.some(({ severity }) => severity === 'error') ? EXIT.failed : EXIT.done
}
