import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { expectedMs, type Expected } from '../../shared/logic/expected.ts'
import { useLive } from './live.ts'

/**
 * How long the steps of a workspace are expected to take, as its runs say that have ended. The same function until another one has:
 * a run that goes on says nothing yet of what it still has to do.
 */
export function useExpected(workspace: string | null, except?: string): Expected {
  const records = useLive(
    useShallow(({ runs }) =>
      Object.values(runs).flatMap(({ record }) =>
        record.workspace === workspace && record.ended !== null && record.id !== except ? [record] : [],
      ),
    ),
  )
  return useMemo(() => expectedMs(records), [records])
}
