import type { Edit, Entry } from '../model/document.ts'
import type { ComponentId } from '../model/id.ts'
import { ProblemError } from '../model/problem.ts'
import type { Service, VComponent } from '../model/service.ts'

/** The edit that puts `is` where `was` is; null for nothing. Empty when they are the same object. */
export function change(was: Entry | null, is: Entry | null): Edit {
  const id = is?.id ?? was?.id
  return was === is || id === undefined ? {} : { [id]: [was, is] }
}

/** The edit that alters components of a service; empty when `alter` gives back every one as it was. */
export function revise(service: Service, alter: (component: VComponent) => VComponent): Edit {
  const components = service.components.map(alter)
  return components.some((c, index) => c !== service.components[index]) ? change(service, { ...service, components }) : {}
}

/** The same, for one component. */
export const reviseOne = (service: Service, id: ComponentId, alter: (component: VComponent) => VComponent): Edit =>
  revise(service, (c) => (c.id === id ? alter(c) : c))

/** What was asked would make a drawing that cannot be. */
export const refused = (code: string, message: string, about: string): ProblemError =>
  new ProblemError({ code, severity: 'error', title: 'This does not fit together', message, hint: 'Nothing was changed.', about })
