/**
 * So many things of the shape of a step, by their names, and nothing else: what a program without a thought of its own pays for them.
 * More than ten times as much for ten times as many is then the processor's caches and the collector of garbage, not the algorithm.
 */
export function bareSteps(count: number): Map<string, object> {
  const byId = new Map<string, object>()
  for (let at = 0; at < count; at++) {
    const id = `start component:bare-${at}`
    byId.set(id, {
      id,
      verb: 'start',
      target: `component:bare-${at}`,
      name: `bare-${at}`,
      plugin: 'sim',
      lane: 'ground',
      needs: [{ step: id, gate: 'done' }],
      cause: 'seen off, wanted ready',
      expect: 'ready',
      timeoutMs: 300_000,
      attempts: 2,
      opposite: 'stop',
      rungs: [],
    })
  }
  return byId
}
