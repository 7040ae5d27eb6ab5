/** The parts of a RabbitMQ definitions export that describe a broker's topology. [RabbitMQ: definitions export] */
import { limits } from './limits.ts'
import { shortText } from './scenario-file-broker.ts'
import { type Kind, table, truth, type Where, wrong } from './scenario-file-kind.ts'
import { type FileNode, fieldOf, quoted, shown } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'
import { emptyTable, type FieldTable } from './topology.ts'

export interface DefinedQueue {
  readonly virtualHost: string
  readonly name: string
  readonly type: string
  readonly durable: boolean
  readonly autoDelete: boolean
  readonly arguments: FieldTable
}
export interface DefinedExchange extends DefinedQueue {
  readonly internal: boolean
}
export interface DefinedBinding {
  readonly virtualHost: string
  readonly source: string
  readonly destination: string
  readonly toExchange: boolean
  readonly key: string
  readonly arguments: FieldTable
}
export interface DefinedPolicy {
  readonly virtualHost: string
  readonly name: string
  readonly pattern: string
  readonly applyTo: string
  readonly priority: number
  readonly definition: FieldTable
  readonly operator: boolean
}
export interface Definitions {
  readonly product: string
  readonly virtualHosts: readonly string[]
  readonly exchanges: readonly DefinedExchange[]
  readonly queues: readonly DefinedQueue[]
  readonly bindings: readonly DefinedBinding[]
  readonly policies: readonly DefinedPolicy[]
  /** Other sections that are not empty, with how much they hold. */
  readonly others: readonly { readonly section: string; readonly count: number }[]
}

const topologySections = ['queues', 'exchanges', 'bindings'] as const
const facts = new Set([
  'rabbit_version',
  'rabbitmq_version',
  'product_name',
  'product_version',
  'rabbitmq_definition_format',
  'original_cluster_name',
  'original_vhost_name',
  'explanation',
  'metadata',
  'description',
  'default_queue_type',
  'vhosts',
  'policies',
  ...topologySections,
])

/** One item of a section, read field by field; `sound` turns false at the first that is wrong. */
class Item {
  sound = true
  readonly node: FileNode
  readonly #where: Where

  constructor(node: FileNode, where: Where) {
    this.node = node
    this.#where = where
    if (node.kind !== 'map') {
      wrong(node, where, 'a map of fields')
      this.sound = false
    }
  }

  read<T>(field: string, kind: Kind<T>, preset: T | undefined): T {
    const node = fieldOf(this.node, field)
    const value =
      node === undefined || (node.kind === 'scalar' && node.value === null)
        ? preset
        : kind.read(node, { ...this.#where, field })
    if (value !== undefined) return value
    if (node === undefined && this.sound) {
      this.#where.problems.error(this.node.at, `${this.#where.subject}: ${field} is missing.`)
    }
    this.sound = false
    return preset as T
  }
}

/** RabbitMQ writes an empty table as an empty list now and then. */
const looseTable: Kind<FieldTable> = {
  ...table,
  read: (node, where) =>
    node.kind === 'list' && node.items.length === 0 ? emptyTable : table.read(node, where),
}
const priority: Kind<number> = {
  read: (node, where) =>
    node.kind === 'scalar' && typeof node.value === 'number'
      ? node.value
      : wrong(node, where, 'a number'),
  write: (value) => value,
  schema: {},
}

/** The definitions, or null after an error in `problems`. */
export function readDefinitions(root: FileNode, problems: Problems): Definitions | null {
  if (root.kind !== 'map') {
    problems.error(root.at, `A definitions file is a JSON object, but it is ${shown(root)}.`)
    return null
  }
  if (!topologySections.some((section) => fieldOf(root, section))) {
    problems.error(
      root.at,
      'The file is not a definitions export: it has none of queues, exchanges and bindings.',
    )
    return null
  }
  const fact = (name: string) => {
    const node = fieldOf(root, name)
    return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : null
  }
  const home = fact('original_vhost_name') ?? '/'
  const items = <T>(section: string, most: number, make: (item: Item) => T): T[] =>
    itemsOf(root, section, most, problems, make)
  const thing = (item: Item) => ({
    virtualHost: item.read('vhost', shortText, home),
    name: item.read('name', shortText, undefined),
    durable: item.read('durable', truth, true),
    autoDelete: item.read('auto_delete', truth, false),
    arguments: item.read('arguments', looseTable, emptyTable),
  })
  const queues = items('queues', limits.queues, (item) => ({
    ...thing(item),
    type: item.read('type', shortText, 'classic'),
  }))
  const exchanges = items('exchanges', limits.exchanges, (item) => ({
    ...thing(item),
    type: item.read('type', shortText, undefined),
    internal: item.read('internal', truth, false),
  }))
  const bindings = items('bindings', limits.bindings, (item) => ({
    virtualHost: item.read('vhost', shortText, home),
    source: item.read('source', shortText, undefined),
    destination: item.read('destination', shortText, undefined),
    toExchange: item.read('destination_type', shortText, 'queue') === 'exchange',
    key: item.read('routing_key', shortText, ''),
    arguments: item.read('arguments', looseTable, emptyTable),
  }))
  const policies = items('policies', policiesMax, (item) => policyOf(item, item, home, false))
  const parameters = items('parameters', parametersMax, (item) => ({
    item,
    component: item.read('component', shortText, ''),
  }))
  for (const { item, component } of parameters) {
    const value = fieldOf(item.node, 'value')
    if (component !== 'operator_policy' || !value) continue
    const inner = new Item(value, { subject: 'An operator policy', field: '', problems })
    policies.push(policyOf(item, inner, home, true))
  }
  if (problems.errors > 0) return null
  const others = otherSections(root)
  for (const component of new Set(parameters.map((each) => each.component))) {
    if (component === 'operator_policy') continue
    const count = parameters.filter((each) => each.component === component).length
    others.push({ section: `${component} parameter`, count })
  }
  const version = fact('product_version') ?? fact('rabbitmq_version') ?? fact('rabbit_version')
  const hosts = [...exchanges, ...queues].map(({ virtualHost }) => virtualHost)
  const named = items('vhosts', limits.queues, (item) => item.read('name', shortText, home))
  return {
    product: [fact('product_name') ?? 'RabbitMQ', version].filter(Boolean).join(' '),
    virtualHosts: [...new Set([...named, ...hosts])],
    exchanges,
    queues,
    bindings,
    policies,
    others,
  }
}

const policiesMax = 1000
const parametersMax = 100_000

function policyOf(outer: Item, inner: Item, home: string, operator: boolean): DefinedPolicy {
  return {
    virtualHost: outer.read('vhost', shortText, home),
    name: outer.read('name', shortText, undefined),
    pattern: inner.read('pattern', shortText, ''),
    applyTo: inner.read('apply-to', shortText, 'all'),
    priority: inner.read('priority', priority, 0),
    definition: inner.read('definition', looseTable, emptyTable),
    operator,
  }
}

function itemsOf<T>(
  root: FileNode,
  section: string,
  most: number,
  problems: Problems,
  make: (item: Item) => T,
): T[] {
  const node = fieldOf(root, section)
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return []
  const where = { subject: 'The file', field: section, problems }
  if (node.kind !== 'list') {
    wrong(node, where, 'a list')
    return []
  }
  if (node.items.length > most) {
    wrong(node, where, `at most ${most} long`, `it has ${node.items.length}`)
    return []
  }
  const made: T[] = []
  for (const [index, each] of node.items.entries()) {
    const name = fieldOf(each, 'name')
    const called = name?.kind === 'scalar' && typeof name.value === 'string'
    const subject = `${section} ${index + 1}${called ? ` (${quoted(String(name.value))})` : ''}`
    const item = new Item(each, { subject, field: '', problems })
    if (!item.sound) continue
    const value = make(item)
    if (item.sound) made.push(value)
  }
  return made
}

function otherSections(root: FileNode): { section: string; count: number }[] {
  if (root.kind !== 'map') return []
  return root.entries.flatMap(({ key, value }) => {
    if (facts.has(key) || key === 'parameters') return []
    const count =
      value.kind === 'list' ? value.items.length : value.kind === 'map' ? value.entries.length : 1
    const section = key.replaceAll('_', ' ').replace(/s$/, '')
    return count === 0 ? [] : [{ section, count }]
  })
}
