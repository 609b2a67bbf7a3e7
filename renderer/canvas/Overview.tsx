import { Panel, useReactFlow, useStore } from '@xyflow/react'
import { type PointerEvent, useEffect, useMemo, useRef } from 'react'
import type { Stage } from './useScene.ts'

/** The size of the map on the screen, in px. */
const SIZE = { width: 168, height: 112 }
const MARGIN = 40

/**
 * The map of the canvas, coloured by state. One picture, drawn when bricks or states change: a map of one element a brick,
 * each listening to every move, costs a large canvas more than the bricks themselves.
 */
export function Overview({ boxes, faces }: Pick<Stage, 'boxes' | 'faces'>) {
  const picture = useRef<HTMLCanvasElement>(null)
  const [x, y, zoom] = useStore((state) => state.transform)
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const { setCenter } = useReactFlow()
  const scene = useMemo(() => extentOf([...boxes.values()]), [boxes])
  const scale = SIZE.width / scene.width

  useEffect(() => {
    const pen = picture.current?.getContext('2d')
    if (!pen) return
    const ratio = devicePixelRatio
    pen.canvas.width = SIZE.width * ratio
    pen.canvas.height = SIZE.height * ratio
    pen.scale(ratio * scale, ratio * scale)
    pen.translate(-scene.x, -scene.y)
    const style = getComputedStyle(pen.canvas)
    const colours = new Map<string, string>()
    for (const box of boxes.values()) {
      const name = box.guests.length > 0 ? '--lvl2' : colourOf(faces.get(box.id)?.state)
      const colour = colours.get(name) ?? style.getPropertyValue(name)
      colours.set(name, colour)
      pen.fillStyle = colour
      pen.fillRect(box.x, box.y, box.width, box.height)
    }
  }, [boxes, faces, scene, scale])

  const goTo = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return
    const frame = event.currentTarget.getBoundingClientRect()
    void setCenter(scene.x + (event.clientX - frame.x) / scale, scene.y + (event.clientY - frame.y) / scale, { zoom })
  }
  const view = {
    left: (-x / zoom - scene.x) * scale,
    top: (-y / zoom - scene.y) * scale,
    width: (width / zoom) * scale,
    height: (height / zoom) * scale,
  }
  return (
    <Panel position="bottom-right" className="overview">
      <div
        role="img"
        aria-label="Map of the canvas"
        style={SIZE}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          goTo(event)
        }}
        onPointerMove={goTo}
      >
        <canvas ref={picture} style={SIZE} />
        <div className="overview-view" style={view} />
      </div>
    </Panel>
  )
}

const colourOf = (state: string | undefined): string =>
  state === undefined || state === 'waiting' || state === 'skipped' ? '--off-b' : `--${state}-b`

/** What holds all bricks, with some air around it, in the proportions of the map. */
function extentOf(boxes: readonly { x: number; y: number; width: number; height: number }[]) {
  const left = Math.min(...boxes.map((box) => box.x)) - MARGIN
  const top = Math.min(...boxes.map((box) => box.y)) - MARGIN
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN
  const width = Math.max(right - left, ((bottom - top) * SIZE.width) / SIZE.height)
  const height = (width * SIZE.height) / SIZE.width
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height }
}
