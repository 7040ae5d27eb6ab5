import { assert } from '#core/model/failure.ts'
import type { FieldTable } from '#core/model/topology.ts'
import type { Destinations } from './destinations.ts'
import type { Router } from './router.ts'

/** A word of a binding key; `*` and `#` have their own branches. */
interface Node {
  readonly words: Map<string, Node>
  star: Node | null
  hash: Node | null
  readonly bound: number[]
}

/**
 * Keys are words between dots; the empty key has none, and two dots in a row hold an empty one. In a binding key `*` is
 * exactly one word and `#` is any number of them. Wildcards in a published key are plain text. [AMQP 0-9-1: topic exchange]
 */
export class TopicRouter implements Router {
  readonly #root = emptyNode()

  bind(destination: number, key: string): void {
    let node = this.#root
    for (const word of wordsOf(key)) node = child(node, word)
    node.bound.push(destination)
  }

  unbind(destination: number, key: string): void {
    remove(this.#root, wordsOf(key), 0, destination)
  }

  route(key: string, _headers: FieldTable, found: Destinations): void {
    match(this.#root, wordsOf(key), 0, found)
  }
}

export function wordsOf(key: string): readonly string[] {
  return key === '' ? [] : key.split('.')
}

function match(node: Node, words: readonly string[], at: number, found: Destinations): void {
  if (node.hash)
    for (let rest = at; rest <= words.length; rest++) match(node.hash, words, rest, found)
  if (at === words.length) {
    for (const destination of node.bound) found.add(destination)
    return
  }
  if (node.star) match(node.star, words, at + 1, found)
  const next = node.words.get(words[at]!)
  if (next) match(next, words, at + 1, found)
}

function child(node: Node, word: string): Node {
  if (word === '*') {
    node.star ??= emptyNode()
    return node.star
  }
  if (word === '#') {
    node.hash ??= emptyNode()
    return node.hash
  }
  const known = node.words.get(word)
  if (known) return known
  const added = emptyNode()
  node.words.set(word, added)
  return added
}

/** Takes one binding out and cuts branches that lead nowhere. Returns whether `node` is such a branch now. */
function remove(node: Node, words: readonly string[], at: number, destination: number): boolean {
  if (at === words.length) {
    const index = node.bound.indexOf(destination)
    assert(index >= 0, 'what is unbound was bound')
    node.bound.splice(index, 1)
  } else {
    const word = words[at]!
    const next = word === '*' ? node.star : word === '#' ? node.hash : node.words.get(word)
    if (next && remove(next, words, at + 1, destination)) {
      if (word === '*') node.star = null
      else if (word === '#') node.hash = null
      else node.words.delete(word)
    }
  }
  return node.bound.length === 0 && node.words.size === 0 && !node.star && !node.hash
}

function emptyNode(): Node {
  return { words: new Map(), star: null, hash: null, bound: [] }
}
