import { ReactFlow, type Edge, type Node, type Viewport } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

declare global {
  interface Window {
    /** Set before the page is loaded. */
    readonly scene: {
      readonly nodes: Node[]
      readonly edges: Edge[]
      readonly viewport: Viewport
      readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
    }
  }
}

/** React Flow as it comes: default nodes and edges at given places, and nothing else. */
const { nodes, edges, viewport, box } = window.scene
const canvas = document.getElementById('canvas')
if (canvas) {
  Object.assign(canvas.style, { left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` })
  createRoot(canvas).render(
    createElement(ReactFlow, { defaultNodes: nodes, defaultEdges: edges, defaultViewport: viewport, minZoom: 0.1, nodeDragThreshold: 3 }),
  )
}
