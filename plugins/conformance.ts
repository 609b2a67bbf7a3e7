import { z } from 'zod'
import { Condition } from '../shared/model/machine.ts'
import { Verb } from '../shared/model/plan.ts'
import { Rung } from '../shared/model/stop.ts'
import { ProblemError } from '../shared/model/problem.ts'
import type { Context, Endpoint, MachinePlugin, Near, Plugin, SessionPlugin, Target } from '../shared/plugin/plugin.ts'
import { ran, target, world, type Call, type Script } from './conformance-shell.ts'

/** What the suite must know of one plugin. */
export interface Subject {
  readonly plugin: Plugin
  /** Settings as people write them. */
  readonly options: unknown
  /** One document for every version there was, the oldest first. */
  readonly old?: readonly unknown[]
  /** A world with recorded answers in which the target is there, made anew for every test. */
  script(): Script
  /** Whether a call changes anything. */
  changes?(call: Call): boolean
  /** The ways to the machine that a session is given. */
  readonly endpoints?: readonly Endpoint[]
}

/** One promise: its sentence, and what fails when it is not kept. */
export interface Promised {
  readonly name: string
  keep(): Promise<void>
}

/** The promises every plugin is tested for. */
export function conformance(subject: Subject): Promised[] {
  const { plugin } = subject
  const every = [settings(subject), form(subject), migrations(subject), wrongSettings(subject), absentTools(subject), aborted(subject)]
  const own = plugin.role === 'machine' ? machinePromises(subject, plugin) : sessionPromises(subject, plugin)
  return [...every, ...own].map(({ name, keep }) => ({ name: `${plugin.id}: ${name}`, keep }))
}

const say = (name: string, keep: () => Promise<void> | void): Promised => ({ name, keep: async () => keep() })

const settings = ({ plugin, options }: Subject) =>
  say('settings that were read must read the same again', () => {
    const once = plugin.options.parse(options)
    same(plugin.options.parse(once), once)
  })

const Form = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.looseObject({ title: z.string().min(1), description: z.string().min(1) })),
})
const form = ({ plugin }: Subject) =>
  say('every setting must have a title and a description, so that a form can be made', () => {
    Form.parse(z.toJSONSchema(plugin.options, { io: 'input' }))
  })

const migrations = ({ plugin, old = [] }: Subject) =>
  say('settings of every older version must become settings of today', () => {
    same(old.length, plugin.migrations.length)
    old.forEach((document, version) =>
      plugin.options.parse(plugin.migrations.slice(version).reduce((is, migrate) => migrate(is), document)),
    )
  })

const wrongSettings = ({ plugin, script }: Subject) =>
  say('a setting nobody knows must be refused by its name', async () => {
    const wrong = target({ nonsense: 1 })
    const { context } = world(script())
    const doing = plugin.role === 'machine' ? plugin.observe(context, wrong) : plugin.attach(context, wrong, wish)
    const problem = await problemOf(doing)
    same(problem?.code, 'options.invalid')
    same(problem?.message.includes('nonsense'), true)
  })

const absentTools = ({ plugin }: Subject) =>
  say('where its tools are absent, that must be an answer and no error', async () => {
    const { context } = world({ run: () => null, peer: () => null })
    const { usable, problems } = await plugin.probe(context)
    same(usable || problems.length > 0, true)
  })

const aborted = ({ plugin, options, script, endpoints }: Subject) =>
  say('an aborted signal must end every method before it touches anything', async () => {
    const { context, calls } = world(script(), AbortSignal.abort(new Error('aborted')))
    for (const { name, act } of methods(plugin)) {
      const reason = await rejection(act(context, target(options, endpoints)))
      same(reason instanceof Error ? reason.message : `${name} went on`, 'aborted')
    }
    same(calls, [])
  })

function machinePromises({ options, script, changes = () => false }: Subject, plugin: MachinePlugin<unknown>): Promised[] {
  const at = target(options)
  return [
    say('facts must be one short line, and claims must not repeat', () => {
      const facts = plugin.facts(options)
      same(facts.length > 0 && facts.length < 60 && !facts.includes('\n'), true)
      same(new Set(plugin.claims(options)).size, plugin.claims(options).length)
    }),
    say('its capabilities must be verbs and rungs', () => {
      for (const verb of Object.keys(plugin.acts)) Verb.parse(verb)
      for (const rung of Object.keys(plugin.stops)) Rung.parse(rung)
    }),
    say('looking must change nothing', async () => {
      const { context, calls } = world(script())
      await plugin.observe(context, at)
      await plugin.console?.(context, at)
      same(calls.filter(changes), [])
    }),
    say('telling what is defined must boot nothing', async () => {
      const { context } = world(script())
      const { condition } = await plugin.observe(context, at)
      for await (const _found of plugin.enumerate?.(context) ?? []) same((await plugin.observe(context, at)).condition, condition)
    }),
    ...(plugin.watch ? [listening(at, { script, changes }, plugin, plugin.watch)] : []),
    say('what nobody understands must be unknown or off, never a throw', async () => {
      const nonsense = { greeting: '\u0000 what?\n', answer: () => 'what?\n' }
      const { context } = world({ run: () => ran('what?', 0, 'what?'), peer: () => nonsense })
      const { condition } = await plugin.observe(context, at)
      Condition.parse(condition)
    }),
    say('each act done twice must do no harm', async () => {
      for (const [verb, act] of Object.entries({ ...plugin.acts, ...plugin.stops })) {
        const { context } = world(script())
        await act(context, at)
        const { condition } = await plugin.observe(context, at)
        await act(context, at)
        same([verb, (await plugin.observe(context, at)).condition], [verb, condition])
      }
    }),
  ]
}

const listening = (
  at: Target<unknown>,
  { script, changes }: Required<Pick<Subject, 'script' | 'changes'>>,
  { acts }: MachinePlugin<unknown>,
  watch: NonNullable<MachinePlugin<unknown>['watch']>,
) =>
  say('listening must change nothing, and end with its signal', async () => {
    const over = new AbortController()
    const { context, calls } = world(script(), over.signal)
    await acts.start?.(context, at)
    const before = calls.length
    const { ended } = await watch(context, at, () => undefined)
    same(calls.slice(before).filter(changes), [])
    over.abort(new Error('enough'))
    await ended
  })

function sessionPromises({ options, script, endpoints }: Subject, plugin: SessionPlugin<unknown>): Promised[] {
  const embedded = [
    say('what is typed must reach the far end, and a new size must do no harm', async () => {
      const { context, calls } = world(script())
      const terminal = await plugin.attach(context, target(options, endpoints), wish)
      terminal.resize({ columns: 100, rows: 30 })
      terminal.write(new TextEncoder().encode('hello'))
      terminal.end()
      same(
        calls.flatMap((call) => (call.kind === 'wrote' ? [call.text] : [])),
        ['hello'],
      )
    }),
  ]
  return [
    ...(plugin.view === null ? [] : embedded),
    say('it must end where its window can', () => {
      same(plugin.localities.length > 0, true)
    }),
    say('who shows it must be told by its settings, and a native viewer must have a program', () => {
      const chosen = plugin.viewer?.(plugin.options.parse(options)) ?? 'embedded'
      same(chosen === 'native' ? plugin.launch !== undefined : plugin.view !== null, true)
    }),
  ]
}

const wish = { columns: 80, rows: 24, command: null }
const absent = () => Promise.reject(new Error('nothing is near'))
const nobodyNear: Near = { program: absent, reach: absent, terminal: absent, certificate: absent, user: null }

interface Method {
  readonly name: string
  act(context: Context, at: Target<unknown>): Promise<unknown>
}

function methods(plugin: Plugin): Method[] {
  const probe: Method = { name: 'probe', act: (context) => plugin.probe(context) }
  if (plugin.role === 'session') {
    const { launch } = plugin
    return [
      probe,
      { name: 'attach', act: (context, at) => plugin.attach(context, at, wish) },
      ...(launch ? [{ name: 'launch', act: (context: Context, at: Target<unknown>) => launch(context, at, nobodyNear) }] : []),
    ]
  }
  const { enumerate, picture, watch } = plugin
  const print = plugin.console
  return [
    probe,
    { name: 'observe', act: plugin.observe },
    ...Object.entries({ ...plugin.acts, ...plugin.stops }).map(([name, act]) => ({ name, act })),
    ...(enumerate ? [{ name: 'enumerate', act: (context: Context) => firstOf(enumerate(context)) }] : []),
    ...(picture ? [{ name: 'picture', act: picture }] : []),
    ...(print ? [{ name: 'console', act: print }] : []),
    ...(watch ? [{ name: 'watch', act: (context: Context, at: Target<unknown>) => watch(context, at, () => undefined) }] : []),
  ]
}

async function firstOf<T>(all: AsyncIterable<T>): Promise<T | null> {
  for await (const one of all) return one
  return null
}

const rejection = (doing: Promise<unknown>): Promise<unknown> =>
  doing.then(
    () => null,
    (reason: unknown) => reason,
  )

async function problemOf(doing: Promise<unknown>) {
  const reason = await rejection(doing)
  return reason instanceof ProblemError ? reason.problem : null
}

function same(found: unknown, wanted: unknown): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)]
  if (is !== should) throw new Error(`found ${is}, wanted ${should}`)
}
