import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { protocol, type Session } from 'electron'
import { contentSecurityPolicy, mediaTypes } from '../app/page.ts'
import { ORIGIN } from './rules.ts'

/** Must be called before the app is ready: gives `app://` the rights of a standard, secure scheme. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built renderer to the windows of one session partition. */
export function serveSite(partition: Session, site: string): void {
  partition.protocol.handle('app', (request) => answer(site, request.url))
}

/** The file an address stands for, with the headers that keep it harmless; 404 for all that is not ours. */
export async function answer(site: string, address: string): Promise<Response> {
  const url = new URL(address)
  const path = normalize(join(site, decodeURIComponent(url.pathname)))
  const type = mediaTypes[extname(path)]
  if (`${url.protocol}//${url.host}` !== ORIGIN || !path.startsWith(site + sep) || !type) return new Response('not found', { status: 404 })
  try {
    return new Response(new Uint8Array(await readFile(path)), {
      headers: { 'content-type': type, 'content-security-policy': contentSecurityPolicy(), 'x-content-type-options': 'nosniff' },
    })
  } catch {
    return new Response('not found', { status: 404 })
  }
}
