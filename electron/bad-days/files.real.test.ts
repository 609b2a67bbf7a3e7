import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cliProgram, desk, lab } from '../command/testing/cli.ts'
import { openInventory } from '../inventory/open.ts'
import { liveSockets } from '../sessions/testing/left.ts'
import { guest } from './testing/whole.ts'

const sound = lab({ host: '', web: '' })

test.each([
  ['of an unknown kind of machine', sound.replace('plugin: sim', 'plugin: abacus'), 'plugin.unknown', /abacus/],
  ['with a circle of on', sound.replace('host: {}', 'host: {on: web}'), 'document.invalid', /host[\s\S]*web/],
  ['with a circle of on and after', sound.replace('host: {}', 'host: {after: [web]}'), 'document.invalid', /host[\s\S]*web/],
  ['that names a missing machine', sound.replace('host: {}', 'host: {machine: ghost}'), 'document.invalid', /ghost/],
])('a file %s must end in one problem that names it, and start nothing', async (_, text, code, words) => {
  const { home, data, run, write } = await desk()
  const { code: exit, out, errors } = await run('launch', await write('bad.yaml', text))
  expect([exit, errors.match(/^error:/gm)?.length]).toEqual([1, 1])
  expect(errors).toContain(`(${code})`)
  expect(errors).toMatch(words)
  expect(errors).toMatch(/\n {2}try: \w/)
  expect(out).not.toMatch(/done|FAILED/)
  expect(await readdir(data)).toEqual(['inventory.sqlite'])
  expect(await liveSockets(home)).toEqual([])
})

test('without QEMU a start must be refused with the package that brings it, before anything is begun', async () => {
  const { home, write, start } = await desk({ PATH: '/nowhere' })
  const bin = join(home, 'bin')
  await mkdir(bin)
  for (const tool of ['ls', 'mkdir', 'tee', 'sh', 'cat']) await symlink(join('/bin', tool), join(bin, tool))
  const { code, out, errors } = await start('launch', await write('lab.yaml', guest('acceleration: emulated'))).ended
  expect([code, errors.match(/^error:/gm)?.length]).toEqual([1, 1])
  expect(errors).toMatch(/\(qemu\.absent\)/)
  expect(errors).toContain('apt-get install qemu-system-x86')
  expect(out).not.toContain('…')
  expect(await readdir(join(home, 'servicecomposer'))).toEqual([])
})

test('a damaged inventory must be kept aside as it is, be told at once, and be named by the doctor ever after', async () => {
  const { data, run } = await desk()
  await mkdir(data)
  const garbage = 'this is no database, but it was somebody’s work\n'.repeat(100)
  await writeFile(join(data, 'inventory.sqlite'), garbage)
  const listed = await run('list', '--json')
  expect([listed.code, listed.json()]).toEqual([0, [[]]])
  expect(JSON.parse(listed.errors)).toMatchObject({ problem: { code: 'inventory.corrupt', severity: 'warning' } })
  const kept = (await readdir(data)).find((name) => name.includes('corrupt')) ?? ''
  expect(await readFile(join(data, kept), 'utf8')).toBe(garbage)
  expect((await run('list')).errors).toBe('')
  expect((await run('doctor')).out).toContain(`one that was damaged is kept as ${join(data, kept)}`)
})

test('a disk that fills up during a run must be told once, and neither stop the run nor harm what is kept', async () => {
  const { home, data, run, write } = await desk()
  const names = Array.from({ length: 40 }, (_, index) => `m${index}`)
  await run('import', await write('lab.yaml', lab(Object.fromEntries(names.map((name) => [name, ''])))))
  // No file may grow over this, in kB: what a quota or a full disk does, without needing either.
  const limited = ['-c', 'ulimit -f 300; exec "$@"', 'bash', process.execPath, cliProgram, '--data', data, 'launch', 'Lab']
  const child = spawn('bash', limited, {
    env: { ...process.env, HOME: home, SERVICECOMPOSER_SCRATCH: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  await once(child, 'close')
  expect([child.exitCode, out.trim().split('\n').at(-1)]).toEqual([0, 'Lab is up.'])
  expect(errors.match(/\(inventory\.full\)/g)).toHaveLength(1)
  expect((await readdir(data)).filter((name) => !/^(inventory\.sqlite|engine\.log)$/.test(name))).toEqual([])
  using again = openInventory(join(data, 'inventory.sqlite'))
  expect(again.entries()).toHaveLength(42)
})
