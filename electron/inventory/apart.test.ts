import { expect, test } from 'vitest'
import { exportApart, importApart } from './apart.ts'
import { machine } from './testing/samples.ts'

const many = Array.from({ length: 600 }, (_, index) =>
  machine(`m${index}`, { options: { note: 'some text to make it long' }, tags: ['a', 'b'] }),
)

test('a big document goes out and comes in as it was, while the asker can do other things', { timeout: 60_000 }, async () => {
  let turns = 0
  const ticking = setInterval(() => {
    turns += 1
  }, 1)
  const text = await exportApart(many)
  const { edit, problems } = await importApart(text, many.slice(0, 10))
  clearInterval(ticking)
  expect(problems).toEqual([])
  expect(Object.keys(edit)).toHaveLength(590)
  expect(edit['machine:m599']).toEqual([null, many[599]])
  expect(turns).toBeGreaterThan(10)
})

test('a problem in a big document is told as in a small one', { timeout: 60_000 }, async () => {
  const text = `${await exportApart(many)}  last: {plugn: sim}\n`
  expect(await importApart(text, [])).toMatchObject({ edit: {}, problems: [{ code: 'document.invalid', detail: 'machines.last.plugn' }] })
})
