import type { Plan } from '../model/plan.ts'

/**
 * Stands for what a plan would do: its goal and each step's act, target, plugin, lane and needs. Equal for plans that do
 * the same, whatever their times, causes, words and order. 128 bits as 32 hexadecimal digits: four FNV-1a sums of 32 bits
 * over one canonical text, each from its own start and mixed at the end. It guards against a changed world, not against
 * an attacker: who could forge one could as well have asked for the plan.
 */
export function digest({ goal, steps }: Plan): string {
  const lines = steps.map(({ id, verb, target, plugin, lane, needs }) => {
    const gates = needs.map(({ step, gate }) => `${gate} ${step}`).sort()
    return JSON.stringify([id, verb, target, plugin, lane, gates])
  })
  return hash([goal, ...lines.sort()].join('\n'))
}

const PRIME = 0x01000193
const STARTS = [0x811c9dc5, 0x9e3779b9, 0x7f4a7c15, 0x2545f491] as const

function hash(text: string): string {
  let [a, b, c, d]: [number, number, number, number] = [...STARTS]
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, PRIME)
    b = Math.imul(b ^ unit ^ (a >>> 15), PRIME)
    c = Math.imul(c ^ unit ^ (b >>> 15), PRIME)
    d = Math.imul(d ^ unit ^ (c >>> 15), PRIME)
  }
  return [a, b, c, d].map(mixed).join('')
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
