import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../shared/model/document.ts'
import { anyDocument } from './testing/random-documents.ts'
import { readText } from './read-text.ts'
import { exportText } from './text.ts'

const sorted = (entries: readonly Entry[]) => entries.toSorted((a, b) => (a.id < b.id ? -1 : 1))

test('whatever is exported reads back as the same document', () => {
  fc.assert(
    fc.property(anyDocument, (entries) => {
      const text = exportText(entries)
      const { entries: back, problems } = readText(text)
      expect(problems).toEqual([])
      expect(sorted(back)).toEqual(sorted(entries))
    }),
    { numRuns: 100 },
  )
})

test('the same entries give the same text, in whatever order they and the keys of their options come', () => {
  fc.assert(
    fc.property(anyDocument, (entries) => {
      const turned: Entry[] = entries
        .toReversed()
        .map((entry) =>
          entry.type === 'machine' ? { ...entry, options: Object.fromEntries(Object.entries(entry.options).reverse()) } : entry,
        )
      expect(exportText(turned)).toBe(exportText(entries))
    }),
    { numRuns: 30 },
  )
})
