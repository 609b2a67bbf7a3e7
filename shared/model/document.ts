import { z } from 'zod'
import { Machine } from './machine.ts'
import { Service } from './service.ts'
import { Workspace } from './workspace.ts'

/** One thing that is saved, undone and told to others as a whole. */
export const Entry = z.discriminatedUnion('type', [Machine, Service, Workspace])
export type Entry = z.infer<typeof Entry>

/** One edit: for each id, what was and what is. Nothing → something is an addition. */
export const Edit = z.record(z.string(), z.tuple([Entry.nullable(), Entry.nullable()]))
export type Edit = z.infer<typeof Edit>
