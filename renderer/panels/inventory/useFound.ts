import { useCallback, useEffect, useRef, useState } from 'react'
import type { MachineId } from '../../../shared/model/id.ts'
import { engine } from '../../client/engine.ts'
import { useDocument } from '../../store/document.ts'
import { useView } from '../../store/view.ts'

const PAGE = 1000

export interface Found {
  readonly ids: readonly MachineId[]
  readonly total: number
  /** The version of the document that was asked about. */
  readonly revision: number
  /** How long the engine and the way to it took, in ms. */
  readonly tookMs: number
}

/** What the engine finds for a query, page by page. Asked anew whenever the document changes; `more` fetches the next page. */
export function useFound(text: string): { found: Found | null; more(): void } {
  const revision = useDocument((state) => state.revision)
  const open = useView((view) => view.link.state === 'open')
  const [found, setFound] = useState<Found | null>(null)
  const current = useRef(0)
  const loading = useRef(false)
  useEffect(() => {
    if (!open) return
    const mine = ++current.current
    const began = performance.now()
    engine['inventory.search']({ text, limit: PAGE }).then(({ machines, total }) => {
      if (mine === current.current) setFound({ ids: machines, total, revision, tookMs: performance.now() - began })
    }, useView.getState().report)
  }, [text, revision, open])
  const more = useCallback(() => {
    if (!found || found.ids.length >= found.total || loading.current) return
    const mine = current.current
    loading.current = true
    engine['inventory.search']({ text, limit: PAGE, offset: found.ids.length })
      .then(({ machines, total }) => {
        if (mine === current.current) setFound({ ...found, ids: [...found.ids, ...machines], total })
      }, useView.getState().report)
      .finally(() => {
        loading.current = false
      })
  }, [text, found])
  return { found, more }
}
