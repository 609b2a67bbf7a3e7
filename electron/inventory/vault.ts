/** Encrypts secrets at rest. Where no keyring exists the key is a file of mode 0600, and `strength` says so. */
export interface Vault {
  readonly strength: 'keyring' | 'key-file'
  seal(clear: string): Promise<Uint8Array>
  open(cipher: Uint8Array): Promise<string>
}
