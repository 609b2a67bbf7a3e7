import { randomUUID } from 'node:crypto'
import { SecretRef } from '../../shared/model/machine.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Vault } from '../inventory/vault.ts'

/** Secrets go in from the screen and come out only inside a step. */
export interface Secrets {
  keep(label: string, value: string): Promise<SecretRef>
  /** Null when this reference is not known here, such as in a document from another computer. */
  reveal(ref: SecretRef): Promise<string | null>
}

export const openSecrets = (inventory: Inventory, vault: Vault): Secrets => ({
  async keep(label, value) {
    const ref = SecretRef.parse(`secret:${randomUUID()}`)
    inventory.keepSecret(ref, label, await vault.seal(value))
    return ref
  },
  async reveal(ref) {
    const cipher = inventory.cipher(ref)
    return cipher ? vault.open(cipher) : null
  },
})
