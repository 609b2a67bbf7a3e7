const BITS = 5
const WIDTH = 1 << BITS

/** Who may write into a node instead of copying it: whoever made it, for as long as nobody else has seen it. */
export type Owner = object

interface Leaf<T> {
  readonly owner: Owner | null
  readonly values: T[]
}
interface Branch<T> {
  readonly owner: Owner | null
  readonly children: Node<T>[]
}
type Node<T> = Leaf<T> | Branch<T>

/**
 * A list of fixed length of which every version stays as it is: setting a value gives a new version that shares all but a
 * path of at most 32 entries a level with the old one. Setting a hundred thousand values one by one therefore costs little
 * more for each than setting a thousand.
 */
export class Vector<T> {
  readonly #root: Node<T>
  readonly #depth: number

  private constructor(root: Node<T>, depth: number) {
    this.#root = root
    this.#depth = depth
  }

  static of<T>(values: readonly T[]): Vector<T> {
    let nodes: Node<T>[] = slices(values).map((each) => ({ owner: null, values: each }))
    let depth = 0
    for (; nodes.length > 1; depth++) nodes = slices(nodes).map((children) => ({ owner: null, children }))
    return new Vector(nodes[0] ?? { owner: null, values: [] }, depth)
  }

  /** Throws a RangeError for an index that is not in the list. */
  get(index: number): T {
    let node = this.#root
    for (let level = this.#depth; 'children' in node; level--) node = at(node.children, (index >>> (level * BITS)) % WIDTH)
    return at(node.values, index % WIDTH)
  }

  /** A version with another value. Nodes that `owner` made are written in place, so it must not have let go of this version. */
  set(index: number, value: T, owner: Owner): Vector<T> {
    const root = put(this.#root, this.#depth, index, value, owner)
    return root === this.#root ? this : new Vector(root, this.#depth)
  }
}

function put<T>(node: Node<T>, level: number, index: number, value: T, owner: Owner): Node<T> {
  const slot = (index >>> (level * BITS)) % WIDTH
  if ('values' in node) {
    const mine = node.owner === owner ? node : { owner, values: node.values.slice() }
    mine.values[slot] = value
    return mine
  }
  const mine = node.owner === owner ? node : { owner, children: node.children.slice() }
  mine.children[slot] = put(at(node.children, slot), level - 1, index, value, owner)
  return mine
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index]
  if (value === undefined) throw new RangeError(`nothing at ${index}`)
  return value
}

function slices<T>(values: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let from = 0; from < values.length; from += WIDTH) parts.push(values.slice(from, from + WIDTH))
  return parts
}
