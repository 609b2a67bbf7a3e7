import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { knownHostsLine, readKnownHosts, speaksOf } from './known-hosts.ts'

const keyText = 'AAAAC3NzaC1lZDI1NTE5AAAAIA8eW8Jt9mS8p2Wq4b5Gk9j6iHkqR1o3VQvYyJp0m7uE'
const key = Buffer.from(keyText, 'base64')
const line = (hosts: string) => readKnownHosts(`${hosts} ssh-ed25519 ${keyText} comment\n`, 'file')[0]!
const speaks = (hosts: string, host: string) => speaksOf(line(hosts), host)

test('a plain line must speak of each name in it and of no other, in any case', () => {
  expect(['web', 'WEB', '10.0.0.1', 'we', 'web.example.org'].map((host) => speaks('web,10.0.0.1', host))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})

test('a line for another port must only speak of that port', () => {
  expect(['[web]:2222', 'web', '[web]:22'].map((host) => speaks('[web]:2222', host))).toEqual([true, false, false])
})

test('wildcards must fit as ssh reads them, and an exception must win wherever it stands', () => {
  expect(['a.lab', 'b.lab', '.lab', 'lab', 'axlab'].map((host) => speaks('*.lab,!b.lab', host))).toEqual([true, false, true, false, false])
  expect(['n1', 'n12', 'n'].map((host) => speaks('n?', host))).toEqual([true, false, false])
})

test('lines hashed by ssh-keygen itself must speak of the names they hide', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sc-known-'))
  const file = join(folder, 'known_hosts')
  writeFileSync(file, knownHostsLine('web', key) + knownHostsLine('[db.lab]:2222', key))
  execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'ignore' })
  const text = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  expect(text).not.toContain('web')
  const known = readKnownHosts(text, file)
  expect(known.map((entry) => speaksOf(entry, 'web'))).toEqual([true, false])
  expect(known.map((entry) => speaksOf(entry, '[db.lab]:2222'))).toEqual([false, true])
})

test('markers must be told, and what is no line about a key must be passed over', () => {
  const text = [
    '# a comment',
    '',
    'web ssh-ed25519',
    `@revoked web ssh-ed25519 ${keyText}`,
    `@cert-authority *.lab ssh-ed25519 ${keyText}`,
    `@unheard-of web ssh-ed25519 ${keyText}`,
    `  web ssh-ed25519 ${keyText}`,
    '|1|broken ssh-ed25519 AAAA',
  ].join('\n')
  const known = readKnownHosts(text, 'file')
  expect(known.map(({ line, marker, hosts }) => [line, marker, hosts])).toEqual([
    [4, 'revoked', 'web'],
    [5, 'authority', '*.lab'],
    [7, null, 'web'],
    [8, null, '|1|broken'],
  ])
  expect(speaksOf(known[3]!, 'web')).toBe(false)
})
