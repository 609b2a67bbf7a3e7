import { z } from 'zod'
import { Login, Machine } from '../model/machine.ts'
import { ReadinessProbe } from '../model/probe.ts'
import { StopPolicy } from '../model/stop.ts'
import { Gate, Session } from '../model/service.ts'
import { LogicalScreen, Placement } from '../model/layout.ts'
import { Workspace } from '../model/workspace.ts'

// The file as people read and write it: ids are keys, what is as usual is left out, the shortest form that says it is enough.

/** The part of an id after its kind: `gis` of `machine:gis`. */
export const Name = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,80}$/, 'must be 1 to 80 letters, digits, dots, dashes or underlines')
  .meta({ description: 'Letters, digits, dots, dashes and underlines.' })

const label = z.string().min(1).optional().meta({ description: 'What people call it; its key when left out.' })

export const FileMachine = z.strictObject({
  label,
  ...Machine.omit({ type: true, id: true, label: true }).shape,
  home: Name.nullable().default(null).meta({ description: 'The machine it lives on.' }),
  login: Login.nullable().default(null).meta({ description: 'How it is entered over SSH.' }),
})
export type FileMachine = z.infer<typeof FileMachine>

export const FileSession = z.strictObject({
  name: label,
  id: Name.optional().meta({ description: '`<component>.<key>` when left out.' }),
  ...Session.omit({ id: true, name: true }).shape,
})
export type FileSession = z.infer<typeof FileSession>

/** Probes that need nothing said but their kind. */
export const PlainProbe = z.enum(['ssh-banner', 'ssh-login', 'http', 'guest-agent'])
export const FileProbe = z.union([PlainProbe, ReadinessProbe])

/** `gis` waits until gis is ready; `{ gis: started }` only until it is powered. */
export const FileAfter = z.union([Name, z.record(Name, Gate)])

export const FileComponent = z.strictObject({
  name: label,
  machine: Name.optional().meta({ description: 'The machine it is; the one with the same key when neither machine nor service is said.' }),
  service: Name.optional().meta({ description: 'The service it takes in by reference.' }),
  on: Name.nullable().default(null).meta({ description: 'The component that carries it; this computer when left out.' }),
  after: z.array(FileAfter).default([]),
  ready: z.array(FileProbe).default([]).meta({ description: 'What must be seen before it counts as ready.' }),
  stop: StopPolicy.prefault({}).meta({ description: 'How gently it is stopped: rungs and their times.' }),
  sessions: z.record(Name, FileSession).default({}),
  at: z.tuple([z.number(), z.number()]).default([0, 0]).meta({ description: 'Place on the canvas: x and y in px.' }),
})
export type FileComponent = z.infer<typeof FileComponent>

export const FileService = z.strictObject({
  name: label,
  note: z.string().default(''),
  components: z.record(Name, FileComponent).default({}).meta({ description: 'By key; each key only once in the whole file.' }),
})
export type FileService = z.infer<typeof FileService>

const PLAIN = '[1-9]\\d*x[1-9]\\d*(\\+-?\\d+){2}'
const SHARE = '\\d+(\\.\\d{1,4})?%'
const LENGTH = `([1-9]\\d*c?|${SHARE})`

export const Geometry = z
  .string()
  .regex(new RegExp(`^${LENGTH}x${LENGTH}([+-]-?(\\d+|${SHARE})){2}$`), 'must be width x height + x + y, such as 800x600+0+40')
  .meta({
    description:
      'WIDTHxHEIGHT+X+Y in logical px, relative to the screen. 50% is a share of the screen, 80c are characters; -X and -Y count from the right and lower edge, +-40 is beyond the left or upper one.',
  })

export const FilePlacement = z.union([
  Geometry,
  z.strictObject({ geometry: Geometry, ...Placement.omit({ x: true, y: true, width: true, height: true }).shape }),
])
export type FilePlacement = z.infer<typeof FilePlacement>

const ScreenText = z
  .string()
  .regex(new RegExp(` ${PLAIN}$`, 's'), 'must be a name and a geometry, such as DP-1 1920x1080+0+0')
  .meta({ description: 'NAME WIDTHxHEIGHT+X+Y in logical px of the whole desktop.' })

export const FileScreen = z.union([
  ScreenText,
  z.strictObject({
    screen: ScreenText,
    ...LogicalScreen.omit({ name: true, x: true, y: true, width: true, height: true }).shape,
  }),
])
export type FileScreen = z.infer<typeof FileScreen>

export const FileLayout = z.strictObject({
  name: z.string().min(1).default('default'),
  screens: z.array(FileScreen).default([]),
  windows: z.record(Name, FilePlacement).default({}).meta({ description: 'By session: `<component>.<key>`.' }),
})
export type FileLayout = z.infer<typeof FileLayout>

export const FileWorkspace = z.strictObject({
  name: label,
  ...Workspace.omit({ type: true, id: true, name: true }).shape,
  services: z.array(Name).default([]),
  layouts: z.array(FileLayout).default([]),
})
export type FileWorkspace = z.infer<typeof FileWorkspace>

/** The only version there is; a later one comes with a function that leads from this to that. */
export const fileVersion = 1

export const FileDocument = z
  .strictObject({
    format: z.literal('servicecomposer'),
    version: z.literal(fileVersion),
    machines: z.record(Name, FileMachine).default({}),
    services: z.record(Name, FileService).default({}),
    workspaces: z.record(Name, FileWorkspace).default({}),
  })
  .meta({ title: 'ServiceComposer document', description: 'Machines, services and service-workspaces, to be read and written by hand.' })
export type FileDocument = z.infer<typeof FileDocument>
