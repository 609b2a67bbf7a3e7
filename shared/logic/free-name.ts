/** A name that no component of the service has: the wish itself, else `wish-2`, `wish-3` … */
export function freeName(taken: Iterable<string>, wish: string): string {
  const names = new Set(taken)
  if (!names.has(wish)) return wish
  const stem = wish.replace(/-\d+$/, '')
  let count = 2
  while (names.has(`${stem}-${count}`)) count++
  return `${stem}-${count}`
}
