import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MachineId } from '../../shared/model/id.ts'
import type { Question } from '../../shared/model/question.ts'
import { fingerprint, type Host, hostKeys } from './hostkeys.ts'
import { knownHostsLine } from './known-hosts.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sc-keys-'))
  file = join(folder, 'ssh', 'known_hosts')
})
afterEach(() => rmSync(folder, { recursive: true }))

const keyOf = (fill: number, type = 'ssh-ed25519') => {
  const name = Buffer.from(type)
  return Buffer.concat([Buffer.from([0, 0, 0, name.length]), name, Buffer.from([0, 0, 0, 32]), Buffer.alloc(32, fill)])
}
const web: Host = { machine: MachineId.parse('machine:web'), name: 'web', alias: 'web', ownFile: null, otherName: null }
const keys = (answer: string | null) => {
  const asked: Omit<Question, 'id'>[] = []
  const ask = async (question: Omit<Question, 'id'>) => {
    asked.push(question)
    return answer
  }
  return { asked, ...hostKeys({ knownHosts: file, ask }) }
}
const code = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code, about: 'machine:web' }) })

test('a key that was never seen must be asked for once, with its fingerprint, and remembered in a private file', async () => {
  const { check, asked } = keys('trust')
  await check(web, keyOf(1))
  await check(web, keyOf(1))
  expect(asked.map(({ message }) => message.includes(fingerprint(keyOf(1))))).toEqual([true])
  expect(readFileSync(file, 'utf8')).toBe(knownHostsLine('web', keyOf(1)))
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'ssh')).mode & 0o777).toBe(0o700)
})

test('two who meet the same unknown key at once must share one question', async () => {
  const { check, asked } = keys('trust')
  await Promise.all([check(web, keyOf(1)), check({ ...web, name: 'web again' }, keyOf(1))])
  expect(asked).toHaveLength(1)
  expect(readFileSync(file, 'utf8')).toBe(knownHostsLine('web', keyOf(1)))
})

test('a key that is refused, or that nobody is there to trust, must not be remembered', async () => {
  await expect(keys('refuse').check(web, keyOf(1))).rejects.toEqual(code('ssh.hostkey-refused'))
  await expect(keys(null).check(web, keyOf(1))).rejects.toEqual(code('ssh.hostkey-refused'))
  await expect(keys('something else').check(web, keyOf(1))).rejects.toEqual(code('ssh.hostkey-refused'))
  expect(() => statSync(file)).toThrow()
})

test('a key other than the known one must be refused without asking, and the file and line must be named', async () => {
  await keys('trust').check({ ...web, alias: 'other' }, keyOf(9))
  await keys('trust').check(web, keyOf(1))
  const { check, asked } = keys('trust')
  await expect(check(web, keyOf(2))).rejects.toMatchObject({
    problem: {
      code: 'ssh.hostkey-changed',
      message: expect.stringContaining(`${file}, line 2`),
      hint: expect.stringContaining(`line 2 of ${file}`),
    },
  })
  expect(asked).toEqual([])
})

test('a revoked key must be refused, even where another line knows it', async () => {
  const own = join(folder, 'own')
  writeFileSync(own, knownHostsLine('web', keyOf(1)) + knownHostsLine('@revoked web', keyOf(1)))
  await expect(keys('trust').check({ ...web, ownFile: own }, keyOf(1))).rejects.toEqual(code('ssh.hostkey-changed'))
})

test("a machine's own file must be trusted, also under the port it is forwarded to; the user's file not under such a name", async () => {
  const own = join(folder, 'own')
  writeFileSync(own, knownHostsLine('[127.0.0.1]:2201', keyOf(1)))
  const guest: Host = { ...web, otherName: '[127.0.0.1]:2201' }
  const { check, asked } = keys(null)
  await check({ ...guest, ownFile: own }, keyOf(1))
  expect(asked).toEqual([])
  await expect(hostKeys({ knownHosts: own, ask: async () => null }).check(guest, keyOf(1))).rejects.toEqual(code('ssh.hostkey-refused'))
})

test("a key other than that of the machine's own file must be refused without asking, under whichever name it stands there", async () => {
  const own = join(folder, 'own')
  writeFileSync(own, knownHostsLine('[127.0.0.1]:*', keyOf(1)))
  const { check, asked } = keys('trust')
  await expect(check({ ...web, otherName: '[127.0.0.1]:2201', ownFile: own }, keyOf(2))).rejects.toEqual(code('ssh.hostkey-changed'))
  expect(asked).toEqual([])
})

test('a line without its final newline must not swallow the next', async () => {
  const { check } = keys('trust')
  await check(web, keyOf(1))
  writeFileSync(file, readFileSync(file, 'utf8').trimEnd())
  await check({ ...web, alias: 'db' }, keyOf(2))
  expect(readFileSync(file, 'utf8')).toBe(knownHostsLine('web', keyOf(1)) + knownHostsLine('db', keyOf(2)))
})

test('a known kind of key must be asked for first, and a key of another kind must be pointed out in the question', async () => {
  const rsa = keyOf(1, 'ssh-rsa')
  const { check, preferred, asked } = keys('trust')
  expect((await preferred(web))[0]).toBe('ssh-ed25519')
  await check(web, rsa)
  expect((await preferred(web)).slice(0, 4)).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa', 'ssh-ed25519'])
  await check(web, keyOf(2))
  expect(asked[1]?.detail).toContain(`${file}:1 knows a key of another kind (ssh-rsa)`)
})

test('the authority of host certificates must be passed over, with a note', async () => {
  const own = join(folder, 'own')
  writeFileSync(own, knownHostsLine('@cert-authority *', keyOf(1)))
  const { check, asked } = keys('refuse')
  await expect(check({ ...web, ownFile: own }, keyOf(1))).rejects.toEqual(code('ssh.hostkey-refused'))
  expect(asked[0]?.detail).toContain(`${own}:1 names an authority`)
})
