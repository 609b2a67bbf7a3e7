import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MachineId } from '../../../shared/model/id.ts'
import { type Login, SecretRef } from '../../../shared/model/machine.ts'
import type { Question } from '../../../shared/model/question.ts'
import type { Shell } from '../../../shared/plugin/shell.ts'
import { openSessions } from '../open.ts'
import type { Entrance, Sessions } from '../sessions.ts'
import type { Sshd } from './sshd.ts'

/** Sessions of a test: their own known_hosts, their own home, no agent unless named, and somebody who answers as told. */
export interface TestSessions extends Sessions {
  readonly folder: string
  readonly knownHosts: string
  /** What was asked so far. */
  readonly asked: readonly Omit<Question, 'id'>[]
}

export interface TestPerson {
  /** The choice at every question; null is nobody there. */
  readonly answer?: string | null
  /** What is kept under `secret:it`. */
  readonly secret?: string
  readonly agent?: string | null
}

export function testSessions({ answer = null, secret, agent = null }: TestPerson = {}): TestSessions {
  const folder = mkdtempSync(join(tmpdir(), 'sc-user-'))
  const knownHosts = join(folder, '.ssh', 'known_hosts')
  const asked: Omit<Question, 'id'>[] = []
  const sessions = openSessions(
    {
      knownHosts,
      async ask(question) {
        asked.push(question)
        return answer
      },
      secret: async () => secret ?? null,
    },
    { own: { home: folder, agent }, env: { ...process.env, SERVICECOMPOSER_SCRATCH: folder } },
  )
  return {
    ...sessions,
    folder,
    knownHosts,
    asked,
    async [Symbol.asyncDispose]() {
      await sessions[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** How to enter a test's sshd: with its own key, and its host key known. */
export function entranceTo(sshd: Sshd, through: Shell, name = 'web', login: Partial<Login> = {}): Entrance {
  return {
    machine: MachineId.parse(`machine:${name}`),
    name,
    login: { user: sshd.user, keys: [sshd.keyFile], knownHosts: sshd.knownHosts, secret: null, ...login },
    endpoint: { service: 'ssh', port: 22, at: { host: sshd.host, port: sshd.port } },
    through,
  }
}

/** The name under which `testSessions` keeps its secret. */
export const theSecret = SecretRef.parse('secret:it')
/** A signal that never ends, for who has nothing to cancel. */
export const never = new AbortController().signal
