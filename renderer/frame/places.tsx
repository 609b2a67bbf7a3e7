import { IconLayoutBoard, IconRocket, IconServer2, IconSchema, IconTimelineEvent, type Icon } from '@tabler/icons-react'
import type { Place } from '../store/route.ts'

/** The five places, in the order of the sidebar and of Ctrl+1 to Ctrl+5. */
export const places: readonly { place: Place; title: string; icon: Icon }[] = [
  { place: 'launchpad', title: 'Launchpad', icon: IconRocket },
  { place: 'composer', title: 'Composer', icon: IconSchema },
  { place: 'layout', title: 'Layout', icon: IconLayoutBoard },
  { place: 'inventory', title: 'Inventory', icon: IconServer2 },
  { place: 'runs', title: 'Runs', icon: IconTimelineEvent },
]
