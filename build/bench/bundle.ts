import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../setup/paths.mjs'
import { result, type Line } from './report.ts'

const site = join(projectRoot, 'dist', 'renderer')

/** What a first visit loads before anything that is loaded late: scripts and styles of the page, and all that they import at once. */
export async function bundle(): Promise<Line> {
  const page = await readFile(join(site, 'index.html'), 'utf8')
  const named = [...page.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.?\/?(assets\/[^"]+\.(?:js|css))"/g)].flatMap(
    ([, path]) => path ?? [],
  )
  if (named.length === 0) throw new Error('index.html names no script')
  const files = new Set(named)
  const sizes = new Map<string, number>([['index.html', gzipSync(page).length]])
  // The set grows while it is walked: what a file imports is walked as well.
  for (const file of files) {
    const text = await readFile(join(site, file), 'utf8')
    sizes.set(file, gzipSync(text, { level: 9 }).length)
    if (file.endsWith('.js')) for (const other of importsOf(text)) files.add(join(dirname(file), other))
  }
  const kilo = (ending: string) => [...sizes].reduce((sum, [file, size]) => (file.endsWith(ending) ? sum + size : sum), 0) / 1_000
  return {
    line: 'bundle',
    title: 'The screen that is loaded first, with gzip',
    results: [
      result('page, scripts and styles', 'kB', [kilo('')], '<= 700'),
      result('  of that scripts', 'kB', [kilo('.js')]),
      result('  of that styles', 'kB', [kilo('.css')]),
    ],
    failed: null,
    note: `${sizes.size} files; fonts come on top, each only when a letter of it is shown`,
  }
}

/** Static imports of a built script. `import(…)` has a bracket behind it, and is late. */
const importsOf = (text: string): string[] =>
  [...text.matchAll(/\b(?:import|export)\s*(?:[\w$*{}\s,]+?\s*from\s*)?["'](\.\/[^"']+\.js)["']/g)].flatMap(([, path]) => path ?? [])
