import { z } from 'zod'
import type { Context, Found } from '../../shared/plugin/plugin.ts'
import { readJson } from './json-lines.ts'
import { placeIn, uuidOf } from './place.ts'

const Note = z.object({ id: z.string(), name: z.string(), options: z.unknown() })

/** The machines that were started here at some time, running or not, by the notes beside their sockets. */
export async function* enumerate({ shell, signal }: Context): AsyncIterable<Found> {
  signal.throwIfAborted()
  const listed = await shell.run('ls', [shell.scratch], { okCodes: [0, 1, 2], signal })
  for (const name of listed.stdout.split('\n').filter((entry) => entry.startsWith('qemu-'))) {
    const place = placeIn(`${shell.scratch}/${name}`)
    const kept = await shell.run('cat', [place.note], { okCodes: [0, 1], signal })
    const note = readJson(Note, kept.stdout)
    if (note) yield { label: note.name, locator: { uuid: uuidOf(note.id, {}) }, options: note.options }
  }
}
