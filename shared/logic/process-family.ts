import type { DesktopWindow } from '../plugin/desktop.ts'

/** A process as `ps -A -o pid=,ppid=,pgid=` lists it. */
export interface ProcessRow {
  readonly pid: number
  readonly parent: number
  readonly group: number
}

/** What `ps -A -o pid=,ppid=,pgid=` printed; other lines are left out. */
export const readProcesses = (text: string): ProcessRow[] =>
  text.split('\n').flatMap((line) => {
    const [pid, parent, group] = (/^\s*(\d+)\s+(\d+)\s+(\d+)\s*$/.exec(line) ?? []).slice(1).map(Number)
    return pid === undefined || parent === undefined || group === undefined ? [] : [{ pid, parent, group }]
  })

/**
 * The process with all that it started. A viewer that put itself into the background has left its parent, but not the process
 * group: where `pid` leads a group, all in it are counted too.
 */
export function familyOf(pid: number, rows: readonly ProcessRow[]): ReadonlySet<number> {
  const children = Map.groupBy(rows, ({ parent }) => parent)
  const family = new Set([pid, ...rows.filter(({ group }) => group === pid).map((row) => row.pid)])
  // A set gives out what is added while it is walked through.
  for (const one of family) for (const child of children.get(one) ?? []) family.add(child.pid)
  return family
}

/** The windows that these processes show, dialogs last. */
export const shownBy = (family: ReadonlySet<number>, windows: readonly DesktopWindow[]): DesktopWindow[] =>
  windows.filter(({ pids }) => pids.some((pid) => family.has(pid))).sort((a, b) => Number(a.dialog) - Number(b.dialog))
