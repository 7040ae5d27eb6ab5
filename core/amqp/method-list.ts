/**
 * Every method of AMQP 0-9-1 with RabbitMQ's extensions: ids and fields in the order of the wire. [AMQP 0-9-1 XML and errata;
 * RabbitMQ: Protocol Extensions] Consecutive bits share octets. A trailing `reserved` name is a field that means nothing.
 */
export type FieldType =
  | 'octet'
  | 'short'
  | 'long'
  | 'longlong'
  | 'shortstr'
  | 'longstr'
  | 'bit'
  | 'table'

interface MethodShape {
  readonly ids: readonly [classId: number, methodId: number]
  /** Named in the order of the wire. */
  readonly fields: Readonly<Record<string, FieldType>>
  /** A content header follows. */
  readonly content?: true
}

const closing = {
  replyCode: 'short',
  replyText: 'shortstr',
  classId: 'short',
  methodId: 'short',
} as const
const binding = {
  reserved: 'short',
  queue: 'shortstr',
  exchange: 'shortstr',
  routingKey: 'shortstr',
} as const
const exchangeBinding = {
  reserved: 'short',
  destination: 'shortstr',
  source: 'shortstr',
  routingKey: 'shortstr',
  nowait: 'bit',
  arguments: 'table',
} as const
const tuning = { channelMax: 'short', frameMax: 'long', heartbeat: 'short' } as const

export const methodList = {
  'connection.start': {
    ids: [10, 10],
    fields: {
      versionMajor: 'octet',
      versionMinor: 'octet',
      serverProperties: 'table',
      mechanisms: 'longstr',
      locales: 'longstr',
    },
  },
  'connection.start-ok': {
    ids: [10, 11],
    fields: {
      clientProperties: 'table',
      mechanism: 'shortstr',
      response: 'longstr',
      locale: 'shortstr',
    },
  },
  'connection.secure': { ids: [10, 20], fields: { challenge: 'longstr' } },
  'connection.secure-ok': { ids: [10, 21], fields: { response: 'longstr' } },
  'connection.tune': { ids: [10, 30], fields: tuning },
  'connection.tune-ok': { ids: [10, 31], fields: tuning },
  'connection.open': {
    ids: [10, 40],
    fields: { virtualHost: 'shortstr', reserved1: 'shortstr', reserved2: 'bit' },
  },
  'connection.open-ok': { ids: [10, 41], fields: { reserved: 'shortstr' } },
  'connection.close': { ids: [10, 50], fields: closing },
  'connection.close-ok': { ids: [10, 51], fields: {} },
  'connection.blocked': { ids: [10, 60], fields: { reason: 'shortstr' } },
  'connection.unblocked': { ids: [10, 61], fields: {} },
  'connection.update-secret': {
    ids: [10, 70],
    fields: { newSecret: 'longstr', reason: 'shortstr' },
  },
  'connection.update-secret-ok': { ids: [10, 71], fields: {} },
  'channel.open': { ids: [20, 10], fields: { reserved: 'shortstr' } },
  'channel.open-ok': { ids: [20, 11], fields: { reserved: 'longstr' } },
  'channel.flow': { ids: [20, 20], fields: { active: 'bit' } },
  'channel.flow-ok': { ids: [20, 21], fields: { active: 'bit' } },
  'channel.close': { ids: [20, 40], fields: closing },
  'channel.close-ok': { ids: [20, 41], fields: {} },
  'access.request': {
    ids: [30, 10],
    fields: {
      realm: 'shortstr',
      exclusive: 'bit',
      passive: 'bit',
      active: 'bit',
      write: 'bit',
      read: 'bit',
    },
  },
  'access.request-ok': { ids: [30, 11], fields: { ticket: 'short' } },
  'exchange.declare': {
    ids: [40, 10],
    fields: {
      reserved: 'short',
      exchange: 'shortstr',
      type: 'shortstr',
      passive: 'bit',
      durable: 'bit',
      autoDelete: 'bit',
      internal: 'bit',
      nowait: 'bit',
      arguments: 'table',
    },
  },
  'exchange.declare-ok': { ids: [40, 11], fields: {} },
  'exchange.delete': {
    ids: [40, 20],
    fields: { reserved: 'short', exchange: 'shortstr', ifUnused: 'bit', nowait: 'bit' },
  },
  'exchange.delete-ok': { ids: [40, 21], fields: {} },
  'exchange.bind': { ids: [40, 30], fields: exchangeBinding },
  'exchange.bind-ok': { ids: [40, 31], fields: {} },
  'exchange.unbind': { ids: [40, 40], fields: exchangeBinding },
  'exchange.unbind-ok': { ids: [40, 51], fields: {} },
  'queue.declare': {
    ids: [50, 10],
    fields: {
      reserved: 'short',
      queue: 'shortstr',
      passive: 'bit',
      durable: 'bit',
      exclusive: 'bit',
      autoDelete: 'bit',
      nowait: 'bit',
      arguments: 'table',
    },
  },
  'queue.declare-ok': {
    ids: [50, 11],
    fields: { queue: 'shortstr', messageCount: 'long', consumerCount: 'long' },
  },
  'queue.bind': { ids: [50, 20], fields: { ...binding, nowait: 'bit', arguments: 'table' } },
  'queue.bind-ok': { ids: [50, 21], fields: {} },
  'queue.purge': {
    ids: [50, 30],
    fields: { reserved: 'short', queue: 'shortstr', nowait: 'bit' },
  },
  'queue.purge-ok': { ids: [50, 31], fields: { messageCount: 'long' } },
  'queue.delete': {
    ids: [50, 40],
    fields: {
      reserved: 'short',
      queue: 'shortstr',
      ifUnused: 'bit',
      ifEmpty: 'bit',
      nowait: 'bit',
    },
  },
  'queue.delete-ok': { ids: [50, 41], fields: { messageCount: 'long' } },
  'queue.unbind': { ids: [50, 50], fields: { ...binding, arguments: 'table' } },
  'queue.unbind-ok': { ids: [50, 51], fields: {} },
  'basic.qos': {
    ids: [60, 10],
    fields: { prefetchSize: 'long', prefetchCount: 'short', global: 'bit' },
  },
  'basic.qos-ok': { ids: [60, 11], fields: {} },
  'basic.consume': {
    ids: [60, 20],
    fields: {
      reserved: 'short',
      queue: 'shortstr',
      consumerTag: 'shortstr',
      noLocal: 'bit',
      noAck: 'bit',
      exclusive: 'bit',
      nowait: 'bit',
      arguments: 'table',
    },
  },
  'basic.consume-ok': { ids: [60, 21], fields: { consumerTag: 'shortstr' } },
  'basic.cancel': { ids: [60, 30], fields: { consumerTag: 'shortstr', nowait: 'bit' } },
  'basic.cancel-ok': { ids: [60, 31], fields: { consumerTag: 'shortstr' } },
  'basic.publish': {
    ids: [60, 40],
    content: true,
    fields: {
      reserved: 'short',
      exchange: 'shortstr',
      routingKey: 'shortstr',
      mandatory: 'bit',
      immediate: 'bit',
    },
  },
  'basic.return': {
    ids: [60, 50],
    content: true,
    fields: {
      replyCode: 'short',
      replyText: 'shortstr',
      exchange: 'shortstr',
      routingKey: 'shortstr',
    },
  },
  'basic.deliver': {
    ids: [60, 60],
    content: true,
    fields: {
      consumerTag: 'shortstr',
      deliveryTag: 'longlong',
      redelivered: 'bit',
      exchange: 'shortstr',
      routingKey: 'shortstr',
    },
  },
  'basic.get': {
    ids: [60, 70],
    fields: { reserved: 'short', queue: 'shortstr', noAck: 'bit' },
  },
  'basic.get-ok': {
    ids: [60, 71],
    content: true,
    fields: {
      deliveryTag: 'longlong',
      redelivered: 'bit',
      exchange: 'shortstr',
      routingKey: 'shortstr',
      messageCount: 'long',
    },
  },
  'basic.get-empty': { ids: [60, 72], fields: { reserved: 'shortstr' } },
  'basic.ack': { ids: [60, 80], fields: { deliveryTag: 'longlong', multiple: 'bit' } },
  'basic.reject': { ids: [60, 90], fields: { deliveryTag: 'longlong', requeue: 'bit' } },
  'basic.recover-async': { ids: [60, 100], fields: { requeue: 'bit' } },
  'basic.recover': { ids: [60, 110], fields: { requeue: 'bit' } },
  'basic.recover-ok': { ids: [60, 111], fields: {} },
  'basic.nack': {
    ids: [60, 120],
    fields: { deliveryTag: 'longlong', multiple: 'bit', requeue: 'bit' },
  },
  'confirm.select': { ids: [85, 10], fields: { nowait: 'bit' } },
  'confirm.select-ok': { ids: [85, 11], fields: {} },
  'tx.select': { ids: [90, 10], fields: {} },
  'tx.select-ok': { ids: [90, 11], fields: {} },
  'tx.commit': { ids: [90, 20], fields: {} },
  'tx.commit-ok': { ids: [90, 21], fields: {} },
  'tx.rollback': { ids: [90, 30], fields: {} },
  'tx.rollback-ok': { ids: [90, 31], fields: {} },
} as const satisfies Readonly<Record<string, MethodShape>>
