import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Opens the link in the user's browser. Command lines can be read by everybody on this computer and the link carries the token, so the
 * browser is given a page that only this user can read, which leads there. Rejects when no browser can be started.
 */
export async function openLink(link: string, data: string): Promise<void> {
  const page = join(data, 'open.html')
  writeFileSync(page, `<!doctype html><meta http-equiv="refresh" content="0; url=${link}"><title>ServiceComposer</title>\n`, {
    mode: 0o600,
  })
  const [command, ...args] = opener(pathToFileURL(page).href)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  await once(child, 'spawn')
  child.unref()
}

function opener(url: string): readonly [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', url]
  return process.platform === 'win32' ? ['explorer.exe', url] : ['xdg-open', url]
}
