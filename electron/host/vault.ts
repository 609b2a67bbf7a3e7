import { safeStorage } from 'electron'
import type { Vault } from '../inventory/vault.ts'

/**
 * The keyring of the system. Null where there is none: on Linux Electron would then "encrypt" with a constant that
 * everybody knows, so the caller must take the key file instead.
 */
export async function keyringVault(platform: NodeJS.Platform = process.platform): Promise<Vault | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return null
  return {
    strength: 'keyring',
    seal: async (clear) => new Uint8Array(await safeStorage.encryptStringAsync(clear)),
    open: async (cipher) => (await safeStorage.decryptStringAsync(Buffer.from(cipher))).result,
  }
}
