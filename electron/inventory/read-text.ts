import { z } from 'zod'
import { flawsOf, type Flaw } from '../../shared/logic/references.ts'
import { readTree, type Read } from '../../shared/document/read.ts'
import { FileDocument, fileVersion } from '../../shared/document/shape.ts'
import type { Entry } from '../../shared/model/document.ts'
import type { Problem } from '../../shared/model/problem.ts'
import { issuesOf } from './file-issues.ts'
import { parseYaml, type Yaml } from './yaml.ts'

/** What a file stands for. With any problem of severity `error` there are no entries: a file counts as a whole or not at all. */
export interface ReadFile {
  readonly entries: Entry[]
  readonly problems: Problem[]
}

/**
 * Reads a document as people write it. What it names must be in it or in `known`. Every problem tells the field (`detail`) and the line
 * and column. Never throws for what the text says.
 */
export function readText(text: string, known: readonly Entry[] = []): ReadFile {
  const yaml = parseYaml(text)
  if ('problems' in yaml) return { entries: [], problems: yaml.problems }
  const wrong = refuseOther(yaml)
  if (wrong) return { entries: [], problems: [wrong] }
  const file = FileDocument.safeParse(yaml.data)
  if (!file.success) {
    const found = issuesOf(file.error, yaml.data)
    return refused(found.map(({ path, message, hint, key }) => yaml.problem('document.invalid', path, message, hint, key)))
  }
  const read = readTree(file.data, yaml.keysAt)
  const complaints = read.complaints.map(({ path, message }) => yaml.problem('document.invalid', path, message))
  if (complaints.length > 0) return refused(complaints)
  const flaws = flawsOfFile(read, known).map((flaw) => flawProblem(yaml, read, flaw))
  return flaws.length > 0 ? refused(flaws) : { entries: read.entries, problems: [] }
}

const most = 50
const refused = (problems: readonly Problem[]): ReadFile => ({ entries: [], problems: problems.slice(0, most) })

function refuseOther(yaml: Yaml): Problem | null {
  const Head = z.looseObject({ format: z.literal('servicecomposer') })
  const hint = `A document begins with the lines "format: servicecomposer" and "version: ${fileVersion}".`
  if (!Head.safeParse(yaml.data).success) return yaml.problem('document.format', ['format'], 'this is not a ServiceComposer document', hint)
  const version = z.looseObject({ version: z.int().min(1) }).safeParse(yaml.data)
  if (!version.success) return yaml.problem('document.version', ['version'], 'the version is not said, or is not a whole number', hint)
  if (version.data.version <= fileVersion) return null
  const message = `the file has version ${version.data.version}; this program reads versions up to ${fileVersion}`
  return yaml.problem('document.version', ['version'], message, 'Read it with a newer ServiceComposer.')
}

function flawsOfFile(read: Read, known: readonly Entry[]): Flaw[] {
  const all = new Map(known.map((entry) => [entry.id, entry]))
  for (const entry of read.entries) all.set(entry.id, entry)
  return flawsOf(all, new Set(read.entries.map((entry) => entry.id)))
}

function flawProblem(yaml: Yaml, read: Read, flaw: Flaw): Problem {
  const own = read.entries.some((entry) => entry.id === flaw.entry.id)
  const path = own ? read.place(flaw.entry.id, flaw.path) : []
  const hints = {
    missing: 'Add it to the file, or correct the name.',
    twice: 'Give one of them another key; `name` may still be the same.',
    circle: 'Take one `on` or `after` out of the circle.',
  }
  const problem = yaml.problem('document.invalid', path, flaw.message, hints[flaw.kind])
  return { ...problem, about: flaw.entry.id }
}
