const KEY = 'servicecomposer.token'

/** What the address says: the token that lets us in, and the place in the app. */
export interface Arrival {
  readonly token: string | null
  /** `/session/…`, or null when the address names none. */
  readonly place: string | null
}

/** Reads `#token=…`, `#/place`, `#token=…/place` and `#/place&token=…`: browsers never send what stands behind the `#`. */
export function readArrival(hash: string): Arrival {
  const text = hash.replace(/^#/, '')
  const token = /(?:^|[?&])token=([^&/?]+)/.exec(text)?.[1] ?? null
  const place = text.replace(/(?:^|[?&])token=[^&/?]+/, '').replace(/^&/, '')
  return { token, place: place.startsWith('/') ? place : null }
}

/** Takes the token out of the address bar, so that it is in no history and no screenshot, and keeps it for this tab. */
export function takeToken(): string | null {
  const { token, place } = readArrival(location.hash)
  if (token !== null) {
    sessionStorage.setItem(KEY, token)
    history.replaceState(null, '', `${location.pathname}${location.search}#${place ?? '/launchpad'}`)
  }
  return token ?? sessionStorage.getItem(KEY)
}
