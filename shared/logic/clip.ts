import { z } from 'zod'
import type { ComponentId, MachineId } from '../model/id.ts'
import type { Edit } from '../model/document.ts'
import { Machine } from '../model/machine.ts'
import { ProblemError } from '../model/problem.ts'
import { Service, type VComponent } from '../model/service.ts'
import type { Added, Fresh, Place } from './add.ts'
import { change } from './change.ts'
import { freeName } from './free-name.ts'
import { withGuests } from './relate.ts'

const Clip = z.strictObject({
  format: z.literal('servicecomposer-clip'),
  version: z.literal(1),
  components: Service.shape.components.unwrap().min(1),
  machines: z.array(Machine),
})
type Clip = z.infer<typeof Clip>

/** The components, what stands on them and their machines, as the text that goes to the clipboard. Logins lose their secret. */
export function copyText(service: Service, ids: readonly ComponentId[], machines: readonly Machine[]): string {
  return JSON.stringify(clipOf(service, ids, machines), null, 2)
}

/** Whether a text is what `copyText` made, so that a paste of anything else is left alone. */
export const isClip = (text: string): boolean => text.includes('"servicecomposer-clip"')

/**
 * New components and machines from such a text, everything with new ids, the waits among them kept. The first lands at
 * `place`, the others as they stood around it. Throws `clip.unreadable`.
 */
export function pasteText(service: Service, text: string, place: Place, fresh: Fresh): Added {
  return paste(service, read(text), place, fresh)
}

/** The components once more beside themselves, with machines of their own. `offset` in px. */
export function duplicate(service: Service, ids: readonly ComponentId[], machines: readonly Machine[], fresh: Fresh, offset = 24): Added {
  const clip = clipOf(service, ids, machines)
  const first = clip.components.find((c) => c.on === null)
  const was = service.components.find((c) => c.id === rootsOf(service, ids)[0]?.id)
  if (!first || !was) return { edit: {}, components: [] }
  return paste(service, clip, { at: { x: was.at.x + offset, y: was.at.y + offset }, on: was.on }, fresh)
}

/** Those of the components that stand on none of the others. */
function rootsOf(service: Service, ids: readonly ComponentId[]): VComponent[] {
  const taken = new Set(withGuests(service, ids).map((c) => c.id))
  return service.components.filter((c) => taken.has(c.id) && (c.on === null || !taken.has(c.on)))
}

function clipOf(service: Service, ids: readonly ComponentId[], machines: readonly Machine[]): Clip {
  const taken = withGuests(service, ids)
  const inside = new Set(taken.map((c) => c.id))
  const drawn = new Set(taken.flatMap((c) => ('machine' in c.is ? [c.is.machine] : [])))
  return {
    format: 'servicecomposer-clip',
    version: 1,
    components: taken.map((c) => ({
      ...c,
      on: c.on !== null && inside.has(c.on) ? c.on : null,
      after: c.after.filter((a) => inside.has(a.component)),
    })),
    machines: machines.filter((m) => drawn.has(m.id)).map((m) => ({ ...m, login: m.login && { ...m.login, secret: null } })),
  }
}

function paste(service: Service, clip: Clip, { at, on }: Place, fresh: Fresh): Added {
  const names = new Set(service.components.map((c) => c.name))
  const idOf = new Map(clip.components.map((c) => [c.id, fresh('component')]))
  const nameOf = new Map<string, string>()
  const machineOf = new Map<MachineId, Machine>()
  const origin = clip.components.find((c) => c.on === null)?.at ?? { x: 0, y: 0 }
  const components = clip.components.map((c): VComponent => {
    const name = freeName(names, c.name)
    names.add(name)
    nameOf.set(c.name, name)
    const machine = 'machine' in c.is ? clip.machines.find((m) => 'machine' in c.is && m.id === c.is.machine) : undefined
    if (machine && !machineOf.has(machine.id)) {
      machineOf.set(machine.id, {
        ...machine,
        id: fresh('machine'),
        label: machine.label === c.name ? name : freeName([machine.label], machine.label),
      })
    }
    const own = machine && machineOf.get(machine.id)
    return {
      ...c,
      id: idOf.get(c.id) ?? fresh('component'),
      name,
      is: own ? { machine: own.id } : c.is,
      on: c.on === null ? on : (idOf.get(c.on) ?? on),
      after: c.after.flatMap((a) => {
        const component = idOf.get(a.component)
        return component ? [{ ...a, component }] : []
      }),
      sessions: c.sessions.map((s) => ({ ...s, id: fresh('session') })),
      at: c.on === null ? { x: at.x + c.at.x - origin.x, y: at.y + c.at.y - origin.y } : c.at,
    }
  })
  const edit: Edit = Object.assign({}, ...[...machineOf.values()].map((m) => change(null, m)))
  return {
    edit: { ...edit, ...change(service, { ...service, components: [...service.components, ...components] }) },
    components: components.filter((c) => c.on === on).map((c) => c.id),
  }
}

function read(text: string): Clip {
  try {
    return Clip.parse(JSON.parse(text))
  } catch (error) {
    throw new ProblemError(
      {
        code: 'clip.unreadable',
        severity: 'error',
        title: 'This cannot be pasted here',
        message: 'The clipboard holds no components of a service, or ones of a newer version.',
        hint: 'Copy them again on a canvas.',
        detail: error instanceof Error ? error.message : String(error),
      },
      { cause: error },
    )
  }
}
