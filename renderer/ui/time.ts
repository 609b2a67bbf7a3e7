/** How long something took, as people say it: `340 ms`, `4.2 s`, `44 s`, `2 min 31 s`, `3 h 5 min`. */
export function took(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const two = (value: number) => String(value).padStart(2, '0')
const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0)
const DAY_MS = 86_400_000

/** `09:12`, of a time in ms since 1970. */
export const clock = (at: number): string => `${two(new Date(at).getHours())}:${two(new Date(at).getMinutes())}`

/** `09:12:41` */
export const clockSeconds = (at: number): string => `${clock(at)}:${two(new Date(at).getSeconds())}`

/** `Today`, `Yesterday`, `Monday`, `3 weeks ago`: the day of a time, as seen from `now`. */
export function day(at: number, now: number = Date.now()): string {
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS)
  if (days <= 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days < 7) return new Intl.DateTimeFormat('en', { weekday: 'long' }).format(at)
  if (days < 60) return `${Math.round(days / 7)} ${days < 11 ? 'week' : 'weeks'} ago`
  return new Intl.DateTimeFormat('en', { year: 'numeric', month: 'short', day: 'numeric' }).format(at)
}

/** `1st`, `2nd`, `4th` */
export function ordinal(count: number): string {
  const tens = count % 100
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th')
  return `${count}${ending}`
}

/** `1 machine`, `4 machines` */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${numbers.format(count)} ${count === 1 ? noun : plural}`
const numbers = new Intl.NumberFormat('en')
