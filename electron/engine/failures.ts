import type { Step } from '../../shared/model/plan.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { Seen } from '../../shared/plugin/plugin.ts'

/** The plan asks for what the plugin does not offer. */
export const cannot = ({ verb, target, name }: Step, plugin: string): Problem => ({
  code: 'plugin.cannot',
  severity: 'error',
  title: `${plugin} cannot ${verb}`,
  message: `The plan asks to ${verb} ${name}, which ${plugin} does not offer.`,
  hint: `Do it by hand, or let another kind of machine stand for ${name}.`,
  about: target,
})

/** Time is over: names what was still awaited, and the last that was heard of it. */
export function late(step: Step, last: Seen | null, probes: readonly ReadinessProbe[], answers: ReadonlyMap<number, string>): Problem {
  const { verb, target, name, expect, timeoutMs } = step
  const waiting = [...answers].flatMap(([index, answer]) => {
    const probe = probes[index]
    return probe ? [`${probeName(probe)} last said: ${answer}`] : []
  })
  const seen = last ? `It was last seen ${last.condition}${last.note ? ` (${last.note})` : ''}.` : 'It was never seen.'
  return {
    code: 'step.late',
    severity: 'error',
    title: `${name} did not ${verb} in time`,
    message: `After ${timeoutMs / 1000} s ${name} was still not ${expect}. ${waiting.length > 0 ? `${waiting.join('; ')}.` : seen}`,
    hint: waiting.length > 0 ? 'Look at its console, check the probe, or give it more time.' : 'Look at its console, or give it more time.',
    about: target,
  }
}

/** Every rung of the ladder was tried, and it still runs. */
export const stopIgnored = ({ target, name }: Step, refusals: readonly string[]): Problem => ({
  code: 'stop.ignored',
  severity: 'error',
  title: `${name} did not stop`,
  message: refusals.length > 0 ? `${refusals.join('; ')}.` : `Nothing is allowed or offered that could stop ${name}.`,
  hint: 'Look at its console, or allow a harder rung of its stop.',
  about: target,
})

/** Of a stop: its kind of machine has no such rung. */
export const rungMissing = (plugin: string): Problem => ({
  code: 'rung.missing',
  severity: 'error',
  title: `${plugin} does not offer this`,
  message: `${plugin} does not offer it`,
})

/** Of a stop: a guest that is paused hears nothing. */
export const rungPaused = (name: string): Problem => ({
  code: 'rung.paused',
  severity: 'error',
  title: `${name} is paused`,
  message: `${name} is paused and hears nothing`,
})

/** It was powered, and is not any more. */
export const died = ({ target, name }: Step, seen: Seen): Problem => ({
  code: 'step.died',
  severity: 'error',
  title: `${name} went off while starting`,
  message: `${name} was powered and then seen ${seen.condition}${seen.note ? `: ${seen.note}` : ', before it was ready'}.`,
  hint: 'Look at its log: a missing kernel or disk, or too little memory, ends a machine early.',
  about: target,
})

/** What nobody foresaw while acting or looking. */
export const broke = ({ verb, target, name }: Step, cause: unknown): Problem => ({
  code: 'step.broke',
  severity: 'error',
  title: `Could not ${verb} ${name}`,
  message: cause instanceof Error ? cause.message : String(cause),
  hint: 'The log of the step has what was done before.',
  about: target,
  ...(cause instanceof Error && cause.stack !== undefined && { detail: cause.stack }),
})

/** A probe as people call it. */
export function probeName(probe: ReadinessProbe): string {
  switch (probe.kind) {
    case 'ssh-banner':
      return `the SSH banner on port ${probe.port}`
    case 'ssh-login':
      return 'the SSH login'
    case 'tcp-answer':
      return `an answer on port ${probe.port}`
    case 'http':
      return `the page ${probe.path} on port ${probe.port}`
    case 'command':
      return `the command ${probe.command}`
    case 'guest-agent':
      return 'the guest agent'
    case 'console':
      return `"${probe.text}" on the console`
    case 'delay':
      return `the delay of ${probe.ms / 1000} s`
  }
}
