import { z } from 'zod'

const id = <const K extends string>(kind: K) =>
  z
    .string()
    .regex(new RegExp(`^${kind}:[A-Za-z0-9._-]{1,80}$`), `must look like ${kind}:name`)
    .brand<K>()

export const MachineId = id('machine')
export type MachineId = z.infer<typeof MachineId>
export const ComponentId = id('component')
export type ComponentId = z.infer<typeof ComponentId>
export const SessionId = id('session')
export type SessionId = z.infer<typeof SessionId>
export const ServiceId = id('service')
export type ServiceId = z.infer<typeof ServiceId>
export const WorkspaceId = id('workspace')
export type WorkspaceId = z.infer<typeof WorkspaceId>
export const RunId = id('run')
export type RunId = z.infer<typeof RunId>

/** Not branded: plugin and step names are chosen by us and read by people. */
export const PluginId = z.string().regex(/^[a-z][a-z0-9]*$/, 'must be a plugin name such as qemu')
export type PluginId = z.infer<typeof PluginId>
export type StepId = string
