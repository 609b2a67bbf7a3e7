import { expect, test } from 'vitest'
import { ComponentId } from '../../shared/model/id.ts'
import type { Face } from './face.ts'
import { facesNow } from './facesNow.ts'

const [web, db] = [ComponentId.parse('component:web'), ComponentId.parse('component:db')]
const off: Face = { kind: 'sim', state: 'off', word: 'off', facts: '', line: '', lineIs: 'ready', share: null, warning: null, shared: null }
const ready: Face = { ...off, state: 'ready', word: 'ready' }

test('a part must hear of its own face only, and of nothing once it has gone', () => {
  const faces = facesNow(
    new Map([
      [web, off],
      [db, off],
    ]),
  )
  const heard: string[] = []
  const leave = faces.listen(web, () => heard.push(`web ${faces.of(web)?.word}`))
  faces.listen(db, () => heard.push(`db ${faces.of(db)?.word}`))
  faces.show(
    new Map([
      [web, ready],
      [db, off],
    ]),
  )
  expect(heard).toEqual(['web ready'])
  leave()
  faces.show(new Map([[web, off]]))
  expect(heard).toEqual(['web ready', 'db undefined'])
})
