import { projectRoot } from '../setup/paths.mjs'
import { projectFiles } from './files.mjs'
import { checkHouse } from './house.mjs'
import { checkImports } from './imports.mjs'

/** `npm run rules`: the import rule and the house rules over the whole project. Ends 1 when something breaks them. */
const files = projectFiles(projectRoot, /\.([cm]?[jt]s|tsx|css)$/)
const code = files.filter((file) => /\.([mc]?js|tsx?)$/.test(file))
const findings = [...checkImports(projectRoot, code), ...checkHouse(projectRoot, files)]
for (const { file, line, message } of findings) console.log(`${file}:${line}  ${message}`)
console.log(findings.length ? `${findings.length} broken rules in ${files.length} files` : `${files.length} files keep the rules`)
process.exitCode = findings.length ? 1 : 0
