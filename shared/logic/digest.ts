import type { Plan } from '../model/plan.ts'
import { along, atOnce, sorted, type Paced } from './paced.ts'

/**
 * Stands for what a plan would do: its goal and each step's act, target, plugin, lane and needs. Equal for plans that do
 * the same, whatever their times, causes, words and order. 128 bits as 32 hexadecimal digits: four FNV-1a sums of 32 bits
 * over one canonical text, each from its own start and mixed at the end. It guards against a changed world, not against
 * an attacker: who could forge one could as well have asked for the plan.
 */
export const digest = (plan: Plan): string => atOnce(digesting(plan))

/** The same as work that can be laid down in between. */
export function* digesting({ goal, steps }: Plan): Paced<string> {
  const lines: string[] = []
  yield* along(steps, ({ id, verb, target, plugin, lane, needs }) => {
    const gates = needs.map(({ step, gate }) => `${gate} ${step}`).sort()
    lines.push(JSON.stringify([id, verb, target, plugin, lane, gates]))
  })
  let sums = taken(STARTS, goal)
  yield* along(yield* sorted(lines), (line) => {
    sums = taken(sums, `\n${line}`)
  })
  return sums.map(mixed).join('')
}

const PRIME = 0x01000193
type Sums = readonly [number, number, number, number]
const STARTS: Sums = [0x811c9dc5, 0x9e3779b9, 0x7f4a7c15, 0x2545f491]

/** The sums after some more of the text. */
function taken(sums: Sums, text: string): Sums {
  let [a, b, c, d] = sums
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, PRIME)
    b = Math.imul(b ^ unit ^ (a >>> 15), PRIME)
    c = Math.imul(c ^ unit ^ (b >>> 15), PRIME)
    d = Math.imul(d ^ unit ^ (c >>> 15), PRIME)
  }
  return [a, b, c, d]
}

/** Spreads what the last characters changed over all 32 bits. */
function mixed(sum: number): string {
  let bits = sum ^ (sum >>> 16)
  bits = Math.imul(bits, 0x7feb352d)
  bits ^= bits >>> 15
  bits = Math.imul(bits, 0x846ca68b)
  bits ^= bits >>> 16
  return (bits >>> 0).toString(16).padStart(8, '0')
}
