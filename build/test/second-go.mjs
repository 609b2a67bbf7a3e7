/** @typedef {import('./reports.mjs').Told} Told */

/** The files to go over once more: those in which a test failed. None where the stage failed as a whole. @param {readonly Told[]} told */
export function filesToRepeat(told) {
  const failed = told.filter(({ status }) => status === 'failed')
  return failed.some(({ file }) => file === '') ? [] : [...new Set(failed.map(({ file }) => file))]
}

/**
 * What both goes came to: of the files that were repeated the second go counts, of all others the first.
 *
 * @param {readonly Told[]} first @param {readonly string[]} files @param {readonly Told[]} second
 * @returns {{ told: readonly Told[], needed: readonly Told[] }} `needed`: what failed at first and passed then, with why it failed
 */
export function bothGoes(first, files, second) {
  const passed = new Set(second.filter(({ status }) => status === 'passed').map(({ file, title }) => `${file} ${title}`))
  return {
    told: [...first.filter(({ file }) => !files.includes(file)), ...second],
    needed: first.filter(({ file, title, status }) => status === 'failed' && passed.has(`${file} ${title}`)),
  }
}
