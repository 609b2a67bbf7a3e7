import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FileDocument } from '../../shared/document/shape.ts'

/** The JSON Schema of a document file, for editors that complete and check while one writes. */
export const schemaText = () => `${JSON.stringify(z.toJSONSchema(FileDocument, { io: 'input' }), null, 2)}\n`

/** Where it is published. */
export const schemaPath = join(import.meta.dirname, 'servicecomposer.schema.json')

if (import.meta.main) writeFileSync(schemaPath, schemaText())
