import type { Problem } from '../model/problem.ts'
import type { Service, VComponent } from '../model/service.ts'
import { pathOf, type Place } from './place.ts'

/** What `membersOf` may find wrong with a document, in words. Each is an error: a plan cannot be made around it. */
const error = (problem: Omit<Problem, 'severity'>): Problem => ({ ...problem, severity: 'error' })

export const missingService = (who: { readonly id: string; readonly name: string }, service: string, path: string): Problem =>
  error({
    code: 'service.missing',
    title: `${who.name} takes in a service that is not there`,
    message: `${who.name} refers to ${service}, and no such service exists.`,
    hint: 'Take the reference out, or import the service it means.',
    about: who.id,
    detail: path,
  })

export const serviceCircle = ({ component, ...at }: Place, circle: readonly Service[]): Problem =>
  error({
    code: 'service.circle',
    title: `${component.name} takes in the service it is part of`,
    message: `These services contain one another: ${circle.map((service) => service.name).join(', which takes in ')}. It would never end.`,
    hint: `Take the reference ${component.name} out, or let it mean another service.`,
    about: component.id,
    detail: `${pathOf(at)}.is.service`,
  })

export const twiceDrawn = ({ component, ...at }: Place, other: Place): Problem =>
  error({
    code: 'component.twice',
    title: `Two components have the id of ${component.name}`,
    message: `${component.name} in ${pathOf(at)} and ${other.component.name} in ${pathOf(other)} are both ${component.id}; one of them could never be named.`,
    hint: 'Give one of them an id of its own.',
    about: component.id,
    detail: `${pathOf(at)}.id`,
  })

export const missingMachine = ({ component, ...at }: Place, machine: string): Problem =>
  error({
    code: 'machine.missing',
    title: `${component.name} has no machine`,
    message: `${component.name} stands for ${machine}, which is not in the inventory.`,
    hint: 'Choose another machine for it in the inspector, or import the one it means.',
    about: component.id,
    detail: `${pathOf(at)}.is.machine`,
  })

/** `known` is the service that has the missing component, where one does. */
export const missingCarrier = ({ component, ...at }: Place, carrier: string, known: Service | null): Problem =>
  error({
    code: 'carrier.missing',
    title: `Nothing carries ${component.name}`,
    message: `${component.name} is on ${carrier}, ${known ? `which is part of ${known.name}, and that is not in this workspace` : 'and no such component exists'}.`,
    hint: known
      ? `Add ${known.name} to the workspace, or put ${component.name} on something else.`
      : `Put ${component.name} on something else, or on this computer.`,
    about: component.id,
    detail: `${pathOf(at)}.on`,
  })

export const missingComponent = ({ component, ...at }: Place, index: number, target: string, known: Service | null): Problem =>
  error({
    code: 'component.missing',
    title: `${component.name} waits for something that is not there`,
    message: `${component.name} is after ${target}, ${known ? `which is part of ${known.name}, and that is not in this workspace` : 'and no such component exists'}.`,
    hint: known ? `Add ${known.name} to the workspace, or take this order away.` : 'Take this order away.',
    about: component.id,
    detail: `${pathOf(at)}.after.${index}.component`,
  })

export const manyRoots = ({ component, ...at }: Place, reference: VComponent, roots: readonly VComponent[]): Problem =>
  error({
    code: 'service.roots',
    title: `${reference.name} cannot carry ${component.name}`,
    message:
      roots.length === 0
        ? `${reference.name} is a service without any machine.`
        : `${reference.name} is a service that stands on ${roots.length} machines (${roots.map((root) => root.name).join(', ')}): which of them should carry ${component.name}?`,
    hint: `Put ${component.name} on one machine.`,
    about: component.id,
    detail: `${pathOf(at)}.on`,
  })

export const twoCarriers = ({ component, ...at }: Place, service: Service, other: Place): Problem =>
  error({
    code: 'service.carriers',
    title: `${service.name} cannot stand in two places`,
    message: `${other.component.name} puts ${service.name} on one carrier and ${component.name} on another, but it exists only once.`,
    hint: 'Let both references be on the same carrier, or make a copy of the service.',
    about: component.id,
    detail: `${pathOf(at)}.on`,
  })
