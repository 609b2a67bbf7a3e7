import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  type Icon,
} from '@tabler/icons-react'
import type { Edge } from '../../../shared/logic/geometry/align.ts'

interface Alignment {
  readonly edge: Edge
  readonly title: string
  readonly icon: Icon
  /** With Alt, by the place of the key on the keyboard. */
  readonly code: string
  readonly keys: string
}

/** The ways to bring windows to one line. */
export const alignments: readonly Alignment[] = [
  { edge: 'left', title: 'Align left edges', icon: IconLayoutAlignLeft, code: 'KeyA', keys: 'Alt+A' },
  { edge: 'centre', title: 'Align centres', icon: IconLayoutAlignCenter, code: 'KeyH', keys: 'Alt+H' },
  { edge: 'right', title: 'Align right edges', icon: IconLayoutAlignRight, code: 'KeyD', keys: 'Alt+D' },
  { edge: 'top', title: 'Align upper edges', icon: IconLayoutAlignTop, code: 'KeyW', keys: 'Alt+W' },
  { edge: 'middle', title: 'Align middles', icon: IconLayoutAlignMiddle, code: 'KeyV', keys: 'Alt+V' },
  { edge: 'bottom', title: 'Align lower edges', icon: IconLayoutAlignBottom, code: 'KeyS', keys: 'Alt+S' },
]

/** The ways to make gaps equal. */
export const distributions: readonly {
  readonly axis: 'x' | 'y'
  readonly title: string
  readonly icon: Icon
  readonly code: string
  readonly keys: string
}[] = [
  { axis: 'x', title: 'Equal gaps across', icon: IconLayoutDistributeVertical, code: 'KeyC', keys: 'Alt+C' },
  { axis: 'y', title: 'Equal gaps down', icon: IconLayoutDistributeHorizontal, code: 'KeyR', keys: 'Alt+R' },
]
