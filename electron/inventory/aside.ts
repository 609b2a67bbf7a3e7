import { existsSync, renameSync } from 'node:fs'

/** `name`, or `name-2`, `name-3` … when that is taken. */
export function freeName(name: string): string {
  let free = name
  for (let count = 2; existsSync(free); count += 1) free = `${name}-${count}`
  return free
}

/** Renames a database nobody has open, with its journal files, to `<name>.corrupt-<date>`. Overwrites nothing. Returns the new path. */
export function keepAside(path: string, now: Date): string {
  const day = now.toISOString().slice(0, 19).replaceAll(':', '-')
  const aside = freeName(`${path}.corrupt-${day}`)
  renameSync(path, aside)
  for (const part of ['-wal', '-journal', '-shm']) if (existsSync(path + part)) renameSync(path + part, aside + part)
  return aside
}
