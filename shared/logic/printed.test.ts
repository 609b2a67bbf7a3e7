import { expect, test } from 'vitest'
import { printed } from './printed.ts'

test('a console must read as plain text: no colours, no titles, no carriage returns', () => {
  const raw = '\u001b[32m[ OK ]\u001b[0m Started sshd\r\r\n\u001b]0;web\u0007web login: \u001b(B\u001b[?25h'
  expect(printed(raw)).toBe('[ OK ] Started sshd\nweb login: ')
})
