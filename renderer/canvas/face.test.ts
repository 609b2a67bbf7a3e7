import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Face, keptFaces, sameFace } from './face.ts'

const off: Face = { kind: 'sim', state: 'off', word: 'off', facts: '', line: '', lineIs: 'ready', share: null, warning: null, shared: null }
/** Faces of a few parts in a few words, each a thing of its own. */
const faces = fc
  .dictionary(fc.constantFrom('web', 'db', 'gis', 'nav'), fc.constantFrom('off', 'ready', 'failed'))
  .map((words) => new Map(Object.entries(words).map(([id, word]): [string, Face] => [id, { ...off, word }])))

test('faces that are kept must be those of now, each the very same as before where it draws the same', () => {
  fc.assert(
    fc.property(faces, faces, (before, now) => {
      const kept = keptFaces(before, now)
      expect(kept).toEqual(now)
      for (const [id, face] of kept) expect(face === before.get(id)).toBe(sameFace(before.get(id), now.get(id)))
      const same = before.size === now.size && [...now].every(([id, face]) => sameFace(before.get(id), face))
      expect(kept === before).toBe(same)
    }),
  )
})
