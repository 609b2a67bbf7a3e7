import { ComponentId, MachineId, ServiceId } from '../model/id.ts'
import { Service, type VComponent } from '../model/service.ts'

export const componentId = (name: string): ComponentId => ComponentId.parse(`component:${name}`)
export const serviceId = (name: string): ServiceId => ServiceId.parse(`service:${name}`)

/** A service in short: `{ web: 'on host', base: 'is office', db: 'on host, after web' }`. */
export function drawn(name: string, parts: Readonly<Record<string, string>>): Service {
  const components = Object.entries(parts).map(([part, text]): Partial<VComponent> => {
    const words = text.split(',').map((word) => word.trim().split(' '))
    const one = (key: string) => words.find(([word]) => word === key)?.[1]
    const [on, is] = [one('on'), one('is')]
    return {
      id: componentId(part),
      name: part,
      is: is ? { service: serviceId(is) } : { machine: MachineId.parse(`machine:${one('shares') ?? part}`) },
      on: on ? componentId(on) : null,
      after: words.flatMap(([word, target]) =>
        word === 'after' && target ? [{ component: componentId(target), gate: 'ready' as const }] : [],
      ),
    }
  })
  return Service.parse({ type: 'service', id: serviceId(name), name, components })
}

export const among = (...services: readonly Service[]): ReadonlyMap<string, Service> => new Map(services.map((one) => [one.id, one]))

/** A part by numbers: it stands on, takes in, and waits for what has that number, where there is such a thing. */
export interface Rolled {
  readonly on: number
  readonly is: number
  readonly after: number
}

/** Services that refer to each other in any way, circles too, with stacks of any shape. The first is the one that is open. */
export const documentOf = (all: readonly (readonly Rolled[])[]): Service[] =>
  all.map((parts, at) =>
    drawn(
      `s${at}`,
      Object.fromEntries(
        parts.map(({ on, is, after }, index) => [
          `c${at}-${index}`,
          [
            ...(on < index ? [`on c${at}-${on}`] : []),
            ...(is < all.length ? [`is s${is}`] : []),
            ...(after < index && after !== on ? [`after c${at}-${after}`] : []),
          ].join(', '),
        ]),
      ),
    ),
  )
