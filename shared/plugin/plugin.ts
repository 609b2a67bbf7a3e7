import type { z } from 'zod'
import type { Locator } from '../model/address.ts'
import type { PluginId } from '../model/id.ts'
import type { Placement } from '../model/layout.ts'
import type { Condition } from '../model/machine.ts'
import type { Verb } from '../model/plan.ts'
import type { Problem } from '../model/problem.ts'
import type { Locality } from '../model/service.ts'
import type { Rung } from '../model/stop.ts'
import type { Bytes, Shell, Socket, Terminal, TerminalWish } from './shell.ts'

/** All a plugin may touch. `signal` ends on cancel and on deadline; hand it on. */
export interface Context {
  /** Commands run in the machine that carries the target. */
  readonly shell: Shell
  readonly signal: AbortSignal
  /** One line for the step's log. */
  say(line: string): void
  /** The target's secret in clear text, or null when it has none. */
  secret(): Promise<string | null>
  /** Wakes with the signal's reason when the signal aborts; virtual in tests. */
  sleep(ms: number): Promise<void>
  /** Milliseconds since 1970; virtual in tests. */
  now(): number
}

/** What is acted on. `options` have passed the plugin's own schema. */
export interface Target<O> {
  /** The machine's or session's id: stable, so what runs is found again by it. */
  readonly id: string
  readonly name: string
  readonly locator: Locator
  readonly options: O
  /** For sessions: where the window goes; null where it may choose. */
  readonly placement: Placement | null
  /** For sessions: how the machine can be reached from the place of `shell`. */
  readonly endpoints: readonly Endpoint[]
}

/** One way to reach something inside the target, as seen from the carrier's shell. */
export interface Endpoint {
  readonly service: 'ssh' | 'vnc' | 'rdp' | 'spice' | 'serial' | 'agent' | 'tcp' | 'sim'
  /** The port inside the machine, where it is one. */
  readonly port: number | null
  readonly at: Socket
  /** A program that shows it in a terminal, for what is no socket: then `at` only names it. */
  readonly command?: readonly [string, ...string[]]
}
export interface Seen {
  readonly condition: Condition
  readonly endpoints: readonly Endpoint[]
  readonly note?: string
}
export interface Found {
  readonly label: string
  readonly locator: Locator
  readonly options: unknown
}
export interface Probe {
  readonly usable: boolean
  readonly version: string | null
  readonly problems: readonly Problem[]
}

interface Common<O> {
  readonly id: PluginId
  /** For people: "QEMU machine". */
  readonly title: string
  readonly summary: string
  /** One schema: the type, the check, the form (titles and descriptions by `.meta()`), the docs. */
  readonly options: z.ZodType<O>
  /** From version n to n + 1; their number is the current version. */
  readonly migrations: readonly ((old: unknown) => unknown)[]
  /** Can I work here? An absent tool is an answer, never an error. */
  probe(context: Context): Promise<Probe>
}

/** What a machine is made of as far as its settings tell, for the checks before a start. Null where they do not. */
export interface Nature {
  /** As `uname -m` names it: x86_64, aarch64. */
  readonly architecture: string | null
  readonly memoryMib: number | null
  readonly cpus: number | null
  /** The help of the carrier's processor: it does not start without; it is slow without; it does not ask (emulation is accepted). */
  readonly virtualisation: 'needed' | 'wished' | 'none'
  /** Whether its own guests find that help in its processor. */
  readonly nested: boolean | null
}

/** Asks for something once; `observe` tells when it came true. Repeating it does no harm. */
export type Act<O> = (context: Context, target: Target<O>) => Promise<void>

/** Verbs that a machine plugin acts out itself. A stop climbs `stops` instead. */
export type ActVerb = Exclude<Verb, 'stop' | 'open' | 'close'>

/** Something that can be powered and carries sessions or further machines. */
export interface MachinePlugin<O> extends Common<O> {
  readonly role: 'machine'
  /** Whether other machines can stand on it once it is ready. */
  readonly carries: boolean
  /** A computer that is used as it is found: it is stopped only when it is asked for by its own name. */
  readonly ground: boolean
  nature(options: O): Nature
  /** Short facts for a node: `QEMU machine, 2 GiB, 2 CPUs`. */
  facts(options: O): string
  /** Local resources (`tcp 127.0.0.1:2201`, `disk /x.qcow2`) that no two may claim on one carrier. */
  claims(options: O): readonly string[]
  /** What is defined here, running or not. */
  enumerate?(context: Context): AsyncIterable<Found>
  /** What is it now? Reading only; what cannot be understood is `unknown`, never a throw. */
  observe(context: Context, target: Target<O>): Promise<Seen>
  /** The keys are the capabilities. `save` keeps the machine's state on disk and ends it; the next `start` goes on from there. */
  readonly acts: Partial<Record<ActVerb, Act<O>>>
  /**
   * The rungs of a stop that the hypervisor offers: its soft request (asked again and again by the engine, which also waits
   * and climbs), power off, end of the process. The first rung, the guest's own command, is the engine's.
   */
  readonly stops: Partial<Record<Exclude<Rung, 'guest'>, Act<O>>>
  /** What the guest printed on its console since it was powered, or the last of it; null when it has none. Reading only. */
  console?(context: Context, target: Target<O>): Promise<string | null>
  /**
   * Calls `changed` whenever the machine may be in another condition than before, so that nobody has to look again and again.
   * Resolves when it listens; `ended` of what it gives resolves when it does not listen any more (the machine is off, the
   * connection is lost). Rejects where this cannot be had: then the machine is looked at from time to time.
   */
  watch?(context: Context, target: Target<O>, changed: () => void): Promise<Watching>
  /** The machine's screen as PNG; null when it has none. */
  picture?(context: Context, target: Target<O>): Promise<Bytes | null>
}

/** Ends with the context's signal, or by itself. */
export interface Watching {
  readonly ended: Promise<void>
}

/** A kind of window onto a machine. */
export interface SessionPlugin<O> extends Common<O> {
  readonly role: 'session'
  readonly localities: readonly Locality[]
  /** The viewer in our own window; null where only a program of its own can show it, and `attach` refuses with `session.no-viewer`. */
  readonly view: View | null
  /** The bytes behind the window; `shell` is inside the machine where `inside` says so, else on its carrier. */
  readonly inside: boolean
  attach(context: Context, target: Target<O>, wish: TerminalWish): Promise<Terminal>
  /** Of the view `rdp`: the server, as `shell` sees it, whose certificate must be trusted before `attach`. */
  server?(target: Target<O>): Socket
  /** Who shows it, by its settings: our own window, or the program that `launch` names. Without it our own window does. */
  viewer?(options: O): 'embedded' | 'native'
  /** Names the program that shows it; who calls starts it, and ends it when its session is closed. */
  launch?(context: Context, target: Target<O>, near: Near): Promise<Launch>
}

/** What draws a session in our own window. */
export type View = 'terminal' | 'screen' | 'rdp'

/** What a native viewer can be given on this computer. */
export interface Near {
  /** The first of these programs that is there. Rejects with `viewer.missing`. */
  program(names: readonly [string, ...string[]]): Promise<string>
  /** Where a program here finds what the shell sees at `to`: the same place, or the near end of a tunnel that lasts as long as the viewer. */
  reach(to: Socket): Promise<Socket>
  /** What opens a terminal inside the machine, its login shell or one command: words for a terminal window to run. */
  terminal(command: readonly [string, ...string[]] | null): Promise<readonly [string, ...string[]]>
  /** The SHA-256 in hex of the certificate of the RDP server at `to`, once a person trusts it. Rejects with `rdp.*`. */
  certificate(to: Socket): Promise<string>
  /** Who logs in, where the machine says so. */
  readonly user: string | null
}

/** A program that shows a session: on this computer, where it outlives the app, or inside the machine, with its windows shown here. */
export interface Launch {
  readonly where: 'here' | 'inside'
  readonly argv: readonly [string, ...string[]]
  /** Added to the environment of a program here. Not seen by other users, as its arguments are. */
  readonly env?: Readonly<Record<string, string>>
  /** What a program here reads from its standard input: where passwords go. */
  readonly stdin?: string
}

/**
 * A plugin as the engine holds it: its options are unknown until its own schema has read them, which `machine` and
 * `session` of define.ts do on every call.
 */
export type Plugin = MachinePlugin<unknown> | SessionPlugin<unknown>
