import Database from 'better-sqlite3'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { Damage } from './faults.ts'
import { migrate } from './migrate.ts'

/**
 * Opens, checks and migrates the file, and owns it until it is closed: the operating system frees the lock when the process dies. The
 * folder is 0700, the file 0600. Throws Damage, SQLite's own errors, and those of `migrate`; nothing stays open then.
 */
export function openDatabase(path: string): Database.Database {
  const inMemory = path === ':memory:'
  if (!inMemory) createFile(path)
  const database = new Database(path, { timeout: 250 })
  try {
    database.pragma('locking_mode = EXCLUSIVE')
    checkPages(database)
    migrate(database, path)
    if (!inMemory) database.pragma('journal_mode = WAL')
    database.pragma('foreign_keys = ON')
    // Enough against a crash of this process; `durably` is for what must survive a power cut too.
    database.pragma('synchronous = NORMAL')
    // The lock is taken by the first write, not by the pragma: take it now, so that a second owner is told at once.
    database.exec('BEGIN EXCLUSIVE; COMMIT')
    return database
  } catch (cause) {
    database.close()
    throw cause
  }
}

/** An existing file is never opened here: closing it again would drop the locks that SQLite holds on it in this process. */
function createFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (existsSync(path)) chmodSync(path, 0o600)
  else closeSync(openSync(path, 'wx', 0o600))
}

function checkPages(database: Database.Database): void {
  const found: unknown = database.pragma('quick_check(1)', { simple: true })
  if (found !== 'ok') throw new Damage(String(found))
}

/** What `act` writes has reached the disk, not only the operating system, when this returns. */
export function durably<T>(database: Database.Database, act: () => T): T {
  database.pragma('synchronous = FULL')
  try {
    return act()
  } finally {
    database.pragma('synchronous = NORMAL')
  }
}
