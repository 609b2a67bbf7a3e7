import { expect, test } from 'vitest'
import { printCleanPath, printCleanPathError, readCleanPath } from './rd-clean-path.ts'

/** As the client builds it: version, destination, token, connection request. */
const request = Buffer.from(
  `3021${'a0040202' + '0d3e'}${'a2050c03' + '613a31'}${'a3030c01' + '74'}${'a60d040b' + '0300000b06e00000000000'}`,
  'hex',
)

test('a request must give the connection request that is meant for the server', () => {
  expect(readCleanPath(request)).toEqual({ length: request.length, x224: Buffer.from('0300000b06e00000000000', 'hex') })
})

test('a request must be waited for until it is whole, whatever follows it', () => {
  for (let length = 0; length < request.length; length++) expect(readCleanPath(request.subarray(0, length))).toBe('more')
  expect(readCleanPath(Buffer.concat([request, Buffer.from('more')]))).toMatchObject({ length: request.length })
})

test('what is no request, of another version, or endless must be refused', () => {
  const other = Buffer.from(request)
  other[7] = 0x3f
  const endless = Buffer.from('3084ffffffffa0', 'hex')
  const broken = Buffer.from('3005a0ff020101', 'hex')
  expect([Buffer.from('GET /'), other, endless, broken].map(readCleanPath)).toEqual(['foreign', 'foreign', 'foreign', 'foreign'])
})

test('an answer must be plain DER, with long certificates too', () => {
  expect(printCleanPath(Buffer.from([3, 0]), [Buffer.from([0xaa])], 'rdp').toString('hex')).toBe(
    `301a${'a00402020d3e'}${'a60404020300'}${'a70530030401aa'}${'a9050c03726470'}`,
  )
  const long = printCleanPath(Buffer.from([3]), [Buffer.alloc(300, 1)], '')
  expect(long.subarray(0, 4).toString('hex')).toBe(`3082${(long.length - 4).toString(16).padStart(4, '0')}`)
})

test('an error must carry its code and nothing else', () => {
  expect(printCleanPathError().toString('hex')).toBe('300fa00402020d3ea1073005a003020101')
})
