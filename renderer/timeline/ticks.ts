/** Marks for an axis of that length: at most ten, at round numbers of seconds. */
export function ticks(lengthMs: number): number[] {
  const steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600]
  const every = (steps.find((s) => lengthMs / 1000 / s <= 9) ?? 7200) * 1000
  return Array.from({ length: Math.floor(lengthMs / every) + 1 }, (_, index) => index * every)
}
