import type { In, Out } from '../../shared/contract/contract.ts'
import type { CtysAction, CtysCall } from '../../shared/logic/ctys/call.ts'
import type { Meant } from '../../shared/logic/ctys/find.ts'
import { type Geometry, parseGeometry, showRectangle } from '../../shared/logic/geometry/geometry.ts'
import type { ComponentId, SessionId } from '../../shared/model/id.ts'
import type { Goal, Plan } from '../../shared/model/plan.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { CtysTools } from './ctys-tools.ts'
import { driveTo } from './drive.ts'
import { EXIT, type ExitCode } from './output.ts'

type Create = Extract<CtysAction, { verb: 'create' }>

/**
 * Attaches a window to a session, as the mode says: what does not run is started first, a window that is open is only moved, and with
 * `reconnect` it is ended before, never what it shows. Rejects with `ctys.not-running`, and as `session.place` does.
 */
export async function create(call: CtysCall, action: Create, meant: Meant, tools: CtysTools): Promise<ExitCode> {
  const { line, output, dry } = tools
  const { workspace, member, session } = meant
  const goal = action.attach === 'resume' ? 'resume' : 'up'
  const wish: { goal: Goal; only: ComponentId[] } = { goal, only: [member.component.id] }
  const made = await line.composer['plan.make']({ workspace: workspace.id, ...wish })
  const plan = machinesAlone(made.plan)
  const name = nameOf(meant)
  if (action.attach === 'connect' && plan.steps.length > 0) throw new ProblemError(notRunning(meant))
  if (plan.steps.length > 0) {
    if (dry) {
      output.progress({ plan: made.plan, digest: made.digest }, made.text)
      made.problems.forEach(output.problem)
      if (made.problems.some(({ severity }) => severity === 'error')) return EXIT.failed
    } else {
      const code = await driveTo(tools, workspace, wish, { onFailure: null, follows: null, earlier: 0 })
      if (code !== EXIT.done) return code
    }
  }
  if (!session || action.console === 'NONE' || call.locality === 'server') {
    output.result({ call: 'create', ...idsOf(meant), window: null }, `${name}: ${dry ? 'would run' : 'runs'}, without a window.`)
    return EXIT.done
  }
  if (call.locality !== null && call.locality !== session.locality)
    output.aside(`Changes nothing here: the locality of ${session.name} is "${session.locality}", as its settings say.`)

  const { open } = await line.composer['machines.seen']({})
  const ends = action.attach === 'reconnect' && open.includes(session.id)
  if (ends && !dry) await line.composer['session.close']({ session: session.id })
  const wished = await placeOf(call, session.id, meant, tools)
  if (wished === null) {
    if (!dry) await line.composer['session.open']({ session: session.id })
    output.result(
      { call: 'create', ...idsOf(meant), ends, window: 'as its layout says' },
      `${name}: ${dry ? 'would open' : 'open'} where its layout wants it.`,
    )
    return EXIT.done
  }
  const placed = await line.composer['session.place']({ ...wished, dry })
  output.result({ call: 'create', ...idsOf(meant), ends, ...placed }, told(name, placed, ends, dry))
  placed.notes.forEach((note) => void output.aside(note))
  return EXIT.done
}

/** Where `-g` and `-W` want the window; null leaves it to the layout. */
async function placeOf(
  { geometry, desktop }: CtysCall,
  session: SessionId,
  meant: Meant,
  { line }: CtysTools,
): Promise<In<'session.place'> | null> {
  const laidOut = meant.workspace.layouts.flatMap(({ windows }) => windows[session] ?? [])[0]
  const said = geometry ? await readFor(geometry.text, meant, line) : laidOut && desktop !== null ? { placement: laidOut } : null
  if (!said) return null
  const placement = desktop === null ? said.placement : { ...said.placement, desktop }
  return { session, placement, ...(said.layout !== undefined && { layout: said.layout }) }
}

/** Plain numbers of a size count the characters of what shows text, and px of all else. */
async function readFor(text: string, { session }: Meant, line: CtysTools['line']): Promise<Geometry> {
  const { plugins } = await line.composer['plugins.list']({})
  const shows = plugins.find(({ id }) => id === session?.plugin)?.view
  const read = parseGeometry(text, undefined, shows === 'terminal' ? 'cells' : 'px')
  if ('placement' in read) return read
  throw new ProblemError({
    code: 'ctys.syntax',
    severity: 'error',
    title: `"${text}" is no place`,
    message: read.misread.message,
    hint: 'Write it as WIDTHxHEIGHT+X+Y:screen.',
  })
}

/** Windows that a start would open besides are no reason to say that something does not run. */
const machinesAlone = (plan: Plan): Plan => ({ ...plan, steps: plan.steps.filter(({ verb }) => verb !== 'open') })

const idsOf = ({ workspace, member, session }: Meant) => ({
  workspace: workspace.id,
  component: member.component.id,
  machine: member.machine.id,
  session: session?.id ?? null,
})

const nameOf = ({ member, session }: Meant) => (session ? `${member.component.name}, ${session.name}` : member.component.name)

function told(name: string, { how, asked, placed, seen }: Out<'session.place'>, ends: boolean, dry: boolean): string {
  const words = { opens: dry ? 'would open' : 'opened', moves: dry ? 'would move' : 'moved' }
  const first = ends && dry ? 'would end its window, then ' : ends ? 'ended its window, then ' : ''
  const opens = ends ? 'opens' : how
  const where = showRectangle(seen ?? placed)
  return `${name}: ${first}${words[opens]} to ${where}${showRectangle(asked) === where ? '' : `, asked ${showRectangle(asked)}`}.`
}

const notRunning = (meant: Meant): Problem => ({
  code: 'ctys.not-running',
  severity: 'error',
  title: `${nameOf(meant)} does not run`,
  message: 'CONNECT attaches only to what runs.',
  hint: 'Say reuse to start it where needed.',
  about: meant.member.component.id,
})
