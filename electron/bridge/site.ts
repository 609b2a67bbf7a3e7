import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { contentSecurityPolicy, mediaTypes } from '../app/page.ts'

/** What every answer carries: nothing foreign is loaded, nobody frames the page, and its address is told to no one. */
const pageHeaders = (port: number): Record<string, string> => ({
  'Content-Security-Policy': contentSecurityPolicy([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
})

/** Serves one file of the built screen. A place inside the app (no file ending) is the page itself. */
export async function serveFile(site: string, port: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = pageHeaders(port)
  const refuse = (status: number, text: string) =>
    response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }).end(text)
  if (request.method !== 'GET' && request.method !== 'HEAD') return void refuse(405, 'Only GET and HEAD.')
  const path = safePath(request.url ?? '/')
  if (path === null) return void refuse(400, 'This is no path.')
  const file = await fileInside(site, extname(path) === '' ? 'index.html' : path)
  if (!file) return void refuse(404, extname(path) === '' ? 'The screen has not been built: npm run build' : 'There is no such file.')
  const lasting = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store'
  response.writeHead(200, {
    ...headers,
    'Content-Type': mediaTypes[extname(file.path)] ?? 'application/octet-stream',
    'Content-Length': file.size,
    'Cache-Control': lasting,
  })
  if (request.method === 'HEAD') return void response.end()
  await pipeline(createReadStream(file.path), response)
}

/** The relative path that a URL names, or null for one that tries to leave the folder or to name a hidden file. */
export function safePath(url: string): string | null {
  const [raw = '/'] = url.split(/[?#]/, 1)
  let path: string
  try {
    path = decodeURIComponent(raw)
  } catch {
    return null
  }
  if (/[\0\\]/.test(path) || !path.startsWith('/')) return null
  const parts = path.split('/').filter((part) => part !== '')
  return parts.some((part) => part.startsWith('.')) ? null : parts.join('/')
}

/** Links are followed before the check, so that one inside the folder cannot lead out of it. */
async function fileInside(site: string, path: string): Promise<{ path: string; size: number } | null> {
  try {
    const root = await realpath(site)
    const real = await realpath(join(root, path))
    const found = await stat(real)
    return real.startsWith(root + sep) && found.isFile() ? { path: real, size: found.size } : null
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return null
    throw cause
  }
}
