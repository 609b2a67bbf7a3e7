import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../shared/model/document.ts'
import { anyDocument } from './testing/random-documents.ts'
import { readText } from './read-text.ts'
import { exportText } from './text.ts'

const sorted = (entries: readonly Entry[]) => entries.toSorted((a, b) => (a.id < b.id ? -1 : 1))

// Many random documents: on a busy machine that takes longer than a test usually may.
const patience = 60_000

test('whatever is exported reads back as the same document', { timeout: patience }, () => {
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

test('the same entries give the same text, in whatever order they and the keys of their options come', { timeout: patience }, () => {
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

test('what is exported reads like something a person wrote', () => {
  const written = `format: servicecomposer
version: 1

machines:
  gis:
    plugin: qemu
    login: {user: root, keys: [~/.ssh/id_ed25519]}
    options: {kernel: vmlinuz, memory: 192}
    tags: [demo]
  navigator: {label: The navigator, plugin: qemu}

services:
  exploration:
    name: Circus Exploration
    components:
      gis:
        machine: gis
        ready:
          - ssh-banner
          - {kind: http, path: /places}
        sessions:
          screen: {plugin: vnc}
        at: [40, 60]
      navigator:
        machine: navigator
        after:
          - gis
          - {gis: started}
        sessions:
          terminal: {name: Terminal, plugin: cli, locality: server}

workspaces:
  circus:
    services: [exploration]
    layouts:
      - windows:
          gis.screen: {geometry: 640x480+-800+0, screen: 1, show: maximised}
          navigator.terminal: 800x600+0+0
    starred: true
`
  const { entries, problems } = readText(written)
  expect(problems).toEqual([])
  expect(exportText(entries)).toBe(written)
})
