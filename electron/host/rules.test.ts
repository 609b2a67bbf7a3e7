import { expect, test } from 'vitest'
import type { SessionId } from '../../shared/model/id.ts'
import type { Placement } from '../../shared/model/layout.ts'
import type { TrayChoice } from '../app/choose.ts'
import { trayMenu } from './menu.ts'
import { quitQuestion } from './quit.ts'
import { mayNavigate, mayOpenOutside, maySpeak, pageOf, windowOptions } from './rules.ts'

const gis = 'session:gis.vnc' as SessionId
const placement: Placement = { screen: 1, desktop: null, x: 10, y: 20, width: 300, height: 200, show: 'normal' }
const screens = [
  { name: 'left', x: 0, y: 0, width: 1920, height: 1080 },
  { name: 'right', x: 1920, y: 0, width: 1280, height: 1024 },
]

test('every window is sandboxed, isolated and without Node, and only the app keeps its storage', () => {
  for (const key of ['app', gis] as const)
    expect(windowOptions(key, 't', { placement: null, screens }, '/p.cjs').webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      preload: '/p.cjs',
      partition: key === 'app' ? 'persist:app' : 'viewer',
    })
})

test('a window stands on its screen, and on the first one when its own is gone', () => {
  expect(windowOptions(gis, 'gis', { placement, screens }, '/p.cjs')).toMatchObject({ x: 1930, y: 20, width: 300, height: 200 })
  const lost = { placement: { ...placement, screen: 'gone' }, screens }
  expect(windowOptions(gis, 'gis', lost, '/p.cjs')).toMatchObject({ x: 10, y: 20, width: 300, height: 200 })
})

test.each([
  'https://evil.example/',
  'file:///etc/passwd',
  'app://other/index.html',
  'app://servicecomposer.evil/',
  'javascript:alert(1)',
  'http://127.0.0.1/',
  '',
])('a page may not go to %s, and nobody from there may speak', (url) => {
  expect(mayNavigate(url)).toBe(false)
  expect(maySpeak({ url, parent: null })).toBe(false)
})

test('only the main frame of our own page may speak', () => {
  expect(mayNavigate(pageOf(gis))).toBe(true)
  expect(maySpeak({ url: pageOf('app'), parent: null })).toBe(true)
  expect(maySpeak({ url: pageOf('app'), parent: {} })).toBe(false)
  expect(maySpeak(null)).toBe(false)
})

test('only plain web links leave the app', () => {
  expect(['https://example.org/', 'http://example.org/', 'file:///x', 'ssh://host', 'nonsense'].map(mayOpenOutside)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

test('quitting asks only when something runs, and names it', () => {
  expect(quitQuestion([])).toBeNull()
  expect(quitQuestion(['a', 'b', 'c', 'd', 'e'])?.message).toContain('a, b, c and 2 more')
  expect(quitQuestion(['a'])?.answers.map((answer) => answer.does)).toEqual(['leave', 'stop', 'stay'])
})

test('the tray shows each workspace with state and word, and its button does what it says', () => {
  const chosen: TrayChoice[] = []
  const workspace = {
    id: 'workspace:w' as never,
    name: 'Circus',
    state: 'ready' as const,
    detail: '3 of 3 machines',
    does: 'stop' as const,
  }
  const menu = trayMenu({ tooltip: 't', workspaces: [workspace] }, (choice) => chosen.push(choice))
  expect(menu.map((item) => item.label ?? item.type)).toEqual([
    '● Circus: ready, 3 of 3 machines',
    'separator',
    'Open ServiceComposer',
    'Quit',
  ])
  const [stop] = (menu[0]?.submenu ?? []) as { label: string; click(): void }[]
  expect(stop?.label).toBe('Stop')
  stop?.click()
  expect(chosen).toEqual([{ does: 'stop', workspace: 'workspace:w' }])
  expect(trayMenu({ tooltip: 't', workspaces: [] }, () => {})[0]?.enabled).toBe(false)
})
