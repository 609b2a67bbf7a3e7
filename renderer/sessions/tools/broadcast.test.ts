import { expect, test } from 'vitest'
import { beginBroadcast, endBroadcast, hold, isReply, type } from './broadcast.ts'

const terminal = (name: string) => {
  const got: string[] = []
  const write = (text: string) => void got.push(text)
  return { name, got, write, letGo: hold(name, { name, write }), type: (text: string) => type(name, text, write) }
}

test('what is typed must go to all that took part when it began, and to none that came later', () => {
  const [a, b] = [terminal('a'), terminal('b')]
  a.type('1')
  beginBroadcast()
  const c = terminal('c')
  a.type('2')
  b.type('3')
  c.type('4')
  endBroadcast()
  a.type('5')
  expect([a.got, b.got, c.got]).toEqual([['1', '2', '3', '5'], ['2', '3'], ['4']])
  for (const one of [a, b, c]) one.letGo()
})

test('a terminal that was let go must get nothing more', () => {
  const [a, b] = [terminal('a'), terminal('b')]
  beginBroadcast()
  b.letGo()
  a.type('x')
  expect([a.got, b.got]).toEqual([['x'], []])
  endBroadcast()
  a.letGo()
})

test('what a terminal answers by itself must stay its own, and what people type must not be taken for an answer', () => {
  const replies = [
    '\u001b[?1;2c',
    '\u001b[>0;276;0c',
    '\u001b[0n',
    '\u001b[24;80R',
    '\u001b[?2026;2$y',
    '\u001b]11;rgb:00/00/00',
    '\u001b[I',
    '\u001b[<0;3;4M',
  ]
  expect(replies.filter((text) => !isReply(text))).toEqual([])
  const typed = ['a', '\r', '\u001b', '\u001b[A', '\u001bOP', '\u001b[23~', '\u001b[1;5C', '\u001b[200~two\rlines\u001b[201~']
  expect(typed.filter(isReply)).toEqual([])
})
