/** What a terminal is written in until somebody changes it. Every size here is in px. */
export const STANDARD_FONT = 13

const SIZES = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40]

export type FontStep = 'larger' | 'smaller' | 'standard'

/** The next size; the largest and the smallest stay what they are. A size between two of ours goes to the next of ours. */
export function fontStep(size: number, step: FontStep): number {
  if (step === 'standard') return STANDARD_FONT
  const next = step === 'larger' ? SIZES.find((one) => one > size) : SIZES.findLast((one) => one < size)
  return next ?? (step === 'larger' ? Math.max(...SIZES) : Math.min(...SIZES))
}

/** A size that somebody kept, as far as it is one. */
export const fontOf = (kept: unknown): number =>
  typeof kept === 'number' && kept >= Math.min(...SIZES) && kept <= Math.max(...SIZES) ? kept : STANDARD_FONT
