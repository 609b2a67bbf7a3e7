import type Database from 'better-sqlite3'
import type { SecretRef } from '../../shared/model/machine.ts'
import { durably } from './database.ts'

/** Encrypted secrets. What is in them only the vault can tell. */
export interface Secrets {
  /** Replaces what was kept under the same name. */
  keep(ref: SecretRef, label: string, cipher: Uint8Array): void
  cipher(ref: SecretRef): Uint8Array | null
}

export function openSecrets(database: Database.Database, now: () => number): Secrets {
  const put = database.prepare<[string, string, Uint8Array, number]>(
    `INSERT INTO secret (ref, label, cipher, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (ref) DO UPDATE SET label = excluded.label, cipher = excluded.cipher, at = excluded.at`,
  )
  const get = database.prepare<[string], Uint8Array>('SELECT cipher FROM secret WHERE ref = ?').pluck()
  return {
    keep(ref, label, cipher) {
      durably(database, () => put.run(ref, label, cipher, now()))
    },
    cipher: (ref) => get.get(ref) ?? null,
  }
}
