/**
 * One line of what set-up does, on the error stream: standard output belongs to the command itself, which may print JSON.
 *
 * @param {string} line
 */
export const say = (line) => void process.stderr.write(`${line}\n`)

/** Something set-up cannot get over: what, why, and what to do, in words for people. */
export class SetupProblem extends Error {
  /** @param {string} message @param {string} hint */
  constructor(message, hint) {
    super(message)
    this.name = 'SetupProblem'
    this.hint = hint
  }
}
