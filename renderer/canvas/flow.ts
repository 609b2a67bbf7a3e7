import type { Edge, Node } from '@xyflow/react'
import { MarkerType } from '@xyflow/react'
import type { Box } from '../../shared/logic/boxes.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import { ComponentId as asComponent } from '../../shared/model/id.ts'
import type { Gate, Service, VComponent } from '../../shared/model/service.ts'
import type { State } from '../ui/states.ts'
import { type Face, gateState, sameFace } from './faces.ts'

export type BrickData = {
  readonly component: VComponent
  readonly face: Face
  /** How many carriers are below it; sets the shade of the box. */
  readonly depth: number
  /** Something is dragged over it that may be dropped here. */
  readonly target: boolean
  /** It waits for something; something waits for it. */
  readonly waits: boolean
  readonly waited: boolean
}
/** `brick`: a card. `box`: a card that carries others. */
export type BrickNode = Node<BrickData, 'brick' | 'box'>
export type AfterData = {
  readonly gate: Gate
  /** `chosen`: an end of it is selected. A state: what is waited for stands so, while something runs. */
  readonly tone: 'plain' | 'chosen' | State
  readonly locked: boolean
  readonly names: string
}
export type AfterEdge = Edge<AfterData, 'after'>

/** What of the flow is drawn how, apart from the service itself. */
export interface Look {
  readonly boxes: ReadonlyMap<ComponentId, Box>
  readonly faces: ReadonlyMap<ComponentId, Face>
  readonly selection: ReadonlySet<string>
  readonly target: ComponentId | null
  readonly locked: boolean
  readonly running: boolean
}

/** The nodes of a service, carriers first. A node that looks as before is the very same object, so it is not drawn again. */
export function nodesOf(service: Service, look: Look, before: readonly BrickNode[]): BrickNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const components = new Map(service.components.map((c) => [c.id, c]))
  const nodes: BrickNode[] = []
  const air: BrickNode[] = []
  const waited = new Set(service.components.flatMap((c) => c.after.map((a) => a.component)))
  for (const box of look.boxes.values()) {
    const component = components.get(box.id)
    const face = look.faces.get(box.id)
    if (!component || !face) continue
    const was = known.get(box.id)
    // What is in the air stays where the pointer has it, in the frame it was taken from.
    if (was?.dragging) {
      air.push(was)
      continue
    }
    const selected = look.selection.has(box.id)
    const fresh: BrickData = {
      component,
      face,
      depth: box.depth,
      target: look.target === box.id,
      waits: component.after.length > 0,
      waited: waited.has(box.id),
    }
    const data = was && sameData(was.data, fresh) ? was.data : fresh
    const type = box.guests.length > 0 ? 'box' : 'brick'
    const same =
      was &&
      was.data === data &&
      was.type === type &&
      was.selected === selected &&
      was.parentId === (box.on ?? undefined) &&
      !was.dragging &&
      was.position.x === box.at.x &&
      was.position.y === box.at.y &&
      was.width === box.width &&
      was.height === box.height
    if (same) {
      nodes.push(was)
      continue
    }
    const size = { width: box.width, height: box.height }
    nodes.push({
      id: box.id,
      type,
      data,
      position: { x: box.at.x, y: box.at.y },
      selected,
      ...size,
      measured: size,
      ...(box.on !== null && { parentId: box.on }),
      ariaLabel: `${component.name}, ${face.facts}, ${face.word}`,
    })
  }
  return settled(nodes, air)
}

const sameData = (a: BrickData, b: BrickData): boolean =>
  a.component === b.component &&
  sameFace(a.face, b.face) &&
  a.depth === b.depth &&
  a.target === b.target &&
  a.waits === b.waits &&
  a.waited === b.waited

/** What is in the air goes last, with all that stands on it: React Flow wants a carrier before what it carries. */
function settled(nodes: readonly BrickNode[], air: readonly BrickNode[]): BrickNode[] {
  if (air.length === 0) return [...nodes]
  const lifted = new Set(air.map((node) => node.id))
  const above: BrickNode[] = []
  const below = nodes.filter((node) => {
    if (node.parentId === undefined || !lifted.has(node.parentId)) return true
    lifted.add(node.id)
    above.push(node)
    return false
  })
  return [...below, ...air, ...above]
}

/** The waits of a service as edges, from what is waited for to who waits. */
export function edgesOf(service: Service, look: Look, chosen: ReadonlySet<string>, before: AfterEdge[]): AfterEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const names = new Map(service.components.map((c) => [c.id, c.name]))
  const now = service.components.flatMap((late) =>
    late.after.flatMap(({ component, gate }): AfterEdge[] => {
      if (!names.has(component)) return []
      const id = edgeId(component, late.id)
      const selected = chosen.has(id)
      const near = selected || look.selection.has(late.id) || look.selection.has(component)
      const tone = look.running ? gateState(gate, look.faces.get(component)) : near ? 'chosen' : 'plain'
      const label = `${late.name} waits for ${names.get(component) ?? ''} ${gate}`
      const was = known.get(id)
      if (
        was?.data &&
        was.selected === selected &&
        was.data.gate === gate &&
        was.data.tone === tone &&
        was.data.locked === look.locked &&
        was.data.names === label
      )
        return [was]
      return [
        {
          id,
          type: 'after',
          source: component,
          target: late.id,
          selected,
          ariaLabel: label,
          data: { gate, tone, locked: look.locked, names: label },
          markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: toneColour(tone) },
        },
      ]
    }),
  )
  return kept(before, now)
}

/** The very same list as before when nothing in it is new: React Flow reads a new one from end to end. */
const kept = <T>(before: T[], now: T[]): T[] =>
  before.length === now.length && now.every((each, index) => each === before[index]) ? before : now

/** The colour of an edge, as a token. */
export const toneColour = (tone: AfterData['tone']): string =>
  tone === 'plain' || tone === 'off' || tone === 'waiting' || tone === 'skipped'
    ? 'var(--line3)'
    : tone === 'chosen'
      ? 'var(--accent-line)'
      : `var(--${tone})`

/** The id of the edge from what is waited for to who waits, and back. */
export const edgeId = (target: ComponentId, late: ComponentId): string => `${target}>${late}`
/** Reads an edge's id; null when it is none. */
export function readEdge(id: string): { target: ComponentId; late: ComponentId } | null {
  const [target, late] = id.split('>').map((part) => asComponent.safeParse(part))
  return target?.success && late?.success ? { target: target.data, late: late.data } : null
}
