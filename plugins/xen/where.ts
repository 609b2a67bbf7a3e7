import type { Shell } from '../../shared/plugin/shell.ts'

/** What people call the place of a shell. */
export function showPlace({ place }: Shell): string {
  const last = place.levels.at(-1)
  return last?.label ?? last?.tcp ?? last?.id ?? 'the machine that carries it'
}
