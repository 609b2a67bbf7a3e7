import type { DesktopPlugin } from '../shared/plugin/desktop.ts'
import type { Context } from '../shared/plugin/plugin.ts'
import type { Promised } from './conformance.ts'
import { ran, world } from './conformance-shell.ts'

/** The promises every desktop plugin is tested for, without a desktop. Its real tests show what it does on one. */
export const desktopConformance = (plugin: DesktopPlugin): Promised[] =>
  [absent(plugin), nonsense(plugin), aborted(plugin), nothingToDo(plugin)].map(({ name, keep }) => ({
    name: `${plugin.id}: ${name}`,
    keep,
  }))

const absent = (plugin: DesktopPlugin): Promised => ({
  name: 'where there is no such desktop, that must be an answer and no error',
  async keep() {
    const { context } = world({ run: () => null, peer: () => null })
    const { usable, problems } = await plugin.probe(context)
    same([usable, problems.length > 0], [false, true])
  },
})

const nonsense = (plugin: DesktopPlugin): Promised => ({
  name: 'what speaks something else must not be taken for such a desktop',
  async keep() {
    const { context } = world({ run: () => ran('what?', 0, 'what?'), peer: () => ({ greeting: '', answer: () => 'what?\n'.repeat(20) }) })
    same((await plugin.probe(context)).usable, false)
  },
})

const aborted = (plugin: DesktopPlugin): Promised => ({
  name: 'an aborted signal must end every method before it touches anything',
  async keep() {
    const { context, calls } = world({ run: () => ran(''), peer: () => null }, AbortSignal.abort(new Error('aborted')))
    for (const [name, act] of methods(plugin)) {
      const reason = await act(context).then(
        () => `${name} went on`,
        (cause: unknown) => (cause instanceof Error ? cause.message : cause),
      )
      same(reason, 'aborted')
    }
    same(calls, [])
  },
})

const nothingToDo = (plugin: DesktopPlugin): Promised => ({
  name: 'placing nothing must touch nothing',
  async keep() {
    const { context, calls } = world({ run: () => null, peer: () => null })
    same([await plugin.place(context, []), calls], [[], []])
  },
})

const methods = (plugin: DesktopPlugin): [string, (context: Context) => Promise<unknown>][] => [
  ['probe', plugin.probe],
  ['can', plugin.can],
  ['screens', plugin.screens],
  ['desktops', plugin.desktops],
  ['windows', plugin.windows],
  ['place', (context) => plugin.place(context, [])],
  ['watch', (context) => plugin.watch(context, () => undefined)],
]

function same(found: unknown, wanted: unknown): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)]
  if (is !== should) throw new Error(`found ${is}, wanted ${should}`)
}
