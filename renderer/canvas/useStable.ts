import { useCallback, useRef } from 'react'

/**
 * The same function for as long as its component lives, that always does what the newest one would. React Flow hands its
 * listeners on to every node: a new function at each render would draw all of them again.
 */
export function useStable<A extends unknown[], R>(act: (...args: A) => R): (...args: A) => R {
  const latest = useRef(act)
  latest.current = act
  return useCallback((...args: A) => latest.current(...args), [])
}
