import type { Edge, Node } from '@xyflow/react'
import { type Arc, GROUND, type Layers } from '../../../shared/logic/layers.ts'
import type { Part } from '../../../shared/logic/nest.ts'
import type { ComponentId } from '../../../shared/model/id.ts'
import { type Face, sameFace } from '../face.ts'
import { gateState } from '../faces.ts'
import { type AfterData, edgeId, kept, labelOf, sameWait } from '../flow.ts'
import { type Answer, answerOf } from '../tree/facts.ts'
import type { Stage } from '../useScene.ts'

export type SlabData = {
  /** Null is this computer. */
  readonly part: Part | null
  readonly face: Face | null
  /** What was asked of it and answered last. */
  readonly answer: Answer
  readonly level: number
  readonly current: boolean
}
export type SlabNode = Node<SlabData, 'slab'>
export type ArcData = AfterData & { readonly arc: Arc }
export type ArcEdge = Edge<ArcData, 'arc'>

interface Look {
  readonly stage: Stage
  readonly layers: Layers
  readonly selection: ReadonlySet<string>
  readonly cursor: ComponentId | null
}

const ground: Answer = { text: 'was on already', is: 'quiet' }

/** The slabs as nodes. One that looks as before is the very same object, so it is not drawn again. */
export function slabNodes({ stage, layers, selection, cursor }: Look, before: readonly SlabNode[]): SlabNode[] {
  const { nest, faces } = stage
  const known = new Map(before.map((node) => [node.id, node]))
  return [...layers.slabs.values()].map(({ id, level, x, y, width, height }): SlabNode => {
    const part = (id === GROUND ? null : nest.get(id)) ?? null
    const face = (id === GROUND ? null : faces.get(id)) ?? null
    const answer = part ? answerOf(part, stage) : ground
    const current = cursor === id
    const was = known.get(id)
    const sameData =
      was !== undefined &&
      was.data.part === part &&
      (was.data.face === face || sameFace(was.data.face ?? undefined, face ?? undefined)) &&
      was.data.answer.text === answer.text &&
      was.data.level === level &&
      was.data.current === current
    const selected = selection.has(id)
    if (sameData && was.selected === selected && was.position.x === x && was.position.y === y && was.width === width) return was
    return {
      id,
      type: 'slab',
      data: sameData ? was.data : { part, face, answer, level, current },
      position: { x, y },
      width,
      height,
      measured: { width, height },
      selected,
      selectable: id !== GROUND,
      draggable: false,
      connectable: false,
      ariaLabel: part && face ? labelOf(part, face) : 'This computer',
      domAttributes: { tabIndex: current ? 0 : -1 },
    }
  })
}

/** The waits as arcs, in the colours of the canvas. One that looks as before is the very same object, as is the list of them all. */
export function arcEdges({ stage: { nest, faces, locked, running }, layers, selection }: Look, before: ArcEdge[]): ArcEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]))
  const now = layers.arcs.map((arc): ArcEdge => {
    const { target, late, gate } = arc
    const near = selection.has(target) || selection.has(late)
    const tone = running ? gateState(gate, faces.get(target)) : near ? 'chosen' : 'plain'
    const names = `${nest.get(late)?.component.name ?? ''} waits for ${nest.get(target)?.component.name ?? ''} ${gate}`
    const data: ArcData = { arc, gate, tone, locked: locked || nest.get(late)?.through !== null, names, gap: 0 }
    const id = edgeId(target, late)
    const was = known.get(id)
    if (was?.data && was.data.arc === arc && sameWait(was.data, data)) return was
    return { id, type: 'arc', source: target, target: late, ariaLabel: names, data }
  })
  return kept(before, now)
}
