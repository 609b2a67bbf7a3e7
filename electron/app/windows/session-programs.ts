import { join } from 'node:path'
import type { SessionId } from '../../../shared/model/id.ts'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { DesktopWindow } from '../../../shared/plugin/desktop.ts'
import type { Launch } from '../../../shared/plugin/plugin.ts'
import type { Shell, Tunnel } from '../../../shared/plugin/shell.ts'
import { within } from '../../engine/clock.ts'
import { type Detached, endDetached, hasStarted, isRunning, startDetached } from '../../sessions/detached.ts'
import { displayOf } from '../../sessions/x11/display.ts'
import { nearOf, type NearWish } from './session-near.ts'
import { isAbsent, noDisplayFrom, noProgram, noSuchProgram, tail, tooLate, viewerEnded } from './session-program-problems.ts'
import { enterSession, findSession, type Placed, type SessionPlaceParts } from './session-place.ts'
import { viewerRecords } from './session-records.ts'

/** Programs with windows of their own that show sessions. Those on this computer outlive the app, and are found again. */
export interface Programs {
  /** Whether the settings of the session choose one. What cannot be told counts as no. */
  shows(session: SessionId): boolean
  /** Starts it, where it does not run; resolves when its window is there. */
  open(session: SessionId): Promise<void>
  close(session: SessionId): Promise<void>
  running(): readonly SessionId[]
  /** Whether this window of the desktop belongs to the session's program. */
  owns(session: SessionId, window: DesktopWindow): Promise<boolean>
  onChange(listen: (session: SessionId, state: 'open' | 'closed') => void): void
  /** Lets go: programs here go on, those inside machines end with their connection. */
  end(): void
}

export interface ProgramParts extends SessionPlaceParts {
  readonly ground: Shell
  readonly data: string
  readonly env: NodeJS.ProcessEnv
  readonly certificate: NearWish['certificate']
  /** The windows on this desktop; null where it does not tell: then a program that runs counts as shown. */
  windows(signal: AbortSignal): Promise<readonly DesktopWindow[] | null>
  log(cause: unknown): void
}

/** One that is shown now. */
interface Running {
  readonly owns: (window: DesktopWindow) => Promise<boolean>
  end(): Promise<void>
}

/** To get in and be ready to start: a person may have to answer. */
const READY_MS = 180_000
/** From the start to the first window. */
const SHOW_MS = 45_000
const LOOK_MS = 100
/** Where windows cannot be seen: who fails to open one is mostly gone by then. */
const BLIND_MS = 1_500
const ADOPTED_LOOK_MS = 1_000

export function sessionPrograms(parts: ProgramParts): Programs {
  const { ground, env, clock, log } = parts
  const records = viewerRecords(join(parts.data, 'viewers'))
  const running = new Map<SessionId, Running>()
  const starting = new Map<SessionId, Promise<void>>()
  const listeners: ((session: SessionId, state: 'open' | 'closed') => void)[] = []
  const ending = new AbortController()
  const tell = (session: SessionId, state: 'open' | 'closed') => {
    if (!ending.signal.aborted) for (const listen of listeners) listen(session, state)
  }

  const add = (session: SessionId, one: Running, over: Promise<unknown>) => {
    running.set(session, one)
    tell(session, 'open')
    over.then(() => {
      if (running.get(session) !== one) return
      running.delete(session)
      tell(session, 'closed')
    }, log)
  }
  const addProcess = (session: SessionId, process: Detached, over: Promise<unknown>, tunnels: readonly Tunnel[]) => {
    const owns = async ({ pids }: DesktopWindow) => (await Promise.all(pids.map((pid) => hasStarted(process, pid)))).includes(true)
    const gone = over.then(async () => {
      if (ending.signal.aborted) return
      await Promise.all([records.forget(session), ...tunnels.map((tunnel) => tunnel[Symbol.asyncDispose]())])
    })
    add(session, { owns, end: () => endDetached(process).then(() => gone) }, gone)
  }
  const untilOver = async (process: Detached) => {
    while (await isRunning(process)) await clock.sleep(ADOPTED_LOOK_MS, ending.signal)
  }
  const adopted = records.all().then(async (all) => {
    for (const { session, process } of all) {
      if (!(await isRunning(process))) await records.forget(session)
      else if (!ending.signal.aborted) addProcess(session, process, untilOver(process).catch(stillRuns), [])
    }
  })
  adopted.catch(log)
  /** The engine ended before the program did. */
  const stillRuns = (cause: unknown): Promise<void> => (ending.signal.aborted ? new Promise(() => {}) : Promise.reject(cause))

  const startHere = async (session: SessionId, placed: Placed, launch: Launch, tunnels: readonly Tunnel[], signal: AbortSignal) => {
    if (process.platform === 'linux' && !env['WAYLAND_DISPLAY']) displayOf(env)
    const file = await records.log(session)
    const begun = await startDetached({
      argv: launch.argv,
      env: { ...env, ...launch.env },
      log: file,
      ...(launch.stdin !== undefined && { stdin: launch.stdin }),
    })
    await records.keep(session, begun.process)
    try {
      for (const since = clock.now(); !(await isShown(begun.process, since, signal)); ) {
        if (!(await isRunning(begun.process))) throw viewerEnded(placed, launch, await tail(file))
        await clock.sleep(LOOK_MS, signal)
      }
    } catch (cause) {
      await endDetached(begun.process)
      await records.forget(session)
      throw cause
    }
    addProcess(session, begun.process, begun.exited, tunnels)
  }
  const isShown = async (process: Detached, since: number, signal: AbortSignal) => {
    if (!(await isRunning(process))) return false
    const windows = await parts.windows(signal)
    if (windows === null) return clock.now() - since > BLIND_MS
    const pids = windows.flatMap((window) => window.pids)
    return (await Promise.all(pids.map((pid) => hasStarted(process, pid)))).includes(true)
  }
  const startInside = async (session: SessionId, placed: Placed, shell: Shell, launch: Launch, signal: AbortSignal) => {
    const [command, ...args] = launch.argv
    if (!shell.display) throw noDisplayFrom(placed)
    const { windows, ended, end } = await shell.display(command, args, signal)
    const owns = async ({ id }: DesktopWindow) => (Number(id) & ~windows.mask) === windows.base
    add(session, { owns, end }, ended)
  }
  const start = async (session: SessionId) => {
    await adopted
    if (running.has(session)) return
    const placed = findSession(session, parts)
    const signal = within(READY_MS, ending.signal)
    const tunnels: Tunnel[] = []
    try {
      const { context, target } = await enterSession(placed, parts, signal)
      const carrier = () => parts.reach(placed.situation).carrierShell(placed.member, signal)
      const opened = (tunnel: Tunnel) => void tunnels.push(tunnel)
      const near = nearOf({ placed, context, target, ground, env, carrier, certificate: parts.certificate, opened })
      const launch = await placed.plugin.launch?.(context, target, near)
      if (!launch) throw noProgram(placed)
      const showing = within(SHOW_MS, signal)
      await (launch.where === 'inside' && context.shell !== ground
        ? startInside(session, placed, context.shell, launch, showing)
        : startHere(session, placed, launch, tunnels, showing)
      ).catch((cause: unknown) => Promise.reject(showing.aborted && !ending.signal.aborted ? tooLate(placed) : cause))
    } catch (cause) {
      await Promise.all(tunnels.map((tunnel) => tunnel[Symbol.asyncDispose]()))
      if (signal.aborted && !ending.signal.aborted) throw tooLate(placed)
      throw isAbsent(cause) ? noSuchProgram(placed, cause) : cause
    }
  }

  return {
    shows(session) {
      try {
        const { plugin, session: of } = findSession(session, parts)
        return plugin.viewer?.(of.options) === 'native'
      } catch (cause) {
        if (cause instanceof ProblemError) return false
        throw cause
      }
    },
    open(session) {
      const there = starting.get(session) ?? start(session).finally(() => starting.delete(session))
      starting.set(session, there)
      return there
    },
    async close(session) {
      await starting.get(session)?.catch(() => undefined)
      await adopted
      await running.get(session)?.end()
    },
    running: () => [...running.keys()],
    owns: async (session, window) => (await running.get(session)?.owns(window)) ?? false,
    onChange: (listen) => void listeners.push(listen),
    end: () => ending.abort(),
  }
}
