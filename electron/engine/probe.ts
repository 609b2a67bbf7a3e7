import type { Problem } from '../../shared/model/problem.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import type { Endpoint } from '../../shared/plugin/plugin.ts'
import type { Shell, Socket } from '../../shared/plugin/shell.ts'
import { firstLine, talk } from './answer.ts'
import { systemClock, within, type Clock } from './clock.ts'
import { overNew } from './held.ts'

/** What a probe may use: the machine's ways in, the carrier's shell from which they are seen, and the machine's own shell. */
export interface Probing {
  readonly endpoints: readonly Endpoint[]
  readonly shell: Shell
  inner(signal: AbortSignal): Promise<Shell>
  /** What the guest printed on its console; null where there is none. */
  console(signal: AbortSignal): Promise<string | null>
  readonly clock?: Clock
}

export interface Tried {
  readonly passed: boolean
  /** For people, one line: what was heard, or why nothing was. */
  readonly answer: string
  /** Trying again cannot help, such as a host key that has changed. */
  readonly hopeless?: Problem
}

/** Where a person has to decide before another try makes sense. */
const HOPELESS = new Set(['ssh.hostkey-changed', 'ssh.hostkey-refused', 'ssh.keyfile', 'machine.no-login'])

/**
 * Tries one readiness probe once. Rejects only with the signal's reason; everything else is an answer.
 *
 * - `ssh-banner`: a line that begins with `SSH-` is read.
 * - `ssh-login`: `true` runs inside the machine. `command`: the command does, with exit code 0.
 * - `tcp-answer`: at least one byte comes by itself; or, after half of `tryMs` in silence, the far end answers our goodbye by
 *   closing its side too. A connection that is merely accepted, or closed before we said goodbye, is no answer.
 * - `http`: `GET` with HTTP/1.0 gives the wanted status and a body with the wanted text.
 * - `delay`: passes when its time is over.
 */
export async function tryProbe(probe: ReadinessProbe, probing: Probing, signal: AbortSignal): Promise<Tried> {
  signal.throwIfAborted()
  if (probe.kind === 'delay') {
    await (probing.clock ?? systemClock).sleep(probe.ms, signal)
    return { passed: true, answer: `waited ${seconds(probe.ms)}` }
  }
  const once = within(probe.tryMs, signal)
  try {
    return await kinds(probe, probing, once)
  } catch (cause) {
    signal.throwIfAborted()
    if (once.aborted) return { passed: false, answer: `no answer within ${seconds(probe.tryMs)}` }
    return refusal(cause)
  }
}

type Timed = Exclude<ReadinessProbe, { kind: 'delay' }>

async function kinds(probe: Timed, probing: Probing, signal: AbortSignal): Promise<Tried> {
  switch (probe.kind) {
    case 'ssh-login':
      await runInside('true', [], probing, signal)
      return { passed: true, answer: 'logged in' }
    case 'command':
      await runInside(probe.command, probe.args, probing, signal)
      return { passed: true, answer: `${probe.command} ended with 0` }
    case 'guest-agent':
      return agent(probing, signal)
    case 'console':
      return printed(probe.text, await probing.console(signal))
    case 'ssh-banner':
    case 'tcp-answer':
    case 'http': {
      const way = await wayTo(probe.port, probe.kind === 'ssh-banner', probing, signal)
      if (!way) return { passed: false, answer: `no way in to port ${probe.port}: the machine offers no endpoint for it` }
      if (probe.kind === 'ssh-banner') return banner(way, probe.tryMs, signal)
      return probe.kind === 'http' ? page(probe, way, signal) : sign(way, probe.tryMs, signal)
    }
  }
}

/** That a connection was lost shows only when it is used: then a new one is made, once. */
const runInside = (command: string, args: readonly string[], { inner }: Probing, signal: AbortSignal) =>
  overNew(async () => (await inner(signal)).run(command, args, { signal }), signal)

/** `guest-sync` with a number of our own: only its echo proves that the agent answers us (qga/qapi-schema.json). */
async function agent({ endpoints, shell }: Probing, signal: AbortSignal): Promise<Tried> {
  const endpoint = endpoints.find(({ service }) => service === 'agent')
  if (!endpoint) return { passed: false, answer: 'the machine offers no channel to a guest agent' }
  const id = Math.floor(Math.random() * 2 ** 31)
  const say = `${JSON.stringify({ execute: 'guest-sync', arguments: { id } })}\n`
  const echo = new RegExp(`"return":\\s*${id}\\s*}`)
  const enough = (bytes: Buffer) => echo.test(bytes.toString('latin1'))
  const heard = await talk(shell, endpoint.at, { say, limit: 1 << 16, enough }, signal)
  if (enough(heard.bytes)) return { passed: true, answer: 'the guest agent answered' }
  return {
    passed: false,
    answer: heard.bytes.byteLength > 0 ? `something else answered: ${shown(heard.bytes)}` : 'the guest agent is silent',
  }
}

function printed(text: string, console: string | null): Tried {
  if (console === null) return { passed: false, answer: 'the machine has no console that can be read' }
  if (console.includes(text)) return { passed: true, answer: `"${text}" was printed` }
  const last = console.trimEnd().split(/\r?\n/).at(-1)?.trim() ?? ''
  return { passed: false, answer: last === '' ? 'nothing was printed yet' : `the console says: ${last.slice(0, 80)}` }
}

interface Way {
  readonly shell: Shell
  readonly at: Socket
}

/** The endpoint of a port inside the machine; for SSH also one that names no port. A machine of nothing is asked from inside. */
async function wayTo(port: number, ssh: boolean, { endpoints, shell, inner }: Probing, signal: AbortSignal): Promise<Way | null> {
  const exact = endpoints.find((endpoint) => endpoint.port === port)
  const unnamed = ssh ? endpoints.find((endpoint) => endpoint.service === 'ssh' && endpoint.port === null) : undefined
  const found = exact ?? unnamed
  if (found) return { shell, at: found.at }
  const simulated = endpoints.some(({ service }) => service === 'sim')
  return simulated ? { shell: await inner(signal), at: { host: '127.0.0.1', port } } : null
}

async function banner({ shell, at }: Way, tryMs: number, signal: AbortSignal): Promise<Tried> {
  const line = /^SSH-[^\r\n]*(?=\r?\n)/m
  const heard = await talk(shell, at, { limit: 4096, enough: (bytes) => line.test(bytes.toString('latin1')) }, signal)
  const found = line.exec(heard.bytes.toString('latin1'))
  if (found) return { passed: true, answer: found[0] }
  if (heard.bytes.byteLength > 0) return { passed: false, answer: `something else than SSH answered: ${shown(heard.bytes)}` }
  if (heard.end === 'closed') return { passed: false, answer: 'connected, and closed without a word' }
  return { passed: false, answer: `connected, but no banner within ${seconds(tryMs)}` }
}

async function sign({ shell, at }: Way, tryMs: number, signal: AbortSignal): Promise<Tried> {
  const goodbyeMs = tryMs / 2
  let saidGoodbye = false
  const mark = setTimeout(() => (saidGoodbye = true), goodbyeMs)
  try {
    const heard = await talk(shell, at, { limit: 1, goodbyeMs, enough: (bytes) => bytes.byteLength > 0 }, signal)
    if (heard.end === 'enough') return { passed: true, answer: `answered: ${shown(heard.bytes)}` }
    if (heard.end === 'silence') return { passed: false, answer: `accepted, but nobody answered within ${seconds(tryMs)}` }
    return saidGoodbye
      ? { passed: true, answer: 'listens in silence, and answered our goodbye' }
      : { passed: false, answer: 'connected, and closed without a word' }
  } finally {
    clearTimeout(mark)
  }
}

async function page(probe: Extract<Timed, { kind: 'http' }>, { shell, at }: Way, signal: AbortSignal): Promise<Tried> {
  const say = `GET ${encodeURI(probe.path)} HTTP/1.0\r\nHost: localhost\r\nUser-Agent: servicecomposer\r\nConnection: close\r\n\r\n`
  const enough = (bytes: Buffer) => complete(bytes.toString('latin1'))
  const { bytes } = await talk(shell, at, { say, limit: 1 << 20, enough }, signal)
  const text = bytes.toString('utf8')
  const status = /^HTTP\/\d\.\d (\d{3})/.exec(text)?.[1]
  if (!status) return { passed: false, answer: bytes.byteLength === 0 ? 'connected, but no answer to GET' : `no HTTP: ${shown(bytes)}` }
  if (Number(status) !== probe.status) return { passed: false, answer: `${firstLine(text)}, wanted ${probe.status}` }
  const body = text.slice(text.search(/\r?\n\r?\n/))
  if (probe.body !== null && !body.includes(probe.body)) return { passed: false, answer: `${status}, but the page lacks "${probe.body}"` }
  return { passed: true, answer: firstLine(text) }
}

/** Whether the whole answer is there, as far as its own length says so; else its end is the end of the connection. */
function complete(text: string): boolean {
  const end = /\r?\n\r?\n/.exec(text)
  const length = /^content-length:\s*(\d+)/im.exec(text.slice(0, end?.index))?.[1]
  return end !== null && length !== undefined && text.length - (end.index + end[0].length) >= Number(length)
}

function refusal(cause: unknown): Tried {
  if (!(cause instanceof ProblemError)) return { passed: false, answer: cause instanceof Error ? firstLine(cause.message) : String(cause) }
  const { problem } = cause
  return { passed: false, answer: firstLine(problem.message), ...(HOPELESS.has(problem.code) && { hopeless: problem }) }
}

const seconds = (ms: number): string => `${ms / 1000} s`
const shown = (bytes: Buffer): string => JSON.stringify(firstLine(bytes.toString('latin1')).slice(0, 60))
