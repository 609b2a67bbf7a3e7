import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Edit, type Entry } from '../model/document.ts'
import type { ComponentId } from '../model/id.ts'
import { ProblemError } from '../model/problem.ts'
import { duplicate, pasteText, copyText } from './clip.ts'
import { applied, counting, hostCard, knownOf, leafCard, serviceOf, shellCard } from './compose.fixture.ts'
import { addMachineComponent, addSession, newService } from './add.ts'
import { place, remove, removeAfter, rename, setAfter, setGate, setOn } from './compose.ts'
import { mayCarry, mayFollow, needs } from './relate.ts'

/** A document with a host, and a and b beside it. */
function drawing() {
  const fresh = counting()
  let entries: ReadonlyMap<string, Entry> = applied(new Map(), newService('Lab', fresh).edit)
  const add = (kind: typeof hostCard): ComponentId => {
    const added = addMachineComponent(serviceOf(entries), kind, { at: { x: 0, y: 0 }, on: null }, fresh)
    entries = applied(entries, added.edit)
    return added.components[0]!
  }
  const [host, a, b] = [add(hostCard), add(leafCard), add(leafCard)] as const
  const edit = (make: (service: ReturnType<typeof serviceOf>) => Edit) => {
    entries = applied(entries, make(serviceOf(entries)))
  }
  return { fresh, host, a, b, edit, now: () => entries, service: () => serviceOf(entries), known: () => knownOf(entries) }
}
const spot = { x: 12, y: 40 }

describe('drawing', () => {
  test('a machine drawn from a kind must have the defaults of its plugin and a name of its own', () => {
    const { now, service } = drawing()
    expect(service().components.map((c) => c.name)).toEqual(['host', 'leaf', 'leaf-2'])
    const machines = [...now().values()].filter((e) => e.type === 'machine')
    expect(machines.map((m) => m.options)).toEqual([{ memoryMiB: 1024 }, { memoryMiB: 1024 }, { memoryMiB: 1024 }])
  })

  test('every edit must be one that the contract accepts', () => {
    const { now } = drawing()
    const edit = Object.fromEntries([...now()].map(([id, entry]) => [id, [null, entry]]))
    expect(Edit.parse(edit)).toEqual(edit)
  })

  test('a kind that carries nothing must say so', () => {
    const { service, known, a, b } = drawing()
    expect(mayCarry(service(), b, a, known())).toBe('leaf is a leaf kind; it carries no machines.')
  })

  test('nothing may stand on itself, on its guest, or on who waits for it', () => {
    const { service, known, host, a, b, edit } = drawing()
    expect(mayCarry(service(), host, host, known())).toBe('host cannot carry itself.')
    edit((s) => setAfter(s, host, a))
    expect(mayCarry(service(), a, host, known())).toBe('host waits for leaf, so it cannot carry it.')
    edit((s) => setOn(s, new Map([[b, spot]]), host, known()))
    expect(mayCarry(service(), host, b, known())).toBe('leaf-2 stands on host.')
    expect(mayCarry(service(), b, null, known())).toBeNull()
  })

  test('a wait that would close a circle must be refused with its reason', () => {
    const { service, a, b, edit } = drawing()
    edit((s) => setAfter(s, b, a))
    expect(mayFollow(service(), a, b)).toBe('leaf-2 waits for leaf; that would be a circle.')
    expect(mayFollow(service(), b, a)).toBe('leaf-2 already waits for leaf.')
    expect(mayFollow(service(), a, a)).toBe('leaf cannot wait for itself.')
    expect(() => setAfter(service(), a, b)).toThrow(ProblemError)
  })

  test('standing on something must replace a drawn wait for it', () => {
    const { service, known, host, a, edit } = drawing()
    edit((s) => setAfter(s, a, host))
    edit((s) => setOn(s, new Map([[a, spot]]), host, known()))
    expect(service().components.find((c) => c.id === a)).toMatchObject({ on: host, after: [], at: spot })
    expect(mayFollow(service(), a, host)).toBe('host carries leaf, so it is waited for already.')
  })

  test('a gate must change alone, and a wait must go alone', () => {
    const { service, a, b, edit } = drawing()
    edit((s) => setAfter(s, b, a))
    edit((s) => setGate(s, b, a, 'started'))
    expect(service().components.find((c) => c.id === b)?.after).toEqual([{ component: a, gate: 'started' }])
    edit((s) => removeAfter(s, b, a))
    expect(service().components.find((c) => c.id === b)?.after).toEqual([])
  })

  test('a removed carrier must take its guests and every wait for them', () => {
    const { service, known, now, host, a, b, edit } = drawing()
    edit((s) => setOn(s, new Map([[a, spot]]), host, known()))
    edit((s) => setAfter(s, b, a))
    edit((s) => remove(s, [host]))
    expect(service().components).toMatchObject([{ id: b, after: [] }])
    expect([...now().values()].filter((e) => e.type === 'machine')).toHaveLength(3)
  })

  test('a removed component must take its machine only when asked', () => {
    const { now, a, edit, known } = drawing()
    edit((s) => remove(s, [a], [...known().machines.values()]))
    expect([...now().values()].filter((e) => e.type === 'machine').map((m) => m.label)).toEqual(['host', 'leaf-2'])
  })

  test('a new name must be free, and the machine must follow it', () => {
    const { now, service, known, a, edit } = drawing()
    const machine = [...known().machines.values()].find((m) => m.label === 'leaf')!
    edit((s) => rename(s, a, '  leaf-2 ', machine))
    expect(service().components.map((c) => c.name)).toEqual(['host', 'leaf-3', 'leaf-2'])
    expect(now().get(machine.id)).toMatchObject({ label: 'leaf-3' })
  })

  test('moving to where it is must be no edit', () => {
    const { service, a } = drawing()
    expect(place(service(), new Map([[a, { x: 0, y: 0 }]]))).toEqual({})
  })
})

describe('copies', () => {
  test('a duplicate must have ids and machines of its own and keep the waits among the copied', () => {
    const { service, known, now, fresh, a, b, edit } = drawing()
    edit((s) => setAfter(s, b, a, 'started'))
    edit((s) => addSession(s, a, shellCard, fresh))
    const { edit: copied, components } = duplicate(service(), [a, b], [...known().machines.values()], fresh)
    const after = serviceOf(applied(now(), copied))
    const [a2, b2] = after.components.slice(-2)
    expect(components).toEqual([a2!.id, b2!.id])
    expect(b2!.after).toEqual([{ component: a2!.id, gate: 'started' }])
    expect([a2!.name, b2!.name]).toEqual(['leaf-3', 'leaf-4'])
    const ids = [...after.components.flatMap((c) => [c.id, ...c.sessions.map((s) => s.id), 'machine' in c.is ? c.is.machine : ''])]
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('what was copied must paste into another service with what stands on it', () => {
    const { service, known, fresh, host, a, edit } = drawing()
    edit((s) => setOn(s, new Map([[a, spot]]), host, known()))
    const text = copyText(service(), [host], [...known().machines.values()])
    const other = newService('Other', fresh)
    const pasted = pasteText(other.service, text, { at: { x: 100, y: 50 }, on: null }, fresh)
    const there = serviceOf(applied(applied(new Map(), other.edit), pasted.edit))
    expect(there.components.map((c) => [c.name, c.at])).toEqual([
      ['host', { x: 100, y: 50 }],
      ['leaf', spot],
    ])
    expect(there.components[1]!.on).toBe(there.components[0]!.id)
  })

  test('a secret must not leave through the clipboard, and other text must be refused', () => {
    const { service, known, fresh, a } = drawing()
    const machines = [...known().machines.values()].map((m) => ({
      ...m,
      login: { user: 'root', keys: [], knownHosts: null, secret: 'secret:1' as never },
    }))
    expect(copyText(service(), [a], machines)).not.toContain('secret:1')
    expect(() => pasteText(service(), 'hello', { at: spot, on: null }, fresh)).toThrow(/holds no components/)
  })
})

test('no sequence of edits may ever make a circle, and undoing all must give the beginning back', () => {
  const pick = fc.nat(50)
  const act = fc.record({
    how: fc.constantFrom('add', 'leaf', 'on', 'off', 'after', 'unafter', 'gate', 'move', 'remove', 'copy', 'session'),
    one: pick,
    two: pick,
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const fresh = counting()
      const begin: ReadonlyMap<string, Entry> = applied(new Map(), newService('Lab', fresh).edit)
      let entries = begin
      const done: Edit[] = []
      for (const { how, one, two } of acts) {
        const service = serviceOf(entries)
        const known = knownOf(entries)
        const at = { x: one * 4, y: two * 4 }
        const chosen = service.components[one % Math.max(1, service.components.length)]
        const other = service.components[two % Math.max(1, service.components.length)]
        const make = (): Edit => {
          if (how === 'add' || how === 'leaf' || !chosen || !other)
            return addMachineComponent(service, how === 'leaf' ? leafCard : hostCard, { at, on: null }, fresh).edit
          if (how === 'on')
            return mayCarry(service, chosen.id, other.id, known) ? {} : setOn(service, new Map([[chosen.id, at]]), other.id, known)
          if (how === 'off') return setOn(service, new Map([[chosen.id, at]]), null, known)
          if (how === 'after') return mayFollow(service, chosen.id, other.id) ? {} : setAfter(service, chosen.id, other.id)
          if (how === 'unafter') return removeAfter(service, chosen.id, other.id)
          if (how === 'gate') return setGate(service, chosen.id, other.id, 'started')
          if (how === 'move') return place(service, new Map([[chosen.id, at]]))
          if (how === 'copy')
            return service.components.length > 20 ? {} : duplicate(service, [chosen.id], [...known.machines.values()], fresh).edit
          if (how === 'session') return addSession(service, chosen.id, shellCard, fresh)
          return remove(service, [chosen.id], [...known.machines.values()])
        }
        const edit = make()
        done.push(edit)
        entries = applied(entries, edit)
        const now = serviceOf(entries)
        for (const c of now.components) {
          const below = [...(c.on ? [c.on] : []), ...c.after.map((a) => a.component)]
          for (const id of below) expect(needs(now, id, c.id)).toBe(false)
          for (const id of below) expect(now.components.some((o) => o.id === id)).toBe(true)
        }
      }
      for (const edit of done.reverse())
        entries = applied(entries, Object.fromEntries(Object.entries(edit).map(([id, [was, is]]) => [id, [is, was]])))
      expect(entries).toEqual(begin)
    }),
    { numRuns: 300 },
  )
})
