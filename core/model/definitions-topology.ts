/** The topology of a definitions file in the simulation's terms; what it cannot carry is said in `LeftOut`. */
import type { LeftOut } from './definitions-left-out.ts'
import { policiesOf } from './definitions-policies.ts'
import type { DefinedExchange, DefinedQueue, Definitions } from './definitions-read.ts'
import { valuesOf } from './definitions-values.ts'
import { alternateInEffect, argumentsInEffect, PoliciesInEffect } from './in-effect.ts'
import { limits } from './limits.ts'
import type { PolicySpec } from './policy.ts'
import { predeclaredTypes } from './predeclared.ts'
import { utf8Bytes } from './scenario-file-kind.ts'
import {
  type BindingSpec,
  type ExchangeSpec,
  type ExchangeType,
  exchangeTypes,
  type FieldTable,
  type FieldValue,
  noArguments,
  type QueueArguments,
  type QueueSpec,
  type QueueType,
  queueTypes,
  type Topology,
} from './topology.ts'

/** How names are made unique: with one virtual host they stay, with several they get it as a prefix. */
export type Rename = (virtualHost: string, name: string) => string

export function renameFor({ queues, exchanges }: Definitions): {
  rename: Rename
  several: boolean
} {
  const own = exchanges.filter(({ name }) => name !== '' && !name.startsWith('amq.'))
  const several = new Set([...queues, ...own].map(({ virtualHost }) => virtualHost)).size > 1
  const prefix = (virtualHost: string) => (virtualHost === '/' ? '/' : `${virtualHost}/`)
  return {
    several,
    rename: (virtualHost, name) =>
      several && name !== '' ? `${prefix(virtualHost)}${name}` : name,
  }
}

export interface ImportedTopology {
  readonly topology: Topology
  /** Of one virtual host; of several, each name has its own, and they are arguments already. */
  readonly policies: readonly PolicySpec[]
}

export function topologyOf(definitions: Definitions, leftOut: LeftOut): ImportedTopology {
  const { rename, several } = renameFor(definitions)
  const policies = policiesOf(definitions.policies, rename, leftOut)
  const pairs = new Map(
    [...policies].map(([host, specs]) => [host, new PoliciesInEffect(several ? specs : [])]),
  )
  const of = (host: string) => pairs.get(host) ?? new PoliciesInEffect([])
  const exchanges = new Map<string, ExchangeSpec>()
  for (const exchange of exchangesOf(definitions, several)) {
    const spec = exchangeOf(exchange, rename, of(exchange.virtualHost), leftOut)
    if (usable('exchange', spec.name, exchanges, leftOut)) exchanges.set(spec.name, spec)
  }
  const queues = new Map<string, QueueSpec>()
  for (const queue of definitions.queues) {
    const spec = queueOf(queue, rename, of(queue.virtualHost), leftOut)
    if (usable('queue', spec.name, queues, leftOut)) queues.set(spec.name, spec)
  }
  const bindings = bindingsOf(definitions, rename, exchanges, queues, leftOut)
  const topology = { exchanges: [...exchanges.values()], queues: [...queues.values()], bindings }
  const home = [...definitions.queues, ...definitions.exchanges][0]?.virtualHost ?? '/'
  return { topology, policies: several ? [] : (policies.get(home) ?? []) }
}

function bindingsOf(
  definitions: Definitions,
  rename: Rename,
  exchanges: ReadonlyMap<string, ExchangeSpec>,
  queues: ReadonlyMap<string, QueueSpec>,
  leftOut: LeftOut,
): BindingSpec[] {
  const known = new Map<string, ExchangeType>([
    ...predeclaredTypes,
    ...[...exchanges.values()].map(({ name, type }) => [name, type] as const),
  ])
  const bindings: BindingSpec[] = []
  for (const defined of definitions.bindings) {
    // Every queue is bound to the default exchange by its name anyway.
    if (defined.source === '') continue
    const from = rename(defined.virtualHost, defined.source)
    const to = rename(defined.virtualHost, defined.destination)
    const { toExchange, key } = defined
    const label = `${from} to ${to}`
    const type = known.get(from)
    if (!type || !(toExchange ? known.has(to) : queues.has(to))) {
      leftOut.add('binding', 'left out, because one of its ends is not in the file', label)
    } else if (!accepted(type, key, defined.arguments)) {
      leftOut.add('binding', 'left out, because RabbitMQ 4.3 answers it with 406', label)
    } else bindings.push({ from, to, toExchange, key, arguments: defined.arguments })
  }
  return bindings
}

/** With several virtual hosts each has its own amq.* exchanges; those in use become exchanges of their own. */
function exchangesOf(definitions: Definitions, several: boolean): DefinedExchange[] {
  const own = definitions.exchanges.filter(({ name }) => name !== '' && !name.startsWith('amq.'))
  if (!several) return own
  const used = new Map<string, DefinedExchange>()
  for (const { virtualHost, source, destination, toExchange } of definitions.bindings) {
    for (const name of toExchange ? [source, destination] : [source]) {
      const type = predeclaredTypes.get(name)
      if (!type) continue
      const fixed = { durable: true, autoDelete: false, internal: false, arguments: { fields: [] } }
      used.set(`${virtualHost}\n${name}`, { virtualHost, name, type, ...fixed })
    }
  }
  return [...used.values(), ...own]
}

function usable(
  noun: string,
  name: string,
  taken: ReadonlyMap<string, unknown>,
  leftOut: LeftOut,
): boolean {
  let why: string | null = null
  if (name === '') why = 'it has no name'
  else if (name.startsWith('amq.')) why = 'names that begin with "amq." belong to the broker'
  else if (utf8Bytes(name) > limits.nameBytes) why = 'with its virtual host its name is too long'
  else if (taken.has(name)) why = 'another one is called so too'
  if (why !== null) leftOut.add(noun, `left out, because ${why}`, name)
  return why === null
}

const matches = new Set<FieldValue>(['all', 'any', 'all-with-x', 'any-with-x'])

function accepted(type: ExchangeType, key: string, set: FieldTable): boolean {
  if (type === 'topic') return key.split('.').filter((word) => word === '#').length <= 2
  if (type !== 'headers') return true
  return set.fields.every(([name, value]) => name !== 'x-match' || matches.has(value))
}

function exchangeOf(
  exchange: DefinedExchange,
  rename: Rename,
  policies: PoliciesInEffect,
  leftOut: LeftOut,
): ExchangeSpec {
  const { virtualHost, durable, autoDelete, internal } = exchange
  const name = rename(virtualHost, exchange.name)
  const known = exchangeTypes.find((type) => type === exchange.type)
  const values = valuesOf('exchange', name, exchange.arguments, leftOut)
  const written = exchange.arguments.fields.find(([key]) => key === 'x-delayed-type')?.[1]
  const delayed = exchangeTypes.find((type) => type === written)
  const type = known ?? delayed ?? 'direct'
  if (!known) {
    leftOut.add('exchange', `of type ${exchange.type}, imported as ${type}`, name)
  }
  for (const key of values.unknown) {
    if (key === 'delayed-type') continue
    leftOut.add('exchange', `${key} is not simulated yet and was left out`, name)
  }
  const own = values.alternateExchange
  const alternateExchange = own === null ? null : rename(virtualHost, own)
  const spec = { name: exchange.name, type, durable, autoDelete, internal, alternateExchange }
  return { ...spec, name, alternateExchange: alternateInEffect(spec, policies.ofExchange(spec)) }
}

const isType = (type: string): type is QueueType => queueTypes.some((each) => each === type)

/** What a queue of a type can have; the broker refuses the rest, so only a hand-made file holds it. */
function ofType(type: QueueType, set: QueueArguments): QueueArguments {
  const { maxLengthBytes, maxAgeS, maxSegmentBytes, maxPriority } = set
  if (type === 'stream') return { ...noArguments, maxLengthBytes, maxAgeS, maxSegmentBytes }
  const plain = { ...set, maxAgeS: null, maxSegmentBytes: null }
  if (type === 'quorum') return { ...plain, maxPriority: null }
  return {
    ...plain,
    maxPriority,
    deliveryLimit: null,
    deadLetterStrategy: null,
    delayedRetryType: null,
    delayedRetryMinMs: null,
    delayedRetryMaxMs: null,
    consumerTimeoutMs: null,
  }
}

function queueOf(
  queue: DefinedQueue,
  rename: Rename,
  policies: PoliciesInEffect,
  leftOut: LeftOut,
): QueueSpec {
  const { virtualHost, durable, autoDelete } = queue
  const name = rename(virtualHost, queue.name)
  const written = queue.arguments.fields.find(([key]) => key === 'x-queue-type')?.[1]
  const asked = typeof written === 'string' ? written : queue.type
  const type = isType(asked) ? asked : 'classic'
  if (type !== asked) leftOut.add('queue', `of type ${asked}, imported as classic`, name)
  const { said, unknown } = valuesOf('queue', name, queue.arguments, leftOut)
  for (const key of unknown) {
    leftOut.add('queue', `${key} is not simulated yet and was left out`, name)
  }
  const exchange = said.deadLetterExchange ?? null
  const own: QueueArguments = {
    ...noArguments,
    ...said,
    deadLetterExchange: exchange === null ? null : rename(virtualHost, exchange),
  }
  const spec = { name: queue.name, type, durable, exclusive: false, autoDelete, arguments: own }
  const inEffect = ofType(type, argumentsInEffect(own, policies.ofQueue(spec)))
  const key = inEffect.deadLetterRoutingKey
  const isByName = inEffect.deadLetterExchange === ''
  return {
    name,
    type,
    durable: durable || type !== 'classic',
    exclusive: false,
    autoDelete: autoDelete && type === 'classic',
    arguments: {
      ...inEffect,
      // Through the default exchange the key is the name of a queue. Without an exchange it says nothing.
      deadLetterRoutingKey:
        key === null || inEffect.deadLetterExchange === null
          ? null
          : isByName
            ? rename(virtualHost, key)
            : key,
    },
  }
}
