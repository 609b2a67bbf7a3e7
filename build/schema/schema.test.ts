import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schemaPath, schemaText } from './write.ts'

test('the published schema is that of the documents this program reads; `node build/schema/write.ts` writes it', () => {
  expect(JSON.parse(readFileSync(schemaPath, 'utf8'))).toEqual(JSON.parse(schemaText()))
})
