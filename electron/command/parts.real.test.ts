import { expect, test } from 'vitest'
import { desk } from './testing/cli.ts'

/** A host with two guests, one of them after the other, and another workspace with a guest on the same host. */
const two = `format: servicecomposer
version: 1
machines:
  host: {plugin: sim, options: {bootMs: 20, stopMs: 20, memoryMib: 512}}
  web: {plugin: sim, options: {bootMs: 20, stopMs: 20, memoryMib: 300}}
  db: {plugin: sim, options: {bootMs: 20, stopMs: 20, memoryMib: 100}}
  batch: {plugin: sim, options: {bootMs: 20, stopMs: 20, memoryMib: 100}}
services:
  lab:
    components:
      host: {}
      db: {on: host}
      web: {on: host, after: [db]}
  night:
    components:
      ground: {machine: host}
      batch: {on: ground}
workspaces:
  lab: {name: Lab, services: [lab]}
  night: {name: Night, services: [night]}
`

test('a part must be started with what carries it, shown with who needs it, refused while it is needed, and stopped with all who need it', async () => {
  const { start, run, write } = await desk()
  const served = start('serve')
  await served.until(/\n/)
  const said = async (...words: string[]) => {
    const { code, out, errors } = await run(...words)
    return { code, text: `${out}${errors}`.replaceAll(/^\d\d:\d\d:\d\d .*\n/gm, '') }
  }
  expect((await said('import', await write('two.yaml', two))).code).toBe(0)
  const db = await said('launch', 'Lab', '--only', 'db')
  expect(db).toEqual({
    code: 0,
    text: `start host                                seen off, wanted ready
start db     on host   after start host   seen off, wanted ready
The part of Lab is up.
`,
  })
  expect((await said('launch', 'Night')).code).toBe(0)

  // With db and batch up there is no room for web.
  const refused = await said('launch', 'Lab', '--from', 'db')
  expect(refused.code).toBe(1)
  expect(refused.text).toContain('its guests want 500: db 100, batch 100, web 300.')
  expect(refused.text).toContain('To start it all the same, say: --override memory:web\n')
  expect((await said('launch', 'Lab', '--from', 'db', '--override', 'memory:web')).code).toBe(0)

  expect(await said('who-needs', 'Lab', 'host')).toEqual({
    code: 0,
    text: `db stands on host: Lab, seen ready
web stands on host: Lab, seen ready
batch stands on host: Night, seen ready
Night uses host
`,
  })
  const needed = await said('stop', 'Lab', '--only', 'host')
  expect(needed.code).toBe(1)
  expect(needed.text).toContain('(stop.needed)\nTo stop it and all who need it, say: --with-dependants\n')
  const slept = await said('suspend', 'Lab', '--only', 'host')
  expect([slept.code, slept.text]).toEqual([
    0,
    expect.stringMatching(/^suspend web [\s\S]*suspend host [\s\S]*The part of Lab sleeps\.\n$/),
  ])
  expect((await said('resume', 'Lab', '--only', 'host')).text).toMatch(
    /^resume host [\s\S]*resume db [\s\S]*resume web [\s\S]*is awake\.\n$/,
  )

  const stopped = await run('stop', 'Lab', '--only', 'host', '--with-dependants', '--json')
  expect([stopped.code, stopped.errors]).toEqual([0, ''])
  const [plan] = stopped.json()
  expect(plan).toMatchObject({ plan: { steps: [{}, {}, {}, { name: 'host' }] }, needing: [{ name: 'db' }, {}, {}, { how: 'uses' }] })
  expect((await said('status')).text).not.toMatch(/ready|starting/)
})

test('what a run left must be tried again, taken back or left, by its id or the start of it', async () => {
  const { start, run, write } = await desk()
  const served = start('serve')
  await served.until(/\n/)
  const failing = two.replace('memoryMib: 300', 'failOn: [start]')
  await run('import', await write('two.yaml', failing))
  expect((await run('launch', 'Lab')).code).toBe(1)
  const listed = (await run('runs', 'Lab', '--json')).json()
  expect(listed).toMatchObject([[{ workspace: 'workspace:lab', goal: 'up', verdict: 'failed', followUp: null }]])
  await run('import', await write('two.yaml', two.replace('memoryMib: 300', 'memoryMib: 100')))
  const again = await run('retry', 'last')
  expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^start web [\s\S]*Lab is up\.\n$/)])
  expect((await run('runs')).out).toMatch(/up +Lab: done\n.*up +Lab: failed, 1 failed, retried\n$/)

  const back = await run('take-back', 'last')
  expect([back.code, back.errors]).toEqual([0, ''])
  expect(back.out).toMatch(/done {6}stop web\n[\s\S]*done {6}stop host\nIt is taken back\.\n$/)
  const left = await run('leave', 'last')
  expect([left.code, left.out]).toEqual([0, 'It is left as it is.\n'])
  const unknown = await run('continue', 'nothing', '--json')
  expect([unknown.code, unknown.json()]).toMatchObject([1, [{ problem: { code: 'run.unknown' } }]])
})
