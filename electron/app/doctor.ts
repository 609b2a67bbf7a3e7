import { access, constants, readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Check } from '../../shared/contract/contract.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Plugin, Probe } from '../../shared/plugin/plugin.ts'
import type { Vault } from '../inventory/vault.ts'
import type { Desk } from './desk.ts'

export interface DoctorParts {
  readonly plugins: readonly Plugin[]
  readonly desk: Desk
  readonly vault: Vault
  readonly env: NodeJS.ProcessEnv
  /** The Chromium of this computer. */
  readonly chromium: string | null
  /** What the root met before there was anybody to tell. */
  readonly foundAtStart: readonly Problem[]
  /** The data folder. */
  readonly data: string
  probe(plugin: Plugin): Promise<Probe>
}

const OLDEST_NODE = 22

/** What is here and what is missing, each with what to do about it. */
export async function examine(parts: DoctorParts): Promise<Check[]> {
  const { plugins, env } = parts
  const kinds = Promise.all(plugins.map(async (plugin) => pluginCheck(plugin, await parts.probe(plugin))))
  return [
    nodeCheck(),
    await sqliteCheck(),
    ...(await kinds),
    agentCheck(env),
    chromiumCheck(parts.chromium),
    await electronCheck(env),
    displayCheck(env),
    keyCheck(parts.vault),
    deskCheck(parts.desk),
    ...parts.foundAtStart.map(startCheck),
    ...(await keptAside(parts.data)),
  ]
}

function nodeCheck(): Check {
  const fits = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE
  const check: Check = { name: 'Node', state: fits ? 'ok' : 'missing', found: process.versions.node }
  return fits ? check : { ...check, hint: `At least Node ${OLDEST_NODE} is needed.` }
}

async function sqliteCheck(): Promise<Check> {
  try {
    const { default: Database } = await import('better-sqlite3')
    const database = new Database(':memory:')
    const version: unknown = database.prepare('SELECT sqlite_version()').pluck().get()
    database.close()
    return { name: 'SQLite', state: 'ok', found: String(version) }
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause)
    return { name: 'SQLite', state: 'missing', found, hint: 'Install the packages again: npm ci' }
  }
}

function pluginCheck(plugin: Plugin, { usable, version, problems }: Probe): Check {
  const [first] = problems
  const check: Check = {
    name: plugin.title,
    state: usable ? (first ? 'limited' : 'ok') : 'missing',
    found: first?.message ?? version ?? (usable ? 'works here' : 'cannot work here'),
  }
  return first?.hint === undefined ? check : { ...check, hint: first.hint }
}

const agentCheck = (env: NodeJS.ProcessEnv): Check => {
  const socket = env['SSH_AUTH_SOCK']
  if (socket) return { name: 'SSH agent', state: 'ok', found: socket }
  return {
    name: 'SSH agent',
    state: 'limited',
    found: 'none is running',
    hint: 'Key files named in a login still work; an agent saves typing passphrases.',
  }
}

function chromiumCheck(found: string | null): Check {
  if (found) return { name: 'Chromium', state: 'ok', found }
  return {
    name: 'Chromium',
    state: 'limited',
    found: 'not found',
    hint: 'Without it windows are tabs of your own browser. Debian, Ubuntu: apt install chromium',
  }
}

/** Looks at the package's files only: to load it would start a download. */
async function electronCheck(env: NodeJS.ProcessEnv): Promise<Check> {
  const running = process.versions['electron']
  if (running) return { name: 'Electron', state: 'ok', found: running }
  const missing: Check = {
    name: 'Electron',
    state: 'limited',
    found: 'its runtime is not here',
    hint: 'It is downloaded when the desktop app starts for the first time: npm start',
  }
  try {
    const home = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
    const program = await readFile(join(home, 'path.txt'), 'utf8')
    const path = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(home, 'dist'), program.trim())
    return (await isProgram(path)) ? { name: 'Electron', state: 'ok', found: path } : missing
  } catch {
    return missing
  }
}

function displayCheck(env: NodeJS.ProcessEnv): Check {
  if (process.platform === 'darwin' || process.platform === 'win32') return { name: 'Display', state: 'ok', found: process.platform }
  const display = env['WAYLAND_DISPLAY'] ?? env['DISPLAY']
  if (display) return { name: 'Display', state: 'ok', found: display }
  return {
    name: 'Display',
    state: 'limited',
    found: 'none',
    hint: 'Windows cannot be opened here; use the link of the daemon in a browser.',
  }
}

const keyCheck = ({ strength }: Vault): Check =>
  strength === 'keyring'
    ? { name: 'Secrets', state: 'ok', found: 'protected by the keyring of the system' }
    : {
        name: 'Secrets',
        state: 'limited',
        found: 'protected by a key file that only you can read',
        hint: 'Where a keyring exists the desktop app uses it.',
      }

const deskCheck = ({ kind }: Desk): Check => ({ name: 'Desk', state: kind === 'none' ? 'limited' : 'ok', found: kind })

const startCheck = ({ title, message, hint }: Problem): Check => ({
  name: title,
  state: 'limited',
  found: message,
  ...(hint !== undefined && { hint }),
})

/** Damaged inventories of earlier days: nobody but a person may throw them away. */
async function keptAside(data: string): Promise<Check[]> {
  const kept = (await readdir(data)).filter((name) => /\.corrupt-[^/]*\d$/.test(name))
  return kept.map((name) => ({
    name: 'Inventory',
    state: 'limited',
    found: `one that was damaged is kept as ${join(data, name)}`,
    hint: 'Import what you exported, or a copy from a backup; when nothing is missing, remove this file.',
  }))
}

const isProgram = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
