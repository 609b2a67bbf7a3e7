import type { Edge, Node } from '@xyflow/react'
import { MarkerType } from '@xyflow/react'
import type { Box } from '../../shared/logic/boxes.ts'
import { measures } from '../../shared/logic/forest.ts'
import { type Nest, type Part, standIn } from '../../shared/logic/nest.ts'
import type { ComponentId, ServiceId } from '../../shared/model/id.ts'
import { ComponentId as asComponent } from '../../shared/model/id.ts'
import type { Gate, VComponent } from '../../shared/model/service.ts'
import type { State } from '../ui/states.ts'
import type { Face } from './face.ts'

/** What a node is; how it looks now it hears by itself (facesNow.ts). */
export type BrickData = {
  readonly component: VComponent
  /** How many carriers are below it; sets the shade of the box. */
  readonly depth: number
  /** Something is dragged over it that may be dropped here. */
  readonly target: boolean
  /** It waits for something; something waits for it. */
  readonly waits: boolean
  readonly waited: boolean
  /** The reference it came in through: it can be looked at and started here, and changed in its own service only. */
  readonly through: ComponentId | null
  /** The name of the service it comes from, when it came in through a reference. */
  readonly home: string | null
  /** Of a reference: the service to open. */
  readonly opens: ServiceId | null
  /** So many parts stand on it and are folded away; null when it carries nothing. */
  readonly hidden: number | null
  /** The keyboard is here. */
  readonly current: boolean
}
/** `brick`: a card. `box`: a card that carries others. */
export type BrickNode = Node<BrickData, 'brick' | 'box'>
export type AfterData = {
  readonly gate: Gate
  /** `chosen`: an end of it is selected. A state: what is waited for stands so, while something runs. */
  readonly tone: 'plain' | 'chosen' | State
  readonly locked: boolean
  readonly names: string
  /** From the handle of who waits down to the gap (in px) through which the line comes from what is drawn above or below it. */
  readonly gap: number
}
/** A wait on the canvas. `live`: its line is as what it waits for, `of`, stands now (facesNow.ts). */
export type WaitData = Omit<AfterData, 'tone'> & { readonly tone: 'plain' | 'chosen' | 'live'; readonly of: ComponentId }
export type AfterEdge = Edge<WaitData, 'after'>

/** What of the flow is drawn how, apart from the service itself. */
export interface Look {
  /** What is shown, and all that is drawn. */
  readonly nest: Nest
  readonly whole: Nest
  readonly boxes: ReadonlyMap<ComponentId, Box>
  readonly selection: ReadonlySet<string>
  readonly target: ComponentId | null
  readonly cursor: ComponentId | null
  readonly locked: boolean
  readonly running: boolean
}

/** The nodes of a stack, carriers first. A node that looks as before is the very same object, so it is not drawn again. */
export function nodesOf(look: Look, before: readonly BrickNode[]): BrickNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const nodes: BrickNode[] = []
  const air: BrickNode[] = []
  const waited = new Set([...look.nest.values()].flatMap(({ component }) => component.after.map((a) => a.component)))
  for (const box of look.boxes.values()) {
    const part = look.nest.get(box.id)
    if (!part) continue
    const { component } = part
    const was = known.get(box.id)
    // What is in the air stays where the pointer has it, in the frame it was taken from.
    if (was?.dragging) {
      air.push(was)
      continue
    }
    const selected = look.selection.has(box.id)
    const fresh: BrickData = {
      component,
      depth: box.depth,
      target: look.target === box.id,
      waits: component.after.length > 0,
      waited: waited.has(box.id),
      through: part.through,
      home: part.through === null ? null : part.service.name,
      opens: part.means?.id ?? null,
      hidden: part.above.length > 0 ? 0 : part.hidden > 0 ? part.hidden : null,
      current: look.cursor === box.id,
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
      ...(part.through !== null && { draggable: false, connectable: false }),
      domAttributes: { tabIndex: data.current ? 0 : -1, 'aria-labelledby': spokenId(box.id) },
    })
  }
  return settled(nodes, air)
}

/** What is read aloud of a part. */
export const labelOf = ({ component, service, through, hidden }: Part, face: Face): string =>
  spoken(component.name, face, through === null ? null : service.name, hidden)

/** The same, where the name of the service it comes from is at hand; null for what the service draws itself. */
export const spoken = (name: string, face: Face, home: string | null, hidden: number): string =>
  [
    name,
    face.facts,
    face.word,
    ...(home === null ? [] : [`of ${home}`]),
    ...(face.shared === null ? [] : [face.shared]),
    ...(hidden > 0 ? [`${hidden} folded away`] : []),
  ].join(', ')

/** The id of the element that says what is read aloud of a node: it changes with every face, the node itself does not. */
export const spokenId = (id: ComponentId): string => `spoken-${id}`

const sameData = (a: BrickData, b: BrickData): boolean =>
  a.component === b.component &&
  a.depth === b.depth &&
  a.target === b.target &&
  a.waits === b.waits &&
  a.waited === b.waited &&
  a.through === b.through &&
  a.home === b.home &&
  a.opens === b.opens &&
  a.hidden === b.hidden &&
  a.current === b.current

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

/** The waits of a stack as edges, from what is waited for to who waits. Who is folded away is stood in for by its carrier. */
export function edgesOf(look: Look, chosen: ReadonlySet<string>, before: AfterEdge[]): AfterEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const taken = new Set<string>()
  const now = [...look.whole.values()].flatMap((part) =>
    part.component.after.flatMap(({ component, gate }): AfterEdge[] => {
      const [source, target] = [standIn(look.nest, look.whole, component), standIn(look.nest, look.whole, part.component.id)]
      if (!source || !target || source === target) return []
      const id = edgeId(source, target)
      if (taken.has(id)) return []
      taken.add(id)
      const selected = chosen.has(id)
      const near = selected || look.selection.has(target) || look.selection.has(source)
      const tone = look.running ? 'live' : near ? 'chosen' : 'plain'
      const label = `${part.component.name} waits for ${look.whole.get(component)?.component.name ?? ''} ${gate}`
      const locked = look.locked || part.through !== null || source !== component || target !== part.component.id
      const data: WaitData = { gate, tone, of: component, locked, names: label, gap: gapBefore(look.boxes, source, target) }
      const was = known.get(id)
      if (was?.data && was.selected === selected && was.data.of === component && sameWait(was.data, data)) return [was]
      return [
        {
          id,
          type: 'after',
          source,
          target,
          selected,
          ariaLabel: label,
          data,
          markerEnd: arrow,
        },
      ]
    }),
  )
  return kept(before, now)
}

/** In the colour of its line, whichever that is. */
const arrow = { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'context-stroke' }

/** The line enters the outermost box that holds only its target from the side where its source is: no header is in its way there. */
function gapBefore(boxes: Look['boxes'], source: ComponentId, target: ComponentId): number {
  const [from, to] = [boxes.get(source), boxes.get(target)]
  if (!from || !to) return 0
  const around = new Set<ComponentId>()
  for (let at: Box | undefined = from; at; at = at.on === null ? undefined : boxes.get(at.on)) around.add(at.id)
  let outer = to
  for (let at: Box | undefined = to; at && !around.has(at.id); at = at.on === null ? undefined : boxes.get(at.on)) outer = at
  const handle = to.y + to.height / 2
  return (from.y < to.y ? outer.y - measures.gap / 2 : outer.y + outer.height + measures.gap / 2) - handle
}

type Tinted = Omit<AfterData, 'tone'> & { readonly tone: string }
/** Whether two waits draw the same. */
export const sameWait = (a: Tinted, b: Tinted): boolean =>
  a.gap === b.gap && a.gate === b.gate && a.tone === b.tone && a.locked === b.locked && a.names === b.names

/** The very same list as before when nothing in it is new: React Flow reads a new one from end to end. */
export const kept = <T>(before: T[], now: T[]): T[] =>
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
