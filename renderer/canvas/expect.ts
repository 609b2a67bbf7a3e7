import type { RunRecord } from '../../shared/model/run.ts'

/** How long a step usually takes, in ms: the middle of its last five good ends; null when there was none. */
export function expectedMs(runs: readonly RunRecord[]): (step: string) => number | null {
  const took = new Map<string, number[]>()
  for (const run of [...runs].sort((a, b) => b.began - a.began)) {
    for (const [id, { status, began, ended }] of Object.entries(run.steps)) {
      const list = took.get(id) ?? []
      if (status === 'done' && began !== null && ended !== null && list.length < 5) took.set(id, [...list, ended - began])
    }
  }
  return (step) => {
    const list = [...(took.get(step) ?? [])].sort((a, b) => a - b)
    return list[Math.floor(list.length / 2)] ?? null
  }
}
