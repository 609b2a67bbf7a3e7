import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { desk, lab } from './command/testing/cli.ts'

const problem = (code: string) => ({ problem: expect.objectContaining({ code, severity: 'error', hint: expect.any(String) }) })

test('launching a file must take it in, show the plan, tell each step, and leave nothing but the inventory', async () => {
  const { home, data, run, write } = await desk()
  const file = await write('lab.yaml', lab({ host: '', web: '' }))
  const launched = await run('launch', file)
  expect([launched.errors, launched.code]).toEqual(['', 0])
  expect(launched.out.replaceAll(/^\d\d:\d\d:\d\d/gm, 'TIME')).toBe(
    `start host                                seen off, wanted ready
start web    on host   after start host   seen off, wanted ready
TIME  …         start host
TIME  done      start host
TIME  …         start web
TIME  done      start web
Lab is up.
`,
  )
  expect(await readdir(data)).toEqual(['inventory.sqlite'])
  expect(await readdir(join(home, 'servicecomposer'))).toEqual([])
})

test('a file that is taken in twice must change nothing, and one that was changed must change what it says', async () => {
  const { run, write } = await desk()
  const file = await write('lab.yaml', lab({ host: '' }))
  expect((await run('import', file, '--dry')).out).toBe('Would change 3 entries.\n')
  expect((await run('import', file)).out).toBe('Changed 3 entries.\n')
  expect((await run('import', file)).out).toBe('Nothing to change: all of it is there already.\n')
  await writeFile(file, lab({ host: 'memoryMib: 128' }))
  const [changed] = (await run('import', file, '--json')).json()
  expect(changed).toMatchObject({ edit: { 'machine:host': [{}, { options: { memoryMib: 128 } }] }, workspaces: ['workspace:lab'] })
  expect((await run('list')).out).toMatch(/^ {2}Lab +workspace:lab\n$/)
})

test('an export must be the file that can be taken in again, and never write over another without being told', async () => {
  const { home, run, write } = await desk()
  await run('import', await write('lab.yaml', lab({ host: '', web: '' })))
  const target = await write('out.yaml', 'precious\n')
  const refused = await run('export', 'Lab', '-o', target)
  expect([refused.code, refused.out]).toEqual([1, ''])
  expect(refused.errors).toContain('(file.exists)')
  expect(await readFile(target, 'utf8')).toBe('precious\n')

  const replaced = await run('export', 'Lab', '-o', target, '--replace', '--json')
  expect([replaced.code, replaced.json()]).toEqual([0, [{ file: target }]])
  expect((await run('export', 'lab')).out).toBe(await readFile(target, 'utf8'))
  expect((await run('import', target)).out).toBe('Nothing to change: all of it is there already.\n')
  expect((await readdir(home)).filter((name) => name.startsWith('.'))).toEqual([])
})

test('with --json nothing but JSON must be on the output, whatever the verb, and problems must be in it', async () => {
  const { run, write } = await desk()
  const file = await write('lab.yaml', lab({ host: '', web: 'failOn: [start]' }))
  const bad = await write('bad.yaml', lab({ host: 'bootMs: soon' }).replace('Lab', '5'))
  const said = async (...words: string[]) => {
    const { code, json } = await run(...words, '--json')
    return [code, json()]
  }
  const launched = await run('launch', file, '--json')
  const lines = launched.json()
  expect([launched.code, launched.errors]).toEqual([1, ''])
  expect(lines[0]).toMatchObject({ plan: { goal: 'up' }, digest: expect.any(String) })
  expect(lines.at(-1)).toMatchObject({ verdict: 'failed', problems: [{ code: 'sim.refused' }] })

  expect(await said('list')).toEqual([0, [[{ id: 'workspace:lab', name: 'Lab', starred: false, tags: [] }]]])
  expect(await said('status')).toMatchObject([0, [[{ name: 'Lab', state: 'off', seen: [{ condition: 'off' }, { condition: 'off' }] }]]])
  expect(await said('plan', 'Lab', '--down')).toMatchObject([0, [{ plan: { goal: 'down', steps: [] } }]])
  expect(await said('stop', 'Lab')).toMatchObject([0, [{ plan: { steps: [] } }, { verdict: 'done' }]])
  expect(await said('export', 'Lab')).toEqual([0, [{ text: expect.stringContaining('format: servicecomposer') }]])
  expect(await said('import', bad)).toMatchObject([
    1,
    [{ problems: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]) }],
  ])
  expect(await said('import', 'nowhere.yaml')).toEqual([1, [problem('file.unreadable')]])
  expect(await said('stop', 'Nothing')).toEqual([1, [problem('workspace.unknown')]])
  expect((await said('doctor'))[1]).toEqual([expect.arrayContaining([expect.objectContaining({ name: 'Node', state: 'ok' })])])
  expect(await said('launch')).toEqual([2, [problem('cli.usage')]])
  expect(await said('fly')).toEqual([2, [problem('cli.usage')]])
  expect(await said('serve', '--port', 'ten')).toEqual([2, [problem('daemon.usage')]])
  expect(await said('help', 'launch')).toEqual([0, expect.arrayContaining([{ text: expect.stringContaining('Ctrl-C') }])])
})

test('what is misused must be told on the error stream with exit code 2, and help must not be an error', async () => {
  const { run } = await desk()
  const misused = await run('launch')
  expect([misused.code, misused.out]).toEqual([2, ''])
  expect(misused.errors).toBe("error: missing required argument 'workspace'\n(servicecomposer --help lists the verbs)\n")
  const help = await run('--help')
  expect([help.code, help.errors]).toEqual([0, ''])
  for (const verb of [
    'launch',
    'stop',
    'suspend',
    'resume',
    'reset',
    'save',
    'plan',
    'who-needs',
    'retry',
    'continue',
    'take-back',
    'leave',
    'runs',
    'status',
  ]) {
    expect(help.out).toMatch(new RegExp(`^ {2}${verb} `, 'm'))
  }
})

test('a failure must be told once, taken back where the workspace wishes it, and be awaited to the end', async () => {
  const { run, write } = await desk()
  const { code, out, errors } = await run(
    'launch',
    await write('lab.yaml', lab({ host: '', web: 'failOn: [start]' }, ', onFailure: unwind')),
  )
  expect([code, errors]).toEqual([1, ''])
  expect(out.match(/web refuses to start/g)).toHaveLength(1)
  expect(out).toMatch(
    /FAILED {4}start web[\s\S]*What came up is taken back\.[\s\S]*done {6}stop host\nLab: failed; what had come up was taken back\.\n$/,
  )
})

test('a file with bad fields must be told with all of them, and change nothing', async () => {
  const { run, write } = await desk()
  const file = await write('lab.yaml', lab({ host: '', web: '' }).replace('on: host', 'on: ghost, after: [nobody]'))
  const { code, out, errors } = await run('launch', file)
  expect([code, out]).toEqual([1, ''])
  expect(errors).toMatch(/ghost[\s\S]*nobody/)
  expect(errors.match(/^error:/gm)).toHaveLength(1)
  expect((await run('list')).out).toContain('No service-workspaces yet')
})
