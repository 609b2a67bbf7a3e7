import { z } from 'zod'
import { ComponentId } from './id.ts'

/** The checks before a start, by the name under which each can be overridden. */
export const CheckName = z.enum(['kind', 'architecture', 'memory', 'cpus', 'nested', 'location', 'circle', 'claim'])
export type CheckName = z.infer<typeof CheckName>

/** "I know, do it anyway": this check does not forbid the start of this component. */
export const Override = z.strictObject({ check: CheckName, component: ComponentId })
export type Override = z.infer<typeof Override>
