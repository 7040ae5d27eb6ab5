/** The topology of a definitions file in the simulation's terms; what it cannot carry is said in `LeftOut`. */
import type { LeftOut } from './definitions-left-out.ts'
import { Policies } from './definitions-policies.ts'
import type { DefinedExchange, DefinedQueue, Definitions } from './definitions-read.ts'
import { limits } from './limits.ts'
import { utf8Bytes } from './scenario-file-kind.ts'
import { expiryMsMax } from './scenario-file-measure.ts'
import { predeclaredExchanges } from './scenario-file-routes.ts'
import {
  type BindingSpec,
  deadLetterStrategies,
  type ExchangeSpec,
  type ExchangeType,
  exchangeTypes,
  type FieldTable,
  type FieldValue,
  noArguments,
  overflowModes,
  priorityMax,
  type QueueArguments,
  type QueueSpec,
  retryTypes,
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

export function topologyOf(definitions: Definitions, leftOut: LeftOut): Topology {
  const { rename, several } = renameFor(definitions)
  const policies = new Policies(definitions.policies, leftOut)
  const exchanges = new Map<string, ExchangeSpec>()
  for (const exchange of exchangesOf(definitions, several)) {
    const spec = exchangeOf(exchange, rename, policies, leftOut)
    if (usable('exchange', spec.name, exchanges, leftOut)) exchanges.set(spec.name, spec)
  }
  const queues = new Map<string, QueueSpec>()
  for (const queue of definitions.queues) {
    const spec = queueOf(queue, rename, policies, leftOut)
    if (usable('queue', spec.name, queues, leftOut)) queues.set(spec.name, spec)
  }
  const known = new Map<string, ExchangeType>([
    ...predeclaredExchanges,
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
  return { exchanges: [...exchanges.values()], queues: [...queues.values()], bindings }
}

/** With several virtual hosts each has its own amq.* exchanges; those in use become exchanges of their own. */
function exchangesOf(definitions: Definitions, several: boolean): DefinedExchange[] {
  const own = definitions.exchanges.filter(({ name }) => name !== '' && !name.startsWith('amq.'))
  if (!several) return own
  const types = new Map(predeclaredExchanges)
  const used = new Map<string, DefinedExchange>()
  for (const { virtualHost, source, destination, toExchange } of definitions.bindings) {
    for (const name of toExchange ? [source, destination] : [source]) {
      const type = types.get(name)
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
  policies: Policies,
  leftOut: LeftOut,
): ExchangeSpec {
  const { virtualHost, durable, autoDelete, internal } = exchange
  const name = rename(virtualHost, exchange.name)
  const known = exchangeTypes.find((type) => type === exchange.type)
  const set = policies.effective(
    'exchange',
    exchange.type,
    virtualHost,
    exchange.name,
    exchange.arguments,
  )
  const delayed = exchangeTypes.find((type) => type === set.get('delayed-type'))
  const type = known ?? delayed ?? 'direct'
  if (!known) {
    leftOut.add('exchange', `of type ${exchange.type}, imported as ${type}`, name)
  }
  const alternate = set.get('alternate-exchange')
  for (const key of set.keys()) {
    if (key === 'alternate-exchange' || key === 'delayed-type' || isQueueArgument(key)) continue
    leftOut.add('exchange', `${key} is not simulated yet and was left out`, name)
  }
  const alternateExchange =
    typeof alternate === 'string' && alternate !== '' ? rename(virtualHost, alternate) : null
  return { name, type, durable, autoDelete, internal, alternateExchange }
}

const carried = new Set([
  'queue-type',
  'message-ttl',
  'max-length',
  'max-length-bytes',
  'overflow',
  'dead-letter-exchange',
  'dead-letter-routing-key',
  'expires',
  'single-active-consumer',
  'max-priority',
  'delivery-limit',
  'dead-letter-strategy',
  'delayed-retry-type',
  'delayed-retry-min',
  'delayed-retry-max',
  'consumer-timeout',
])
/** What means something to a quorum queue alone; a policy may say it to others too. */
function ofQuorum(
  set: ReadonlyMap<string, FieldValue>,
  whole: (key: string, most: number, least?: number) => number | null,
): Partial<QueueArguments> {
  const strategy = set.get('dead-letter-strategy')
  const retry = set.get('delayed-retry-type')
  return {
    deliveryLimit: whole('delivery-limit', Number.MAX_SAFE_INTEGER, -1),
    deadLetterStrategy: deadLetterStrategies.find((one) => one === strategy) ?? null,
    delayedRetryType: retryTypes.find((one) => one === retry) ?? null,
    delayedRetryMinMs: whole('delayed-retry-min', expiryMsMax),
    delayedRetryMaxMs: whole('delayed-retry-max', expiryMsMax),
    consumerTimeoutMs: whole('consumer-timeout', expiryMsMax),
  }
}

/** A policy for everything matches exchanges too, where these say nothing. */
const isQueueArgument = (key: string) =>
  carried.has(key) || /^(ha-|queue-|max-|delivery-|delayed-|consumer-|dead-letter-)/.test(key)

function queueOf(
  queue: DefinedQueue,
  rename: Rename,
  policies: Policies,
  leftOut: LeftOut,
): QueueSpec {
  const { virtualHost, durable, autoDelete } = queue
  const name = rename(virtualHost, queue.name)
  const written = queue.arguments.fields.find(([key]) => key === 'x-queue-type')?.[1]
  const type = typeof written === 'string' ? written : queue.type
  const set = policies.effective('queue', type, virtualHost, queue.name, queue.arguments)
  const isQuorum = type === 'quorum'
  if (type !== 'classic' && !isQuorum) {
    leftOut.add(
      'queue',
      `${type}, imported as classic, so offsets and retention are not simulated`,
      name,
    )
  }
  for (const key of set.keys()) {
    if (carried.has(key) || key === 'alternate-exchange') continue
    leftOut.add('queue', `${key} is not simulated yet and was left out`, name)
  }
  const whole = (key: string, most: number, least = 0): number | null => {
    const value = set.get(key)
    if (value === undefined || value === null) return null
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most)
      return value
    leftOut.add('queue', `${key} is not a whole number the broker accepts and was left out`, name)
    return null
  }
  const short = (key: string): string | null => {
    const value = set.get(key)
    return typeof value === 'string' && utf8Bytes(value) <= limits.nameBytes ? value : null
  }
  const exchange = short('dead-letter-exchange')
  const key = exchange === null ? null : short('dead-letter-routing-key')
  return {
    name,
    type: isQuorum ? 'quorum' : 'classic',
    durable: durable || isQuorum,
    exclusive: false,
    autoDelete: autoDelete && !isQuorum,
    arguments: {
      ...noArguments,
      messageTtlMs: whole('message-ttl', expiryMsMax),
      maxLength: whole('max-length', Number.MAX_SAFE_INTEGER),
      maxLengthBytes: whole('max-length-bytes', Number.MAX_SAFE_INTEGER),
      overflow: overflowModes.find((mode) => mode === set.get('overflow')) ?? 'drop-head',
      deadLetterExchange: exchange === null ? null : rename(virtualHost, exchange),
      // Through the default exchange the key is the name of a queue.
      deadLetterRoutingKey: key !== null && exchange === '' ? rename(virtualHost, key) : key,
      expiresMs: whole('expires', expiryMsMax, 1),
      singleActiveConsumer: set.get('single-active-consumer') === true,
      ...(isQuorum ? ofQuorum(set, whole) : { maxPriority: whole('max-priority', priorityMax) }),
    },
  }
}
