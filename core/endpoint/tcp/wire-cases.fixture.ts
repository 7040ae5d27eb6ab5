/** What is said to a broker byte by byte, and what comes back: the same on a real server and on the endpoint. */
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import type { WireField, WireTable, WireValue } from '#core/amqp/field-table.ts'
import { emptyWireTable } from '#core/amqp/field-table.ts'
import { closeFrame, openFrame } from '#core/amqp/frame-writer.ts'
import { FrameType, protocolHeader } from '#core/amqp/frames.ts'
import { type Properties, writeProperties } from '#core/amqp/properties.ts'
import type { RawClient } from './raw-client.fixture.ts'

export interface WireCase {
  readonly name: string
  /** Before it the client has logged in, unless `bare`. */
  readonly bare?: true
  readonly steps: (client: RawClient) => unknown
}

const open = (client: RawClient, channel = 1) =>
  client.send(channel, 'channel.open', { reserved: '' })
const table = (...fields: readonly WireField[]): WireTable => ({ fields })
const text = (value: string): WireValue => ({ letter: 'S', value })
const int = (value: number): WireValue => ({ letter: 'I', value })

interface QueueFlags {
  readonly passive?: boolean
  readonly durable?: boolean
  readonly exclusive?: boolean
  readonly autoDelete?: boolean
  readonly nowait?: boolean
}

const queue = (
  client: RawClient,
  name: string,
  args: WireTable = emptyWireTable,
  flags: QueueFlags = {},
  channel = 1,
) => {
  const { passive = false, durable = true, exclusive = false } = flags
  const { autoDelete = false, nowait = false } = flags
  const fields = { reserved: 0, queue: name, passive, durable, exclusive, autoDelete, nowait }
  return client.send(channel, 'queue.declare', { ...fields, arguments: args })
}

const exchange = (
  client: RawClient,
  name: string,
  type = 'direct',
  args: WireTable = emptyWireTable,
  flags: QueueFlags & { readonly internal?: boolean } = {},
) => {
  const { passive = false, durable = true, autoDelete = false, internal = false } = flags
  const fields = { reserved: 0, exchange: name, type, passive, durable, autoDelete, internal }
  return client.send(1, 'exchange.declare', { ...fields, nowait: false, arguments: args })
}

const bind = (client: RawClient, to: string, from: string, args: WireTable = emptyWireTable) =>
  client.send(1, 'queue.bind', {
    reserved: 0,
    queue: to,
    exchange: from,
    routingKey: 'k',
    nowait: false,
    arguments: args,
  })

const consume = (
  client: RawClient,
  name: string,
  args: WireTable = emptyWireTable,
  flags: { noAck?: boolean; exclusive?: boolean; tag?: string; nowait?: boolean } = {},
  channel = 1,
) => {
  const { noAck = false, exclusive = false, tag = 'c', nowait = false } = flags
  const fields = { reserved: 0, queue: name, consumerTag: tag, noLocal: false, noAck, exclusive }
  return client.send(channel, 'basic.consume', { ...fields, nowait, arguments: args })
}

const publish = (
  client: RawClient,
  exchangeName: string,
  routingKey: string,
  { mandatory = false, immediate = false } = {},
  channel = 1,
) => {
  const fields = { reserved: 0, exchange: exchangeName, routingKey, mandatory, immediate }
  return client.send(channel, 'basic.publish', fields)
}

const propertyBytes = (properties: Properties) => {
  const writer = new ByteWriter(256)
  writeProperties(writer, properties)
  return [...writer.take()]
}

const message = (
  client: RawClient,
  to: string,
  key: string,
  properties: Properties = {},
  flags = {},
) => publish(client, to, key, flags).header(1, 2, propertyBytes(properties)).body(1, 'hi')

const get = (client: RawClient, name: string, noAck = true) =>
  client.send(1, 'basic.get', { reserved: 0, queue: name, noAck })

const remove = (client: RawClient, name: string, ifUnused = false, ifEmpty = false, channel = 1) =>
  client.send(channel, 'queue.delete', {
    reserved: 0,
    queue: name,
    ifUnused,
    ifEmpty,
    nowait: false,
  })

const settled = { deliveryTag: 7, multiple: false }
const declared = (name: string, args: WireTable, flags: QueueFlags = {}): WireCase => ({
  name: `declare ${name}`,
  steps: (client) => queue(open(client), `wire-${name}`, args, flags),
})
const redeclared = (
  name: string,
  first: WireTable,
  then: WireTable,
  flags: QueueFlags = {},
): WireCase => ({
  name: `redeclare ${name}`,
  steps: async (client) => {
    remove(open(client), `wire-again-${name}`)
    queue(client, `wire-again-${name}`, first)
    queue(client, `wire-again-${name}`, then, flags)
    await client.quiet()
    remove(open(client, 2), `wire-again-${name}`, false, false, 2)
  },
})
const type = (value: string) => ['x-queue-type', text(value)] as const
const anyTable = table(
  ['t', { letter: 't', value: true }],
  ['b', { letter: 'b', value: -5 }],
  ['B', { letter: 'B', value: 200 }],
  ['s', { letter: 's', value: -300 }],
  ['u', { letter: 'u', value: 60_000 }],
  ['I', int(-70_000)],
  ['i', { letter: 'i', value: 4_000_000_000 }],
  ['l', { letter: 'l', value: -(2n ** 60n) }],
  ['f', { letter: 'f', value: 1.5 }],
  ['d', { letter: 'd', value: Math.PI }],
  ['D', { letter: 'D', scale: 2, value: 314 }],
  ['S', text('grüße')],
  ['T', { letter: 'T', value: 1_700_000_000 }],
  ['x', { letter: 'x', value: Uint8Array.of(0, 255, 1) }],
  ['A', { letter: 'A', value: [int(1), text('two')] }],
  ['F', { letter: 'F', value: table(['in', int(1)]) }],
  ['V', { letter: 'V' }],
)

export const wireCases: readonly WireCase[] = [
  {
    name: 'header 0-9-1 in pieces',
    bare: true,
    steps: async (c) => {
      c.raw(protocolHeader.slice(0, 3))
      await c.quiet(50)
      c.raw(protocolHeader.slice(3))
    },
  },
  { name: 'header 0-10', bare: true, steps: (c) => c.raw([65, 77, 81, 80, 1, 1, 0, 10]) },
  { name: 'header 0-0-9-2', bare: true, steps: (c) => c.raw([65, 77, 81, 80, 0, 0, 9, 2]) },
  {
    name: 'header 1.0 without SASL',
    bare: true,
    steps: (c) => c.raw([65, 77, 81, 80, 0, 1, 0, 0]),
  },
  { name: 'header of nobody', bare: true, steps: (c) => c.raw([1, 2, 3, 4, 5, 6, 7, 8]) },
  {
    name: 'unknown virtual host',
    bare: true,
    steps: async (c) => {
      c.raw(protocolHeader)
      await c.until((line) => line.includes('start'))
      c.startOk()
      await c.until((line) => line.includes('tune'))
      c.send(0, 'connection.tune-ok', { channelMax: 2047, frameMax: 131_072, heartbeat: 0 })
      c.send(0, 'connection.open', { virtualHost: 'nowhere', reserved1: '', reserved2: false })
    },
  },
  { name: 'method on a channel never opened', steps: (c) => queue(c, 'wire-q') },
  { name: 'channel opened twice', steps: (c) => open(open(c)) },
  { name: 'body without a method', steps: (c) => open(c).body(1, 'x') },
  { name: 'header without a method', steps: (c) => open(c).header(1, 2) },
  { name: 'body where a header belongs', steps: (c) => publish(open(c), '', 'q').body(1, 'x') },
  { name: 'method where a header belongs', steps: (c) => open(publish(open(c), '', 'q')) },
  {
    name: 'header of another class',
    steps: (c) => publish(open(c), '', 'q').header(1, 2, [0, 0], 50),
  },
  {
    name: 'method where a body belongs',
    steps: (c) => open(publish(open(c), '', 'q').header(1, 2)),
  },
  {
    name: 'more body than announced',
    steps: (c) => publish(open(c), '', 'q').header(1, 1).body(1, 'xyz'),
  },
  {
    name: 'body of no bytes',
    steps: (c) => publish(open(c), '', 'nobody', { mandatory: true }).header(1, 0),
  },
  {
    name: 'empty body frames between',
    steps: (c) =>
      publish(open(c), '', 'nobody', { mandatory: true })
        .header(1, 2)
        .body(1, '')
        .body(1, 'a')
        .body(1, '')
        .body(1, 'b'),
  },
  { name: 'frame type 0', steps: (c) => open(c).frame(0, 1, [1, 2, 3]) },
  {
    name: 'frame type 4 on channel 0',
    steps: (c) => c.frame(4, 0, [...new TextEncoder().encode('some printable text')]),
  },
  { name: 'heartbeat on a channel', steps: (c) => open(c).frame(FrameType.heartbeat, 1, []) },
  { name: 'heartbeat with a payload', steps: (c) => c.frame(FrameType.heartbeat, 0, [1]) },
  { name: 'body on channel 0', steps: (c) => c.body(0, 'x') },
  {
    name: 'wrong end mark',
    steps: (c) => {
      const writer = new ByteWriter(64)
      const mark = openFrame(writer, 1, 0)
      writer.raw(Uint8Array.of(0, 10, 0, 51))
      closeFrame(writer, mark)
      const bytes = writer.take().slice()
      bytes[bytes.length - 1] = 0
      c.raw(bytes)
    },
  },
  { name: 'frame too large', steps: (c) => c.raw([3, 0, 1, 0, 2, 0, 1, 0]) },
  { name: 'channel method on channel 0', steps: (c) => open(c, 0) },
  {
    name: 'connection method on a channel',
    steps: (c) =>
      open(c).send(1, 'connection.open', { virtualHost: '/', reserved1: '', reserved2: false }),
  },
  {
    name: 'tune again',
    steps: (c) =>
      c.send(0, 'connection.tune-ok', { channelMax: 1, frameMax: 131_072, heartbeat: 0 }),
  },
  {
    name: "the server's own method",
    steps: (c) =>
      open(c).send(1, 'queue.declare-ok', { queue: 'q', messageCount: 0, consumerCount: 0 }),
  },
  {
    name: 'update-secret',
    steps: (c) => c.send(0, 'connection.update-secret', { newSecret: 'guest', reason: 'why not' }),
  },
  {
    name: 'connection.close',
    steps: (c) =>
      c.send(0, 'connection.close', { replyCode: 200, replyText: 'bye', classId: 0, methodId: 0 }),
  },
  {
    name: 'channel.close',
    steps: async (c) => {
      open(c).send(1, 'channel.close', {
        replyCode: 200,
        replyText: 'bye',
        classId: 0,
        methodId: 0,
      })
      await c.quiet()
      open(c)
    },
  },
  { name: 'flow on', steps: (c) => open(c).send(1, 'channel.flow', { active: true }) },
  { name: 'flow off', steps: (c) => open(c).send(1, 'channel.flow', { active: false }) },
  {
    name: 'access.request',
    steps: (c) =>
      open(c).send(1, 'access.request', {
        realm: '/',
        exclusive: false,
        passive: true,
        active: true,
        write: true,
        read: true,
      }),
  },
  {
    name: 'too many channels',
    steps: async (c) => {
      for (let channel = 1; channel <= 3; channel++) open(c, channel)
    },
  },
  {
    name: 'after a channel error everything but goodbyes is ignored',
    steps: async (c) => {
      get(open(c), 'wire-missing')
      await c.quiet()
      queue(c, 'wire-ignored')
      c.send(1, 'channel.close', { replyCode: 0, replyText: '', classId: 0, methodId: 0 })
      c.send(1, 'channel.close-ok', {})
      open(c)
    },
  },
  {
    name: 'qos size',
    steps: (c) =>
      open(c).send(1, 'basic.qos', { prefetchSize: 1000, prefetchCount: 0, global: false }),
  },
  {
    name: 'qos global',
    steps: (c) => open(c).send(1, 'basic.qos', { prefetchSize: 0, prefetchCount: 3, global: true }),
  },
  {
    name: 'recover without requeue',
    steps: (c) => open(c).send(1, 'basic.recover', { requeue: false }),
  },
  { name: 'recover', steps: (c) => open(c).send(1, 'basic.recover', { requeue: true }) },
  {
    name: 'recover-async',
    steps: (c) => open(c).send(1, 'basic.recover-async', { requeue: true }),
  },
  { name: 'ack of an unknown tag', steps: (c) => open(c).send(1, 'basic.ack', settled) },
  {
    name: 'ack of a huge tag',
    steps: (c) => open(c).send(1, 'basic.ack', { deliveryTag: 2n ** 64n - 1n, multiple: false }),
  },
  {
    name: 'ack of everything when there is nothing',
    steps: (c) =>
      open(c)
        .send(1, 'basic.ack', { deliveryTag: 0, multiple: true })
        .send(1, 'confirm.select', { nowait: false }),
  },
  {
    name: 'nack of an unknown tag',
    steps: (c) => open(c).send(1, 'basic.nack', { ...settled, requeue: true }),
  },
  {
    name: 'reject of an unknown tag',
    steps: (c) => open(c).send(1, 'basic.reject', { deliveryTag: 9, requeue: true }),
  },
  {
    name: 'confirms, then transactions',
    steps: (c) => open(c).send(1, 'confirm.select', { nowait: false }).send(1, 'tx.select', {}),
  },
  {
    name: 'transactions, then confirms',
    steps: (c) => open(c).send(1, 'tx.select', {}).send(1, 'confirm.select', { nowait: false }),
  },
  { name: 'commit without a transaction', steps: (c) => open(c).send(1, 'tx.commit', {}) },
  { name: 'rollback without a transaction', steps: (c) => open(c).send(1, 'tx.rollback', {}) },
  {
    name: 'confirm.select nowait',
    steps: (c) =>
      publish(open(c).send(1, 'confirm.select', { nowait: true }), '', 'nobody').header(1, 0),
  },
  {
    name: 'cancel of an unknown tag',
    steps: (c) => open(c).send(1, 'basic.cancel', { consumerTag: 'nobody', nowait: false }),
  },
  { name: 'get of a missing queue', steps: (c) => get(open(c), 'wire-missing') },
  { name: 'get without a queue', steps: (c) => get(open(c), '') },
  { name: 'consume without a queue', steps: (c) => consume(open(c), '') },
  { name: 'consume from a missing queue', steps: (c) => consume(open(c), 'wire-missing') },
  { name: 'bind of nothing', steps: (c) => bind(open(c), '', 'amq.direct') },
  { name: 'bind a missing queue', steps: (c) => bind(open(c), 'wire-missing', 'amq.direct') },
  {
    name: 'bind to a missing exchange',
    steps: (c) =>
      bind(
        queue(open(c), 'wire-bind', emptyWireTable, { exclusive: true }),
        'wire-bind',
        'wire-missing',
      ),
  },
  {
    name: 'bind to the default exchange',
    steps: (c) =>
      bind(queue(open(c), 'wire-bind2', emptyWireTable, { exclusive: true }), 'wire-bind2', ''),
  },
  {
    name: 'x-match of another type',
    steps: (c) =>
      bind(
        queue(open(c), 'wire-bind3', emptyWireTable, { exclusive: true }),
        'wire-bind3',
        'amq.headers',
        table(['x-match', int(23)]),
      ),
  },
  {
    name: 'x-match nobody knows',
    steps: (c) =>
      bind(
        queue(open(c), 'wire-bind4', emptyWireTable, { exclusive: true }),
        'wire-bind4',
        'amq.headers',
        table(['x-match', text('all or any')]),
      ),
  },
  {
    name: 'exchanges bound',
    steps: (c) =>
      open(c)
        .send(1, 'exchange.bind', {
          reserved: 0,
          destination: 'amq.topic',
          source: 'amq.direct',
          routingKey: 'k',
          nowait: false,
          arguments: emptyWireTable,
        })
        .send(1, 'exchange.unbind', {
          reserved: 0,
          destination: 'amq.topic',
          source: 'amq.direct',
          routingKey: 'k',
          nowait: false,
          arguments: emptyWireTable,
        }),
  },
  {
    name: 'exchange bound to a missing one',
    steps: (c) =>
      open(c).send(1, 'exchange.bind', {
        reserved: 0,
        destination: 'wire-missing',
        source: 'amq.direct',
        routingKey: 'k',
        nowait: false,
        arguments: emptyWireTable,
      }),
  },
  {
    name: 'unbind what was never bound',
    steps: (c) =>
      queue(open(c), 'wire-unbind', emptyWireTable, { exclusive: true }).send(1, 'queue.unbind', {
        reserved: 0,
        queue: 'wire-unbind',
        exchange: 'amq.direct',
        routingKey: 'x',
        arguments: emptyWireTable,
      }),
  },
  {
    name: 'unbind from a missing exchange',
    steps: (c) =>
      queue(open(c), 'wire-unbind2', emptyWireTable, { exclusive: true }).send(1, 'queue.unbind', {
        reserved: 0,
        queue: 'wire-unbind2',
        exchange: 'wire-missing',
        routingKey: 'x',
        arguments: emptyWireTable,
      }),
  },
  {
    name: 'unbind a missing queue',
    steps: (c) =>
      open(c).send(1, 'queue.unbind', {
        reserved: 0,
        queue: 'wire-missing',
        exchange: 'amq.direct',
        routingKey: 'x',
        arguments: emptyWireTable,
      }),
  },
  { name: 'exchange of an unknown type', steps: (c) => exchange(open(c), 'wire-x', 'ZZwwInvalid') },
  { name: 'exchange with a reserved name', steps: (c) => exchange(open(c), 'amq.wire') },
  { name: 'the default exchange declared', steps: (c) => exchange(open(c), '') },
  {
    name: 'the default exchange looked at',
    steps: (c) => exchange(open(c), '', '', emptyWireTable, { passive: true }),
  },
  {
    name: 'a missing exchange looked at',
    steps: (c) => exchange(open(c), 'wire-missing', '', emptyWireTable, { passive: true }),
  },
  { name: 'amq.direct declared as it is', steps: (c) => exchange(open(c), 'amq.direct') },
  {
    name: 'amq.direct declared as fanout',
    steps: (c) => exchange(open(c), 'amq.direct', 'fanout'),
  },
  {
    name: 'amq.direct declared transient',
    steps: (c) => exchange(open(c), 'amq.direct', 'direct', emptyWireTable, { durable: false }),
  },
  {
    name: 'amq.direct declared auto-delete',
    steps: (c) => exchange(open(c), 'amq.direct', 'direct', emptyWireTable, { autoDelete: true }),
  },
  {
    name: 'amq.direct declared internal',
    steps: (c) => exchange(open(c), 'amq.direct', 'direct', emptyWireTable, { internal: true }),
  },
  {
    name: 'amq.direct declared with an alternate',
    steps: (c) =>
      exchange(open(c), 'amq.direct', 'direct', table(['alternate-exchange', text('x')])),
  },
  {
    name: 'alternate exchange that is a number',
    steps: (c) => exchange(open(c), 'wire-ae', 'direct', table(['alternate-exchange', int(1)])),
  },
  {
    name: 'delete amq.direct',
    steps: (c) =>
      open(c).send(1, 'exchange.delete', {
        reserved: 0,
        exchange: 'amq.direct',
        ifUnused: false,
        nowait: false,
      }),
  },
  {
    name: 'delete the default exchange',
    steps: (c) =>
      open(c).send(1, 'exchange.delete', {
        reserved: 0,
        exchange: '',
        ifUnused: false,
        nowait: false,
      }),
  },
  {
    name: 'delete a missing exchange',
    steps: (c) =>
      open(c).send(1, 'exchange.delete', {
        reserved: 0,
        exchange: 'wire-missing',
        ifUnused: true,
        nowait: false,
      }),
  },
  {
    name: 'delete an exchange in use',
    steps: (c) =>
      bind(
        queue(
          exchange(open(c), 'wire-used', 'direct', emptyWireTable, { autoDelete: true }),
          'wire-used',
          emptyWireTable,
          { exclusive: true },
        ),
        'wire-used',
        'wire-used',
      ).send(1, 'exchange.delete', {
        reserved: 0,
        exchange: 'wire-used',
        ifUnused: true,
        nowait: false,
      }),
  },
  {
    name: 'publish to an internal exchange',
    steps: (c) =>
      message(
        exchange(open(c), 'wire-internal', 'fanout', emptyWireTable, { internal: true }),
        'wire-internal',
        'k',
      ),
  },
  {
    name: 'a missing queue looked at',
    steps: (c) => queue(open(c), 'wire-missing', emptyWireTable, { passive: true }),
  },
  {
    name: 'no queue looked at',
    steps: (c) => queue(open(c), '', emptyWireTable, { passive: true }),
  },
  { name: 'queue with a reserved name', steps: (c) => queue(open(c), 'amq.wire') },
  { name: 'delete a missing queue', steps: (c) => remove(open(c), 'wire-missing') },
  {
    name: 'delete a queue with a consumer',
    steps: async (c) => {
      consume(queue(open(c), 'wire-used-q', emptyWireTable, { exclusive: true }), 'wire-used-q')
      await c.quiet()
      remove(c, 'wire-used-q', true)
    },
  },
  {
    name: 'delete a queue with a message',
    steps: async (c) => {
      message(queue(open(c), 'wire-full-q', emptyWireTable, { exclusive: true }), '', 'wire-full-q')
      await c.quiet()
      remove(c, 'wire-full-q', false, true)
    },
  },
  {
    name: 'purge',
    steps: (c) =>
      queue(open(c), 'wire-purge', emptyWireTable, { exclusive: true }).send(1, 'queue.purge', {
        reserved: 0,
        queue: 'wire-purge',
        nowait: false,
      }),
  },
  {
    name: 'purge of a missing queue',
    steps: (c) =>
      open(c).send(1, 'queue.purge', { reserved: 0, queue: 'wire-missing', nowait: false }),
  },
  {
    name: 'line ends in a name',
    steps: (c) => queue(open(c), 'wire-line\r\nend', emptyWireTable, { exclusive: true }),
  },
  {
    name: 'queue by the name said last',
    steps: (c) => get(queue(open(c), 'wire-last', emptyWireTable, { exclusive: true }), ''),
  },
  declared('ttl negative', table(['x-message-ttl', int(-1)])),
  declared('ttl a text', table(['x-message-ttl', text('10')])),
  declared('ttl a float', table(['x-message-ttl', { letter: 'd', value: 10 }])),
  declared('ttl a timestamp', table(['x-message-ttl', { letter: 'T', value: 10 }])),
  declared('ttl a bool', table(['x-message-ttl', { letter: 't', value: true }])),
  declared('expires zero', table(['x-expires', int(0)])),
  declared('expires negative', table(['x-expires', int(-5)])),
  declared('max-length negative', table(['x-max-length', int(-5)])),
  declared('max-length a table', table(['x-max-length', { letter: 'F', value: emptyWireTable }])),
  declared('max-priority 256', table(['x-max-priority', int(256)])),
  declared('max-priority negative', table(['x-max-priority', int(-10)])),
  declared('max-priority a text', table(['x-max-priority', text('5')])),
  declared('dlx a number', table(['x-dead-letter-exchange', int(1)])),
  declared('key without dlx', table(['x-dead-letter-routing-key', text('k')])),
  declared(
    'key a number',
    table(['x-dead-letter-exchange', text('x')], ['x-dead-letter-routing-key', int(1)]),
  ),
  declared('overflow unknown', table(['x-overflow', text('explode')])),
  declared('overflow a number', table(['x-overflow', int(1)])),
  declared('mode unknown', table(['x-queue-mode', text('eager')]), { exclusive: true }),
  declared('mode a number', table(['x-queue-mode', int(1)]), { exclusive: true }),
  declared('type unknown', table(['x-queue-type', text('stack')])),
  declared('type a number', table(['x-queue-type', int(1)])),
  declared('sac a text', table(['x-single-active-consumer', text('true')])),
  declared('quorum transient', table(type('quorum')), { durable: false }),
  declared('quorum exclusive', table(type('quorum')), { exclusive: true }),
  declared('quorum auto-delete', table(type('quorum')), { autoDelete: true }),
  declared('quorum with priorities', table(type('quorum'), ['x-max-priority', int(5)])),
  declared('quorum with a mode', table(type('quorum'), ['x-queue-mode', text('lazy')])),
  declared('quorum with an age', table(type('quorum'), ['x-max-age', text('7D')])),
  declared('quorum limit a text', table(type('quorum'), ['x-delivery-limit', text('3')])),
  declared(
    'quorum strategy unknown',
    table(type('quorum'), ['x-dead-letter-strategy', text('sometimes')]),
  ),
  declared('classic with a limit', table(['x-delivery-limit', int(3)])),
  declared('classic with a strategy', table(['x-dead-letter-strategy', text('at-least-once')])),
  declared('classic with an age', table(['x-max-age', text('7D')])),
  declared('stream transient', table(type('stream')), { durable: false }),
  declared('stream exclusive', table(type('stream')), { exclusive: true }),
  declared('stream with a ttl', table(type('stream'), ['x-message-ttl', int(5)])),
  declared('stream with a length', table(type('stream'), ['x-max-length', int(5)])),
  declared('stream age nobody knows', table(type('stream'), ['x-max-age', text('7 days')])),
  declared('stream age a number', table(type('stream'), ['x-max-age', int(7)])),
  { name: 'quorum without a name', steps: (c) => queue(open(c), '', table(type('quorum'))) },
  { name: 'stream without a name', steps: (c) => queue(open(c), '', table(type('stream'))) },
  redeclared('transient', emptyWireTable, emptyWireTable, { durable: false }),
  redeclared('auto-delete', emptyWireTable, emptyWireTable, { autoDelete: true }),
  redeclared('exclusive', emptyWireTable, emptyWireTable, { exclusive: true }),
  redeclared('ttl other', table(['x-message-ttl', int(1000)]), table(['x-message-ttl', int(2000)])),
  redeclared(
    'ttl of another width',
    table(['x-message-ttl', int(1000)]),
    table(['x-message-ttl', { letter: 'l', value: 1000 }]),
  ),
  redeclared('ttl gone', table(['x-message-ttl', int(1000)]), emptyWireTable),
  redeclared('ttl new', emptyWireTable, table(['x-message-ttl', { letter: 'l', value: 1000 }])),
  redeclared('dlx new', emptyWireTable, table(['x-dead-letter-exchange', text('x')])),
  redeclared(
    'dlx other',
    table(['x-dead-letter-exchange', text('y')]),
    table(['x-dead-letter-exchange', text('x')]),
  ),
  redeclared('quorum', emptyWireTable, table(type('quorum'))),
  redeclared('classic said', emptyWireTable, table(type('classic'))),
  redeclared('unknown argument', emptyWireTable, table(['x-nonsense', int(1)])),
  redeclared(
    'sac',
    table(['x-single-active-consumer', { letter: 't', value: true }]),
    emptyWireTable,
  ),
  redeclared(
    'a text for a number',
    table(['x-max-length', int(1000)]),
    table(['x-max-length', text('1000')]),
  ),
  {
    name: 'consumer tag twice',
    steps: async (c) => {
      consume(queue(open(c), 'wire-tags', emptyWireTable, { exclusive: true }), 'wire-tags')
      await c.quiet()
      consume(c, 'wire-tags')
    },
  },
  {
    name: 'consumer priority a text',
    steps: (c) =>
      consume(
        queue(open(c), 'wire-prio', emptyWireTable, { exclusive: true }),
        'wire-prio',
        table(['x-priority', text('1')]),
      ),
  },
  {
    name: 'consumer priority void',
    steps: (c) =>
      consume(
        queue(open(c), 'wire-prio2', emptyWireTable, { exclusive: true }),
        'wire-prio2',
        table(['x-priority', { letter: 'V' }]),
      ),
  },
  {
    name: 'consumer priority an array',
    steps: (c) =>
      consume(
        queue(open(c), 'wire-prio3', emptyWireTable, { exclusive: true }),
        'wire-prio3',
        table(['x-priority', { letter: 'A', value: [int(1)] }]),
      ),
  },
  {
    name: 'exclusive beside another',
    steps: async (c) => {
      consume(queue(open(c), 'wire-ex', emptyWireTable, { exclusive: true }), 'wire-ex')
      await c.quiet()
      consume(c, 'wire-ex', emptyWireTable, { exclusive: true, tag: 'd' })
    },
  },
  {
    name: 'consume nowait',
    steps: (c) =>
      message(
        consume(
          queue(open(c), 'wire-nw', emptyWireTable, { exclusive: true }),
          'wire-nw',
          emptyWireTable,
          { nowait: true },
        ),
        '',
        'wire-nw',
      ),
  },
  {
    name: 'stream consumed without a prefetch',
    steps: (c) => consume(queue(open(c), 'wire-stream', table(type('stream'))), 'wire-stream'),
  },
  {
    name: 'stream consumed without acks',
    steps: (c) =>
      consume(
        queue(open(c), 'wire-stream2', table(type('stream'))).send(1, 'basic.qos', {
          prefetchSize: 0,
          prefetchCount: 5,
          global: false,
        }),
        'wire-stream2',
        emptyWireTable,
        { noAck: true },
      ),
  },
  {
    name: 'stream read by get',
    steps: (c) => get(queue(open(c), 'wire-stream3', table(type('stream'))), 'wire-stream3'),
  },
  {
    name: 'stream purged',
    steps: (c) =>
      queue(open(c), 'wire-stream4', table(type('stream'))).send(1, 'queue.purge', {
        reserved: 0,
        queue: 'wire-stream4',
        nowait: false,
      }),
  },
  {
    name: 'stream at an offset nobody knows',
    steps: (c) =>
      consume(
        queue(open(c), 'wire-stream5', table(type('stream'))).send(1, 'basic.qos', {
          prefetchSize: 0,
          prefetchCount: 5,
          global: false,
        }),
        'wire-stream5',
        table(['x-stream-offset', text('middle')]),
      ),
  },
  {
    name: 'get beside a sole consumer of a quorum queue',
    steps: (c) =>
      get(
        queue(
          open(c),
          'wire-sac-q',
          table(type('quorum'), ['x-single-active-consumer', { letter: 't', value: true }]),
        ),
        'wire-sac-q',
      ),
  },
  { name: 'replies with acks', steps: (c) => consume(open(c), 'amq.rabbitmq.reply-to') },
  {
    name: 'replies twice',
    steps: (c) =>
      consume(
        consume(open(c), 'amq.rabbitmq.reply-to', emptyWireTable, { noAck: true }),
        'amq.rabbitmq.reply-to',
        emptyWireTable,
        { noAck: true, tag: 'd' },
      ),
  },
  {
    name: 'replies asked for without a consumer',
    steps: (c) => message(open(c), '', 'nobody', { replyTo: 'amq.rabbitmq.reply-to' }),
  },
  {
    name: 'the place of replies looked at',
    steps: (c) => queue(open(c), 'amq.rabbitmq.reply-to', emptyWireTable, { passive: true }),
  },
  { name: 'publish to a missing exchange', steps: (c) => message(open(c), 'wire-missing', 'k') },
  { name: 'publish immediate', steps: (c) => message(open(c), '', 'k', {}, { immediate: true }) },
  {
    name: 'publish mandatory to nobody',
    steps: (c) =>
      message(
        open(c).send(1, 'confirm.select', { nowait: false }),
        '',
        'wire-nobody',
        { headers: anyTable, timestamp: 1_700_000_000, appId: 'me' },
        { mandatory: true },
      ),
  },
  { name: 'expiration a word', steps: (c) => message(open(c), '', 'k', { expiration: 'soon' }) },
  {
    name: 'expiration with a unit',
    steps: (c) => message(open(c), '', 'k', { expiration: '100ms' }),
  },
  { name: 'expiration negative', steps: (c) => message(open(c), '', 'k', { expiration: '-1' }) },
  { name: 'expiration empty', steps: (c) => message(open(c), '', 'k', { expiration: '' }) },
  {
    name: 'expiration of a plus',
    steps: (c) => message(open(c), '', 'k', { expiration: '+5' }, { mandatory: true }),
  },
  { name: 'expiration fractional', steps: (c) => message(open(c), '', 'k', { expiration: '1.5' }) },
  {
    name: 'expiration too large',
    steps: (c) => message(open(c), '', 'k', { expiration: '99999999999999' }),
  },
  { name: 'somebody else as user', steps: (c) => message(open(c), '', 'k', { userId: 'root' }) },
  {
    name: 'oneself as user',
    steps: (c) => message(open(c), '', 'k', { userId: 'guest' }, { mandatory: true }),
  },
  {
    name: 'CC a text',
    steps: (c) => message(open(c), '', 'k', { headers: table(['CC', text('x')]) }),
  },
  {
    name: 'goodbye is not waited for',
    steps: async (c) => {
      get(open(c), 'wire-missing')
      await c.quiet()
      open(c)
    },
  },
  {
    name: 'CC of numbers',
    steps: (c) =>
      message(open(c), '', 'k', { headers: table(['CC', { letter: 'A', value: [int(1)] }]) }),
  },
  {
    name: 'BCC a number',
    steps: (c) => message(open(c), '', 'k', { headers: table(['BCC', int(1)]) }),
  },
  {
    name: 'every type of header and back',
    steps: async (c) => {
      const properties = {
        headers: anyTable,
        deliveryMode: 2,
        priority: 3,
        correlationId: 'c',
        replyTo: 'r',
        messageId: 'm',
        timestamp: 1,
        type: 't',
        appId: 'a',
        clusterId: 'x',
        contentType: 'text/plain',
        contentEncoding: 'utf-8',
        expiration: '60000',
      }
      message(
        queue(open(c), 'wire-all', emptyWireTable, { exclusive: true }),
        '',
        'wire-all',
        properties,
      )
      await c.quiet()
      get(c, 'wire-all')
    },
  },
  {
    name: 'BCC is not shown',
    steps: async (c) => {
      const headers = table(
        ['CC', { letter: 'A', value: [text('wire-cc')] }],
        ['BCC', { letter: 'A', value: [text('wire-cc')] }],
        ['own', int(1)],
      )
      message(queue(open(c), 'wire-cc', emptyWireTable, { exclusive: true }), '', 'nobody', {
        headers,
      })
      await c.quiet()
      get(c, 'wire-cc')
    },
  },
  {
    name: 'a dead letter',
    steps: async (c) => {
      const args = table(
        ['x-dead-letter-exchange', text('')],
        ['x-dead-letter-routing-key', text('wire-dead')],
      )
      queue(open(c), 'wire-dead', emptyWireTable, { exclusive: true })
      queue(c, 'wire-dying', args, { exclusive: true })
      message(c, '', 'wire-dying', { expiration: '60000', headers: table(['own', int(1)]) })
      await c.quiet()
      get(c, 'wire-dying', false)
      await c.quiet()
      c.send(1, 'basic.reject', { deliveryTag: 1, requeue: false })
      await c.quiet()
      get(c, 'wire-dead')
    },
  },
  {
    name: 'quorum counts',
    steps: async (c) => {
      queue(open(c), 'wire-counts', table(type('quorum')))
      c.send(1, 'queue.purge', { reserved: 0, queue: 'wire-counts', nowait: false })
      message(c.send(1, 'confirm.select', { nowait: false }), '', 'wire-counts')
      await c.quiet()
      get(c, 'wire-counts', false)
      await c.quiet()
      c.send(1, 'basic.reject', { deliveryTag: 1, requeue: true })
      await c.quiet()
      get(c, 'wire-counts')
      await c.quiet()
      remove(c, 'wire-counts')
    },
  },
  { name: 'ids of no method', steps: (c) => open(c).frame(FrameType.method, 1, [0, 60, 0, 200]) },
  {
    name: 'ids of no method on channel 0',
    steps: (c) => c.frame(FrameType.method, 0, [0, 10, 0, 255]),
  },
  { name: 'half a method', steps: (c) => open(c).frame(FrameType.method, 1, [0, 50, 0, 10, 0]) },
  {
    name: 'method cut within a text',
    steps: (c) => open(c).frame(FrameType.method, 1, [0, 50, 0, 40, 0, 0, 9, 97]),
  },
  {
    name: 'method with more behind it',
    steps: (c) => open(c).frame(FrameType.method, 1, [0, 60, 0, 110, 1, 1, 1]),
  },
  { name: 'method of three bytes', steps: (c) => open(c).frame(FrameType.method, 1, [0, 50, 0]) },
  {
    name: 'half a method on channel 0',
    steps: (c) => c.frame(FrameType.method, 0, [0, 10, 0, 70, 0]),
  },
  {
    name: 'table of an unknown letter',
    steps: async (c) => {
      open(c)
      await c.quiet()
      c.frame(FrameType.method, 1, [0, 50, 0, 10, 0, 0, 1, 97, 0, 0, 0, 0, 4, 1, 97, 90, 1])
    },
  },
  {
    name: 'half a header',
    steps: (c) => publish(open(c), '', 'q').frame(FrameType.header, 1, [0, 60, 0, 0, 0]),
  },
  {
    name: 'header with a weight',
    steps: (c) =>
      publish(open(c), '', 'q').frame(
        FrameType.header,
        1,
        [0, 60, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
      ),
  },
  {
    name: 'properties nobody defined',
    steps: (c) => publish(open(c), '', 'q').header(1, 0, [0, 2]),
  },
  {
    name: 'properties that go on',
    steps: (c) => publish(open(c), '', 'q').header(1, 0, [0, 1, 0, 0]),
  },
  { name: 'properties cut', steps: (c) => publish(open(c), '', 'q').header(1, 0, [128, 0, 9, 97]) },
  {
    name: 'properties with more behind them',
    steps: (c) => publish(open(c), '', 'q').header(1, 0, [0, 0, 9]),
  },
  { name: 'body beyond everything', steps: (c) => publish(open(c), '', 'q').header(1, 2 ** 30) },
]
