import { type Icon, IconBinaryTree2, IconCopy, IconStack2 } from '@tabler/icons-react'
import type { StackView } from './bench.ts'

/** The three pictures of a stack, in the order of the switch, and the keys that show them. */
export const views: readonly { readonly view: StackView; readonly title: string; readonly icon: Icon; readonly keys: string }[] = [
  { view: 'boxes', title: 'Boxes', icon: IconCopy, keys: 'Alt+1' },
  { view: 'tree', title: 'Tree', icon: IconBinaryTree2, keys: 'Alt+2' },
  { view: 'layers', title: 'Layers', icon: IconStack2, keys: 'Alt+3' },
]
