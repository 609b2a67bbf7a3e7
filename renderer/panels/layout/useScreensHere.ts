import { useEffect, useState } from 'react'
import type { Screen } from '../../../shared/model/layout.ts'
import { engine } from '../../client/engine.ts'
import { useView } from '../../store/view.ts'

const none: readonly Screen[] = []

/** The monitors that are here, none where the desk cannot tell. Asked again whenever one comes back to this window: they may have changed. */
export function useScreensHere(): readonly Screen[] {
  const [screens, setScreens] = useState(none)
  const linked = useView((view) => view.link.state === 'open')
  useEffect(() => {
    if (!linked) return
    let current = true
    const look = () =>
      engine['desk.screens']({}).then(
        (answer) => current && setScreens(answer.screens),
        (cause: unknown) => current && useView.getState().report(cause),
      )
    void look()
    addEventListener('focus', look)
    return () => {
      current = false
      removeEventListener('focus', look)
    }
  }, [linked])
  return screens
}
