/** One thing that is said to a broker byte by byte, and the words such cases are written in. */
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import {
  emptyWireTable,
  type WireField,
  type WireTable,
  type WireValue,
} from '#core/amqp/field-table.ts'
import { type Properties, writeProperties } from '#core/amqp/properties.ts'
import type { RawClient } from '../raw-client.fixture.ts'

export interface WireCase {
  readonly name: string
  /** Before it the client has logged in, unless `bare`. */
  readonly bare?: true
  readonly steps: (client: RawClient) => unknown
}

export const open = (client: RawClient, channel = 1) =>
  client.send(channel, 'channel.open', { reserved: '' })
export const table = (...fields: readonly WireField[]): WireTable => ({ fields })
export const text = (value: string): WireValue => ({ letter: 'S', value })
export const int = (value: number): WireValue => ({ letter: 'I', value })

interface QueueFlags {
  readonly passive?: boolean
  readonly durable?: boolean
  readonly exclusive?: boolean
  readonly autoDelete?: boolean
  readonly nowait?: boolean
}

export const queue = (
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

export const exchange = (
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

export const bind = (
  client: RawClient,
  to: string,
  from: string,
  args: WireTable = emptyWireTable,
) =>
  client.send(1, 'queue.bind', {
    reserved: 0,
    queue: to,
    exchange: from,
    routingKey: 'k',
    nowait: false,
    arguments: args,
  })

export const consume = (
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

export const publish = (
  client: RawClient,
  exchangeName: string,
  routingKey: string,
  { mandatory = false, immediate = false } = {},
  channel = 1,
) => {
  const fields = { reserved: 0, exchange: exchangeName, routingKey, mandatory, immediate }
  return client.send(channel, 'basic.publish', fields)
}

export const propertyBytes = (properties: Properties) => {
  const writer = new ByteWriter(256)
  writeProperties(writer, properties)
  return [...writer.take()]
}

export const message = (
  client: RawClient,
  to: string,
  key: string,
  properties: Properties = {},
  flags = {},
) => publish(client, to, key, flags).header(1, 2, propertyBytes(properties)).body(1, 'hi')

export const get = (client: RawClient, name: string, noAck = true) =>
  client.send(1, 'basic.get', { reserved: 0, queue: name, noAck })

export const remove = (
  client: RawClient,
  name: string,
  ifUnused = false,
  ifEmpty = false,
  channel = 1,
) =>
  client.send(channel, 'queue.delete', {
    reserved: 0,
    queue: name,
    ifUnused,
    ifEmpty,
    nowait: false,
  })

export const settled = { deliveryTag: 7, multiple: false }
export const declared = (name: string, args: WireTable, flags: QueueFlags = {}): WireCase => ({
  name: `declare ${name}`,
  steps: (client) => queue(open(client), `wire-${name}`, args, flags),
})
export const redeclared = (
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
export const type = (value: string) => ['x-queue-type', text(value)] as const
export const anyTable = table(
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
