import { expect, test } from 'vitest'
import { sessionName } from './draft.ts'

test.each([
  ['terminal', 'web', 'terminal of web'],
  ['Shell on web', 'web', 'Shell on web'],
  ['web, terminal', 'web', 'web, terminal'],
  ['webcam', 'web', 'webcam of web'],
])('the window "%s" of %s is called "%s"', (session, component, name) => {
  expect(sessionName({ name: session }, { component: { name: component } })).toBe(name)
})
