/** Below this zoom text of 12 px cannot be read any more; below that not even a large name. */
const FAR = 0.45
const MAP = 0.22

/** Whether text can be read. */
export const isNear = (zoom: number): boolean => zoom >= FAR

/** Tells the looks how near they are. Straight to the element: drawing all anew for an attribute would cost what it saves. */
export function tellZoom(frame: HTMLElement | null, zoom: number): void {
  if (frame) frame.dataset['zoom'] = zoom < MAP ? 'map' : isNear(zoom) ? 'near' : 'far'
}

/** How a drawing is fitted: never larger than life. */
export const fit = { padding: 0.12, maxZoom: 1, duration: 0 } as const
