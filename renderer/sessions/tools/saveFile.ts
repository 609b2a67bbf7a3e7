/** Hands a file to the browser, which puts it where downloads go. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on it once it began.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** A name that any file system takes: `gis-console-2026-03-01-14-05-09.png`. */
export function fileName(title: string, at: Date, ending: string): string {
  const words = title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
  const two = (number: number) => String(number).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())]
  const time = [two(at.getHours()), two(at.getMinutes()), two(at.getSeconds())]
  return `${[words || 'session', ...day, ...time].join('-')}.${ending}`
}
