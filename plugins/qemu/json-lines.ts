import type { z } from 'zod'

/** What a text says in JSON; null where it is none, or of another shape. */
export function readJson<T>(shape: z.ZodType<T>, text: string): T | null {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Cuts bytes into lines, without empty ones; a character may be split over two pieces. */
export function eachLine(take: (line: string) => void): (data: Uint8Array) => void {
  const decoder = new TextDecoder()
  let rest = ''
  return (data) => {
    const parts = (rest + decoder.decode(data, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) if (line.trim()) take(line)
  }
}
