import { useMemo } from 'react'
import { boxesOf, freeSpot } from '../../shared/logic/boxes.ts'
import { copyText, duplicate, isClip, pasteText } from '../../shared/logic/clip.ts'
import * as adding from '../../shared/logic/add.ts'
import { change } from '../../shared/logic/change.ts'
import * as compose from '../../shared/logic/compose.ts'
import { measures, type Spot } from '../../shared/logic/forest.ts'
import { nestOf } from '../../shared/logic/nest.ts'
import type { Known } from '../../shared/logic/relate.ts'
import type { PluginCard } from '../../shared/contract/card.ts'
import type { Edit } from '../../shared/model/document.ts'
import type { ComponentId, ServiceId } from '../../shared/model/id.ts'
import type { Login, Machine, Options } from '../../shared/model/machine.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import type { Gate, Service, Session } from '../../shared/model/service.ts'
import { useDocument } from '../store/document.ts'
import { sorted } from '../store/entries.ts'
import { useLive } from '../store/live.ts'
import { attempt, useView } from '../store/view.ts'
import { fresh } from '../store/fresh.ts'

/** What can be put onto a canvas. */
export type Brick =
  | { readonly card: PluginCard }
  | { readonly machine: Machine }
  | { readonly service: Service }
  | { readonly session: PluginCard }

/** Where everything of a service is drawn now. */
const drawn = (service: Service) => boxesOf(nestOf(service, sorted(useDocument.getState().entries).services))

/** Everything that changes a service, each one step of the one history. Refusals are told, never thrown. */
export function actsOf(id: ServiceId) {
  const edit = (name: string, make: (service: Service, known: Known, machines: readonly Machine[]) => Edit, merge?: string): void =>
    attempt(async () => {
      const { services, machines } = sorted(useDocument.getState().entries)
      const service = services.get(id)
      if (service)
        await useDocument.getState().edit(name, make(service, { machines, cards: useLive.getState().cards }, [...machines.values()]), merge)
    })
  const bring = (name: string, make: (service: Service, machines: readonly Machine[]) => adding.Added): void => {
    let brought: readonly ComponentId[] = []
    edit(name, (service, _known, machines) => {
      const added = make(service, machines)
      brought = added.components
      return added.edit
    })
    if (brought.length > 0) select(brought)
  }
  const select = (ids: readonly string[]): void => useView.getState().select(id, ids)

  const carry = (ids: readonly ComponentId[], parent: ComponentId | null): void =>
    edit('Change what carries it', (s, known) => {
      const { x, y } = freeSpot(drawn(s), parent)
      const step = measures.node.height + measures.gap
      return compose.setOn(s, new Map(ids.map((id, index) => [id, { x, y: y + index * step }])), parent, known)
    })

  return {
    select,
    /** Puts a brick somewhere; without a place below what is there. `then` gets the new component, e.g. to connect it. */
    add(brick: Brick, where: adding.Place | null, then?: (component: ComponentId, service: Service) => Edit) {
      if ('session' in brick) return
      const name = 'card' in brick ? brick.card.title : 'machine' in brick ? brick.machine.label : brick.service.name
      bring(`Add ${name}`, (service) => {
        const place = where ?? { at: freeSpot(drawn(service), null), on: null }
        const added =
          'card' in brick
            ? adding.addMachineComponent(service, brick.card, place, fresh)
            : 'machine' in brick
              ? adding.addExisting(service, brick.machine, place, fresh)
              : adding.addReference(service, brick.service, place, fresh)
        const [component] = added.components
        const is = added.edit[service.id]?.[1]
        if (!then || !component || is?.type !== 'service') return added
        const more = then(component, is)[service.id]?.[1]
        return more ? { ...added, edit: { ...added.edit, [service.id]: [service, more] } } : added
      })
    },
    addSession: (component: ComponentId, card: PluginCard) =>
      edit(`Add ${card.title}`, (s) => adding.addSession(s, component, card, fresh)),
    /** The same for what is chosen: the first machine of it; says so when there is none. */
    addSessionTo(chosen: readonly string[], card: PluginCard) {
      const { services } = sorted(useDocument.getState().entries)
      const component = services.get(id)?.components.find((c) => chosen.includes(c.id) && 'machine' in c.is)
      if (component) edit(`Add ${card.title}`, (s) => adding.addSession(s, component.id, card, fresh))
      else useView.getState().say('Choose the machine first that this session shows.')
    },
    place: (moves: ReadonlyMap<ComponentId, Spot>, merge?: string) => edit('Move', (s) => compose.place(s, moves), merge),
    tidy: () =>
      edit('Tidy up', (s) => {
        const boxes = drawn(s)
        return compose.tidy(s, (c) => ('service' in c.is ? (boxes.get(c.id) ?? null) : null))
      }),
    setOn: (moves: ReadonlyMap<ComponentId, Spot>, parent: ComponentId | null) =>
      edit('Change what carries it', (s, known) => compose.setOn(s, moves, parent, known)),
    /** The same without a pointer: it goes below what is there. */
    runsOn: (component: ComponentId, parent: ComponentId | null) => carry([component], parent),
    carry,
    setAfter: (component: ComponentId, target: ComponentId, gate?: Gate) =>
      edit('Add a wait', (s) => compose.setAfter(s, component, target, gate)),
    removeAfter: (pairs: readonly { late: ComponentId; target: ComponentId }[]) =>
      edit('Remove a wait', (service) => {
        const last = pairs.reduce((s, { late, target }) => {
          const is = compose.removeAfter(s, late, target)[s.id]?.[1]
          return is?.type === 'service' ? is : s
        }, service)
        return change(service, last)
      }),
    setGate: (component: ComponentId, target: ComponentId, gate: Gate) =>
      edit('Change a gate', (s) => compose.setGate(s, component, target, gate)),
    rename: (component: ComponentId, name: string) =>
      edit('Rename', (s, _known, machines) => {
        const is = s.components.find((c) => c.id === component)?.is
        return compose.rename(s, component, name, is && 'machine' in is ? (machines.find((m) => m.id === is.machine) ?? null) : null)
      }),
    setProbes: (component: ComponentId, ready: readonly ReadinessProbe[]) =>
      edit('Change when it is ready', (s) => compose.setProbes(s, component, ready), `probes ${component}`),
    setSessions: (component: ComponentId, sessions: readonly Session[]) =>
      edit('Change its sessions', (s) => compose.setSessions(s, component, sessions), `sessions ${component}`),
    setOptions: (machine: Machine, options: Options) =>
      edit(
        `Settings of ${machine.label}`,
        (_s, known) => compose.setOptions(known.machines.get(machine.id) ?? machine, options),
        `options ${machine.id}`,
      ),
    setLogin: (machine: Machine, login: Login | null) =>
      edit(
        `Login of ${machine.label}`,
        (_s, known) => compose.setLogin(known.machines.get(machine.id) ?? machine, login),
        `login ${machine.id}`,
      ),
    remove(ids: readonly ComponentId[], withMachines = false) {
      edit(ids.length === 1 ? 'Delete' : `Delete ${ids.length} parts`, (s, _known, machines) => {
        const elsewhere = new Set(
          [...sorted(useDocument.getState().entries).services.values()].flatMap((o) =>
            o.id === s.id ? [] : o.components.flatMap((c) => ('machine' in c.is ? [c.is.machine] : [])),
          ),
        )
        return compose.remove(s, ids, withMachines ? machines.filter((m) => !elsewhere.has(m.id)) : [])
      })
      select([])
    },
    duplicate: (ids: readonly ComponentId[]) => bring('Duplicate', (s, machines) => duplicate(s, ids, machines, fresh)),
    copy: (ids: readonly ComponentId[]) => {
      const { services, machines } = sorted(useDocument.getState().entries)
      const service = services.get(id)
      return service ? copyText(service, ids, [...machines.values()]) : ''
    },
    paste(text: string, place: adding.Place) {
      if (isClip(text)) bring('Paste', (s) => pasteText(s, text, place, fresh))
    },
    undo: () => attempt(useDocument.getState().undo),
    redo: () => attempt(useDocument.getState().redo),
  }
}
export type Acts = ReturnType<typeof actsOf>

/** The acts of a service, the same object for as long as it is the same service. */
export const useActs = (id: ServiceId): Acts => useMemo(() => actsOf(id), [id])
