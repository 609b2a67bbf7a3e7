import { z } from 'zod'
import { Locator } from './address.ts'
import { MachineId, PluginId } from './id.ts'

export const SecretRef = z.string().startsWith('secret:').brand<'secret'>()
export type SecretRef = z.infer<typeof SecretRef>

/** What a plugin's own schema checks; the model only promises that it is plain data. */
export const Options = z.record(z.string(), z.json())
export type Options = z.infer<typeof Options>

/** How the next level is entered over SSH. Paths are files on this computer; `~` is the home folder. */
export const Login = z.strictObject({
  user: z.string().min(1),
  /** Private key files, tried in order; besides them the SSH agent is asked. */
  keys: z.array(z.string()).default([]),
  /** A known_hosts file to trust besides the user's own; null for none. */
  knownHosts: z.string().nullable().default(null),
  /** The password, or the passphrase of a key. */
  secret: SecretRef.nullable().default(null),
})
export type Login = z.infer<typeof Login>

/** Something that can run: a box, a guest, a login. Facts only; its condition is observed, never stored. */
export const Machine = z.strictObject({
  type: z.literal('machine'),
  id: MachineId,
  label: z.string().min(1),
  plugin: PluginId,
  home: MachineId.nullable().default(null),
  locator: Locator.default({}),
  login: Login.nullable().default(null),
  options: Options.default({}),
  optionsVersion: z.int().min(0).default(0),
  tags: z.array(z.string()).default([]),
  /** The kinds of guests that its system can carry (the original's STACKCAP); null where that was not said. */
  hosts: z.array(PluginId).nullable().default(null),
  /** Where it may run (the original's EXECLOCATION): one of these must be below it; `ground` is this computer. Null is anywhere. */
  mayRunOn: z
    .array(z.union([MachineId, z.literal('ground')]))
    .nullable()
    .default(null),
})
export type Machine = z.infer<typeof Machine>

/** `on` = powered; `ready` = powered, and every readiness probe has passed. */
export const Condition = z.enum(['absent', 'off', 'starting', 'on', 'ready', 'paused', 'stopping', 'unknown'])
export type Condition = z.infer<typeof Condition>
/** Whether nothing of it runs, and everybody can see that. */
export const isGone = (condition: Condition | null | undefined): boolean => condition === 'off' || condition === 'absent'
