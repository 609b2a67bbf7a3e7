import { expect, test } from 'vitest'
import { readText } from './read-text.ts'

const head = 'format: servicecomposer\nversion: 1\n'
/** What is told of a bad file: code, message, hint. */
const told = (text: string) => readText(text).problems.map(({ code, message, hint }) => [code, message, hint].filter(Boolean).join(' | '))

test.each([
  ['an empty file', '', 'document.format | line 1, column 1: format: this is not a ServiceComposer document'],
  ['a file that is no map', 'hello', 'document.format | line 1, column 1: format: this is not a ServiceComposer document'],
  ['something that is not YAML', 'a:\n\t- b', 'document.unreadable | line 2, column 1: Tabs are not allowed as indentation'],
  ['a second document', `${head}---\n${head}`, 'document.unreadable | line 3, column 1: A second document begins here; a file holds one.'],
  [
    'a key that stands twice',
    `${head}machines:\n  a: {plugin: sim}\n  a: {plugin: sim}\n`,
    'document.unreadable | line 5, column 3: "a" is given twice in one place',
  ],
  [
    'an alias of nothing',
    `${head}machines: {a: *b}`,
    'document.unreadable | Unresolved alias (the anchor must be set before the alias): b',
  ],
  ['a tag', `${head}machines: {a: {plugin: !foo sim}}`, 'document.unreadable | line 3, column 24: Unresolved tag: !foo'],
  [
    'a later version',
    'format: servicecomposer\nversion: 7',
    'document.version | line 2, column 10: version: the file has version 7; this program reads versions up to 1',
  ],
  [
    'no version',
    'format: servicecomposer',
    'document.version | line 1, column 1: version: the version is not said, or is not a whole number',
  ],
  [
    'a list nested too deep',
    `${head}machines: {a: {plugin: sim, options: {x: ${'['.repeat(100)}${']'.repeat(100)}}}}`,
    'document.unreadable | It is nested more than 64 levels deep.',
  ],
  [
    'a list nested absurdly deep',
    `${head}machines: {a: ${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    'document.unreadable | line 3, column',
  ],
  [
    'data that contains itself',
    `${head}machines: {a: {plugin: sim, options: &o {x: *o, y: *o}}}`,
    'document.unreadable | It is nested more than 64 levels deep.',
  ],
  ['a file of 33 MB', 'x'.repeat(33 * 1024 * 1024), 'document.too-big | It has 33 MB; a document may have up to 32 MB.'],
  [
    'a misspelt field',
    `${head}machines:\n  gis: {plugn: qemu}\n`,
    'document.invalid | line 4, column 9: machines.gis.plugn: this field is not known | Did you mean "plugin"?',
  ],
  [
    'a misspelt section',
    `${head}servces: {}\n`,
    'document.invalid | line 3, column 1: servces: this field is not known | Did you mean "services"?',
  ],
  [
    'a number where text belongs',
    `${head}machines:\n  gis: {plugin: qemu, label: 12}\n`,
    'document.invalid | line 4, column 30: machines.gis.label: Invalid input: expected string, received number | Write it in quotes: "12".',
  ],
  [
    'a field that is missing',
    `${head}machines:\n  gis:\n`,
    'document.invalid | line 4, column 7: machines.gis.plugin: this field is missing',
  ],
  [
    'a key with a space',
    `${head}machines: {"a b": {plugin: sim}}\n`,
    'document.invalid | line 3, column 19: machines.a b: must be 1 to 80 letters, digits, dots, dashes or underlines',
  ],
])('%s is refused, and told where', (_, text, message) => {
  expect(readText(text).entries).toEqual([])
  expect(told(text)[0]).toContain(message)
})

const component = (fields: string) => `${head}machines: {gis: {plugin: qemu}}\nservices:\n  a:\n    components:\n      gis: {${fields}}\n`

test.each([
  [
    'a misspelt setting of a probe',
    'ready: [{kind: http, prt: 80}]',
    'line 7, column 34: services.a.components.gis.ready.0.prt: this field is not known | Did you mean "port"?',
  ],
  [
    'a misspelt probe',
    'ready: [ssh-baner]',
    'line 7, column 21: services.a.components.gis.ready.0: Invalid option: expected one of "ssh-banner"|"ssh-login"|"http"|"guest-agent" | Did you mean "ssh-banner"?',
  ],
  [
    'a port that is text',
    'ready: [{kind: tcp-answer, port: high}]',
    'services.a.components.gis.ready.0.port: Invalid input: expected number, received string',
  ],
  [
    'a gate that does not exist',
    'after: [{gis: later}]',
    'services.a.components.gis.after.0.gis: Invalid option: expected one of "started"|"ready"',
  ],
  ['half a place', 'at: [1]', 'services.a.components.gis.at: Too small: expected array to have >=2 items'],
  ['a machine that is not there', 'machine: gsi', 'line 7, column 22: services.a.components.gis.machine: machine:gsi does not exist'],
  ['a carrier that is not there', 'on: host', 'line 7, column 17: services.a.components.gis.on: component:host is not a component of a'],
  [
    'waiting for what is not there',
    'after: [host]',
    'line 7, column 21: services.a.components.gis.after.0: component:host is not a component of a',
  ],
  ['waiting for itself', 'after: [gis]', 'line 7, column 12: services.a.components.gis: each waits for the next in a circle: gis → gis'],
  [
    'a machine and a service at once',
    'machine: gis, service: a',
    'services.a.components.gis.service: a component is either a machine or a service, not both',
  ],
  ['a service inside itself', 'service: a', 'services.a: it would contain itself: service:a → service:a'],
  ['a session without a plugin', 'sessions: {screen: }', 'services.a.components.gis.sessions.screen.plugin: this field is missing'],
])('a component with %s is refused, and told where', (_, fields, message) => {
  expect(told(component(fields)).join('\n')).toContain(message)
})

test('a window whose size is not one is refused, and told where', () => {
  const text = `${head}workspaces: {w: {layouts: [{windows: {a.b: 10x20, c.d: {geometry: 1x1+0+0, show: big}}}]}}\n`
  expect(told(text)).toEqual([
    'document.invalid | line 3, column 44: workspaces.w.layouts.0.windows.a.b: must be width x height + x + y, such as 800x600+0+40',
    'document.invalid | line 3, column 82: workspaces.w.layouts.0.windows.c.d.show: Invalid option: expected one of "normal"|"maximised"|"minimised"|"fullscreen" | Known here: normal, maximised, minimised, fullscreen.',
  ])
})

test('one key cannot stand for two components, not even in two services', () => {
  const text = `${head}machines: {a: {plugin: sim}}\nservices:\n  s: {components: {a: }}\n  t: {components: {a: }}\n`
  expect(told(text)).toEqual([
    'document.invalid | line 6, column 23: services.t.components.a: component:a is used also in s; every id stands for one thing | Give one of them another key; `name` may still be the same.',
  ])
})

test('a file that multiplies itself by aliases is refused at once', () => {
  const levels = [...'bcdefghij'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(',')}]`)
  expect(told(`${head}a: &a [x,x,x,x,x,x,x,x,x]\n${levels.join('\n')}`)[0]).toContain('document.unreadable')
})

test('every bad field is told, not only the first', () => {
  expect(told(`${head}machines:\n  a: {plugin: 1}\n  b: {plugin: sim, tags: x}\n  c: {plugin: sim, homee: a}\n`)).toHaveLength(3)
})

test('what may be left out, is: comments, empty sections, a machine of the same key, plain probes', () => {
  const text = `# by hand
${head}machines:
  gis: {plugin: qemu} # the map
services:
  lab:
    components:
      gis: {ready: [ssh-banner]}
      2: {machine: gis, after: [{gis: started}]}
      1: {machine: gis, on: gis, sessions: {shell: {plugin: cli}}}
workspaces:
`
  const { entries, problems } = readText(text)
  expect(problems).toEqual([])
  expect(entries.map((entry) => entry.id)).toEqual(['machine:gis', 'service:lab'])
  const lab = entries.find((entry) => entry.type === 'service')
  expect(
    lab?.components.map(({ id, is, on, after, ready, sessions }) => ({
      id,
      is,
      on,
      after,
      ready: ready.length,
      sessions: sessions.map((each) => [each.id, each.name]),
    })),
  ).toEqual([
    { id: 'component:gis', is: { machine: 'machine:gis' }, on: null, after: [], ready: 1, sessions: [] },
    {
      id: 'component:2',
      is: { machine: 'machine:gis' },
      on: null,
      after: [{ component: 'component:gis', gate: 'started' }],
      ready: 0,
      sessions: [],
    },
    {
      id: 'component:1',
      is: { machine: 'machine:gis' },
      on: 'component:gis',
      after: [],
      ready: 0,
      sessions: [['session:1.shell', 'shell']],
    },
  ])
})

test('the title must name whose field is wrong, also where it is an entry of a list', () => {
  const titles = (text: string) => readText(`${head}${text}`).problems.map(({ title }) => title)
  const stack = (web: string) => `machines: {m: {plugin: sim}}\nservices: {lab: {components: {web: {machine: m, ${web}}}}}\n`
  expect(titles(stack('after: [3]'))).toEqual(['The file cannot be used because of after of web'])
  expect(titles(`${stack('on: null')}workspaces: {am: {services: [nobody]}}`)).toEqual([
    'The file cannot be used because of services of am',
  ])
  expect(titles(stack('ready: [{kind: tcp-answer, port: x}]'))).toEqual(['The file cannot be used because of port'])
})
