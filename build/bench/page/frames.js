// Counts the frames that are drawn between two calls.
let times = []
let running = false

const tick = (time) => {
  times.push(time)
  if (running) requestAnimationFrame(tick)
}

Object.assign(window, {
  startFrames() {
    times = []
    running = true
    requestAnimationFrame(tick)
  },
  /** The times of all frames since, in ms. */
  stopFrames() {
    running = false
    return times
  },
  /** What lies at each of these points: `pane`, the id of a node that may be dragged there, or null. */
  underPoints: (points) =>
    points.map(([x, y]) => {
      const there = document.elementFromPoint(x, y)
      if (there?.classList.contains('react-flow__pane')) return 'pane'
      return there?.closest('.nodrag') ? null : (there?.closest('.react-flow__node')?.getAttribute('data-id') ?? null)
    }),
  /** Where a node stands on the screen now. */
  nodeNow(id) {
    const { x, y } = document.querySelector(`.react-flow__node[data-id="${id}"]`)?.getBoundingClientRect() ?? { x: 0, y: 0 }
    return { x, y }
  },
  nodesDrawn: () => document.querySelectorAll('.react-flow__node').length,
  /** The place of the canvas on the screen, and its viewport; null where there is none. */
  canvasNow() {
    const canvas = document.querySelector('.react-flow')
    const viewport = document.querySelector('.react-flow__viewport')
    if (!canvas || !viewport) return null
    const { x, y, width, height } = canvas.getBoundingClientRect()
    const { a, e, f } = new DOMMatrix(getComputedStyle(viewport).transform)
    return { box: { x, y, width, height }, viewport: { x: e, y: f, zoom: a } }
  },
})
