import { Document, isMap, isScalar, isSeq, type Node, visit } from 'yaml'
import { writeTree } from '../../shared/document/write.ts'
import type { Entry } from '../../shared/model/document.ts'

/** The entries as a YAML file for people: without secrets, what is as usual left out, and always the same text for the same entries. */
export function exportText(entries: readonly Entry[]): string {
  const document = new Document(writeTree(entries), { aliasDuplicateObjects: false })
  visit(document, {
    Seq: (_, list) => {
      if (list.items.every(isLine)) list.flow = true
    },
    Map: (_, map) => {
      if (isSmall(map)) map.flow = true
    },
  })
  loosen(document.contents)
  return document.toString({ lineWidth: 120, flowCollectionPadding: false, blockQuote: 'literal' })
}

/** A few plain values read better on one line: `{kind: http, port: 80}`. */
function isSmall(node: unknown): boolean {
  if (!isMap(node) || node.items.length === 0 || node.items.length > 6) return false
  if (!node.items.every(({ key, value }) => isLine(key) && (isLine(value) || (isSeq(value) && value.items.every(isLine))))) return false
  return JSON.stringify(node).length <= 100
}

const isLine = (node: unknown) => isScalar(node) && !String(node.value).includes('\n')

/** A blank line before each section, and before each service and workspace. */
function loosen(root: unknown): void {
  if (!isMap<Node, Node>(root)) return
  for (const pair of root.items.slice(2)) {
    pair.key.spaceBefore = true
    if (!isMap<Node, Node>(pair.value) || String(pair.key) === 'machines') continue
    pair.value.flow = false
    for (const each of pair.value.items.slice(1)) each.key.spaceBefore = true
  }
}
