import { expect, test } from 'vitest'
import { desk } from './testing/cli.ts'

/** A host that carries a guest with a terminal and a desktop. */
const lab = `format: servicecomposer
version: 1
machines:
  host: {plugin: sim, options: {bootMs: 20, stopMs: 20}}
  gis: {plugin: sim, options: {bootMs: 20, stopMs: 20}}
services:
  lab:
    components:
      host: {}
      gis:
        on: host
        sessions:
          shell: {plugin: cli, opens: by-hand}
          myApp: {plugin: vnc, opens: by-hand, options: {host: 127.0.0.1}}
workspaces:
  lab:
    name: Lab
    services: [lab]
    layouts:
      - screens: [left 1920x1080+0+0]
        windows:
          gis.shell: 50%x100%-0+0
`

async function served() {
  const { start, run, write } = await desk()
  await start('serve').until(/\n/)
  expect((await run('import', await write('lab.yaml', lab))).code).toBe(0)
  return async (...words: string[]) => {
    const { code, out, errors } = await run('ctys', ...words)
    return { code, out: out.replaceAll(/^\d\d:\d\d:\d\d .*\n/gm, ''), errors }
  }
}

test('a call must start what does not run, open the window, and from then on only move it', async () => {
  const ctys = await served()
  expect(await ctys('-a', 'create=l:myApp,connect', 'host')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('(ctys.not-running)'),
  })

  const dry = await ctys('-n', '-t', 'VNC', '-a', 'create=l:myApp,reuse', '-g', '300x200+30+100', 'host')
  expect(dry).toMatchObject({ code: 0 })
  expect(dry.out).toContain('start gis')
  expect(dry.out).toContain('gis, myApp: would open to 300x200+30+100.')
  expect((await ctys('-a', 'list')).out).toBe('Nothing runs.\n')

  const first = await ctys('-t', 'VNC', '-a', 'create=l:myApp,reuse', '-g', '300x200+30+100', 'host')
  expect(first).toMatchObject({ code: 0, errors: 'A browser places its tabs itself.\n' })
  expect(first.out).toContain('gis, myApp: opened to 300x200+30+100.\n')
  const again = async (mode: string) => (await ctys('-a', `create=l:myApp,${mode}`, '-g', '300x200+40+100', 'host[gis]')).out
  expect(await again('connect')).toBe('gis, myApp: moved to 300x200+40+100.\n')
  expect(await again('reconnect')).toBe('gis, myApp: ended its window, then opened to 300x200+40+100.\n')

  const listed = (await ctys('-a', 'list')).out.split('\n').map((line) => line.trim().split(/ +/))
  expect(listed).toEqual([
    ['host', 'sim', 'ready', 'localhost', 'Lab'],
    ['gis', 'sim', 'ready', 'host', 'Lab'],
    ['myApp', 'vnc', 'open', 'gis', 'Lab'],
    [''],
  ])
  expect((await ctys('-a', 'info=l:gis')).out).toContain('  vnc       myApp, its window is open\n')

  expect((await ctys('-t', 'VNC', '-a', 'cancel=l:myApp')).out).toBe('gis, myApp: closed; what it shows goes on.\n')
  expect((await ctys('-a', 'cancel=l:gis', 'host')).code).toBe(0)
  expect((await ctys('-t', 'SIM', '-a', 'list')).out.trim().split(/ +/)).toEqual(['host', 'sim', 'ready', 'localhost', 'Lab'])
})

test('with --json each call is one value; the plain size of a terminal counts its characters', async () => {
  const ctys = await served()
  expect((await ctys('-a', 'create=l:gis,console:none')).out).toContain('gis: runs, without a window.\n')
  const { out } = await ctys('--json', '-t', 'CLI', '-a', 'create=l:gis,connect', '-g', '80x24+0+0')
  expect(JSON.parse(out)).toMatchObject({
    call: 'create',
    session: 'session:gis.shell',
    how: 'opens',
    asked: { width: 652, height: 520 },
    seen: null,
  })
  expect((await ctys('-a', 'create=l:gis')).out).toBe('gis, shell: open where its layout wants it.\n')
})

test('what is not understood, and what names nothing, is pointed at', async () => {
  const ctys = await served()
  expect(await ctys('-t', 'VNC', '-a', 'create=l:myApp,reconect', 'host')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('  | ctys -t VNC -a create=l:myApp,reconect host\n  |                               ^\n'),
  })
  expect(await ctys('-t', 'VNC', '-a', 'create=l:myApp', 'pm9')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('  | ctys -t VNC -a create=l:myApp pm9\n  |                               ^\n'),
  })
  expect((await ctys('--help')).out).toContain('Usage: ctys [-t TYPE]')
})
