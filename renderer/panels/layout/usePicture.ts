import { useEffect, useState } from 'react'
import { engine } from '../../client/engine.ts'
import type { ComponentId } from '../../../shared/model/id.ts'

const PICTURE_MS = 15_000

/** The machine's screen as it was a moment ago; null where it has none. Not asked for while nobody looks. */
export function usePicture(component: ComponentId, wanted: boolean): string | null {
  const [picture, setPicture] = useState<string | null>(null)
  useEffect(() => {
    if (!wanted) return setPicture(null)
    let current = true
    const look = () => {
      if (document.hidden) return
      engine['machine.picture']({ component }).then(
        ({ png }) => current && setPicture(png && `data:image/png;base64,${png}`),
        () => current && setPicture(null),
      )
    }
    look()
    const timer = setInterval(look, PICTURE_MS)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [component, wanted])
  return picture
}
