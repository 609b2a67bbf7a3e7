import { expect, test } from 'vitest'
import { helloWith, readHello, readWelcome, windowWatch } from './protocol.ts'

const name = 'MIT-MAGIC-COOKIE-1'
/** As Xlib says it on a little-endian computer: version 11.0, an 18-letter name, a cookie of 16 bytes. */
const hello = (cookie: Buffer) =>
  Buffer.concat([Buffer.from([0x6c, 0, 11, 0, 0, 0, 18, 0, 16, 0, 0, 0]), Buffer.from(`${name}\0\0`, 'latin1'), cookie])
const fake = Buffer.alloc(16, 1)
const real = Buffer.alloc(16, 2)

test('the cookie in a hello must be found and replaced, byte by byte the same otherwise', () => {
  const said = hello(fake)
  const read = readHello(said)
  if (typeof read === 'string') throw new Error(read)
  expect(read).toEqual({ length: 48, order: 'little', cookie: { name, data: fake } })
  expect(helloWith(said, read, { name, data: real })).toEqual(hello(real))
  const without = helloWith(said, read, null)
  expect(readHello(without)).toEqual({ length: 12, order: 'little', cookie: { name: '', data: Buffer.alloc(0) } })
})

test('a hello must be waited for until it is whole, and anything else refused at its first byte', () => {
  expect([0, 1, 11, 47].map((length) => readHello(hello(fake).subarray(0, length)))).toEqual(['more', 'more', 'more', 'more'])
  expect(readHello(Buffer.from('GET / HTTP/1.1'))).toBe('foreign')
})

test('the server must be heard: which windows are the program’s, or why it is refused', () => {
  const welcome = Buffer.alloc(40)
  welcome[0] = 1
  welcome.writeUInt32LE(0x0060_0000, 12)
  welcome.writeUInt32LE(0x001f_ffff, 16)
  expect(readWelcome(welcome, 'little')).toEqual({ base: 0x600000, mask: 0x1fffff })
  expect(readWelcome(welcome.subarray(0, 19), 'little')).toBe('more')
  const no = Buffer.concat([Buffer.from([0, 13, 11, 0, 0, 0, 4, 0]), Buffer.from('Wrong cookie!\0\0\0')])
  expect(readWelcome(no, 'little')).toEqual({ refused: 'Wrong cookie!' })
})

/** CreateWindow of 32 bytes, a property of 16 MiB sent the long way, and MapWindow. */
const requests = () => {
  const create = Buffer.alloc(32)
  create.set([1, 24, 8, 0])
  const big = Buffer.alloc(1024, 8)
  big.set([18, 0, 0, 0, 0, 1, 0, 0])
  const map = Buffer.from([8, 0, 2, 0, 1, 0, 0x60, 0])
  return Buffer.concat([create, big, map])
}

test('a window must count as shown when it is mapped, however the bytes are cut', () => {
  const all = requests()
  for (const size of [1, 3, 7, 64, all.length]) {
    const watch = windowWatch('little')
    const seen: number[] = []
    for (let at = 0; at < all.length; at += size) if (watch(all.subarray(at, at + size))) seen.push(at)
    expect(seen.map((at) => at >= all.length - 8 - size)).toEqual(seen.map(() => true))
    expect(seen.length).toBeGreaterThan(0)
  }
})
