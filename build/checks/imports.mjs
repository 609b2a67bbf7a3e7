import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { isTest, rowOf } from './import-table.mjs'

/**
 * The import rule, by resolved paths, with no exceptions: types count like values, and so do `import()`, `export from`,
 * `require` and `new URL('./file', import.meta.url)`. Read with the parser of Vite, since the linters that know such a rule
 * need TypeScript's old compiler interface, which TypeScript 7 has not.
 *
 * @typedef {{ file: string, line: number, target: string, asset: boolean }} Import
 * @typedef {{ file: string, line: number, message: string }} Finding
 */

/**
 * Every breach of the rule in these files, and every circle among them.
 *
 * @param {string} root @param {readonly string[]} files paths from `root`, with `/` @returns {Finding[]}
 */
export function checkImports(root, files) {
  const imports = new Map(files.map((file) => [file, importsOf(root, file)]))
  const breaches = [...imports.values()].flat().flatMap((one) => judge(root, one))
  return [...breaches, ...circles(imports)]
}

/** Folders that no product code is in: what tests share is theirs to use. */
const e2eOrBuild = /^(e2e|build)\//

/** @param {string} root @param {Import} one @returns {Finding[]} */
function judge(root, { file, line, target, asset }) {
  /** @param {string} message */
  const breach = (message) => [{ file, line, message }]
  const row = rowOf(file)
  if (!row) return breach('no row of build/checks/import-table.mjs says what this file may import')
  if (isPath(target)) {
    const path = target.slice(2)
    if (path.startsWith('../')) return breach(`imports ${path}, outside of the project`)
    if (isTest(path) && !isTest(file) && !e2eOrBuild.test(file)) return breach(`${row.name} may not import ${path}, which is for tests`)
    if (!row.own.some((own) => own.test(path))) return breach(`${row.name} may not import ${path}`)
    return asset || existsSync(join(root, path)) ? [] : breach(`imports ${path}, which is not there`)
  }
  return row.packages.some((name) => name.test(target)) ? [] : breach(`${row.name} may not import the package ${target}`)
}

/**
 * @param {string} root @param {string} file
 * @returns {Import[]} targets are `./path/from/root` for own files, else the package as written
 */
function importsOf(root, file) {
  const text = readFileSync(join(root, file), 'utf8')
  const { program, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  /** @type {Import[]} */
  const found = []
  /** @param {any} node @param {unknown} specifier @param {boolean} [asset] */
  const add = (node, specifier, asset = false) => {
    if (typeof specifier !== 'string') return
    found.push({ file, line: text.slice(0, node.start).split('\n').length, target: locate(root, file, specifier), asset })
  }
  /** @param {any} node */
  const fromSource = (node) => add(node, node.source?.value)
  new Visitor({
    ImportDeclaration: fromSource,
    ExportNamedDeclaration: fromSource,
    ExportAllDeclaration: fromSource,
    ImportExpression: fromSource,
    TSImportType: fromSource,
    CallExpression: (/** @type {any} */ node) => {
      if (node.callee.name === 'require' || node.callee.property?.name === 'require') add(node, node.arguments[0]?.value)
    },
    NewExpression: (/** @type {any} */ node) => {
      const [path, base] = node.arguments
      if (node.callee.name === 'URL' && base?.object?.type === 'MetaProperty') add(node, path?.value, true)
    },
  }).visit(program)
  return found
}

/** @param {string} root @param {string} file @param {string} specifier */
function locate(root, file, specifier) {
  const bare = specifier.replace(/[?#].*$/, '')
  if (!/^\.{1,2}(\/|$)/.test(bare)) return bare
  const path = resolve(root, dirname(file), bare)
  const index = existsSync(path) && statSync(path).isDirectory() ? `${path}${sep}index.ts` : path
  return `./${relative(root, index).split(sep).join('/')}`
}

/** @param {string} target */
const isPath = (target) => target.startsWith('./')

/**
 * Each circle once, told as the way round it.
 *
 * @param {Map<string, Import[]>} imports @returns {Finding[]}
 */
function circles(imports) {
  /** @type {Map<string, 'open' | 'closed'>} */
  const state = new Map()
  /** @type {Finding[]} */
  const found = []
  /** @param {string} file @param {readonly string[]} path */
  const walk = (file, path) => {
    state.set(file, 'open')
    for (const { target, line, asset } of imports.get(file) ?? []) {
      const next = target.slice(2)
      if (asset || !isPath(target) || !imports.has(next)) continue
      if (state.get(next) === 'open') {
        const way = [...path.slice(path.indexOf(next)), next]
        found.push({ file, line, message: `imports in a circle: ${way.join(' → ')}` })
      } else if (!state.has(next)) walk(next, [...path, next])
    }
    state.set(file, 'closed')
  }
  for (const file of imports.keys()) if (!state.has(file)) walk(file, [file])
  return found
}
