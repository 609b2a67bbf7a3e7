import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const longest = 300
const emptyNames = /^(utils?|helpers?|managers?|common|misc|stuff|lib)$/i
const silencers = new RegExp(['biome', '-ignore|eslint', '-disable|@ts', '-(ignore|expect-error|nocheck)'].join(''))
const postponed = new RegExp(['\\bTO', 'DO\\b|\\bFIX', 'ME\\b|\\bX', 'XX\\b'].join(''))

/**
 * The house rules that no tool knows: no file over 300 lines, no name that says nothing, no rule silenced, nothing postponed.
 *
 * @param {string} root @param {readonly string[]} files paths from `root`
 * @returns {import('./imports.mjs').Finding[]}
 */
export function checkHouse(root, files) {
  return files.flatMap((file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    const length = lines.at(-1) === '' ? lines.length - 1 : lines.length
    /** @param {number} line @param {string} message */
    const finding = (line, message) => ({ file, line, message })
    return [
      ...(length > longest ? [finding(longest + 1, `${length} lines; split it before ${longest}`)] : []),
      ...(file.split('/').some((part) => emptyNames.test(basename(part).replace(/\..*$/, '')))
        ? [finding(1, 'the name says nothing about what is inside')]
        : []),
      ...lines.flatMap((text, index) => [
        ...(silencers.test(text) ? [finding(index + 1, 'silences a rule; change the code or the rule')] : []),
        ...(postponed.test(text) ? [finding(index + 1, 'postpones work; do it or file an issue')] : []),
      ]),
    ]
  })
}
