import { expect, test } from 'vitest'
import type { ConnectionEntry, Entities } from '#renderer/state/explore.ts'
import { queueCount, treeRows } from './tree-rows.ts'

const rabbit: ConnectionEntry = {
  profile: {
    kind: 'rabbitmq',
    id: 'prod-eu',
    name: 'prod-eu',
    environment: 'production',
    host: 'mq.example.net',
    port: 5671,
    tls: true,
    tlsVerify: true,
    virtualHost: '/',
    username: 'guest',
    management: null,
  },
  state: 'ready',
  reason: null,
  reasonSaid: null,
  hasPassword: true,
  readOnly: true,
  unlockedForMs: null,
}
const simulation: ConnectionEntry = {
  ...rabbit,
  profile: { kind: 'simulated', id: 'simulated', name: 'Simulation', environment: 'local' },
}
const queue = (virtualHost: string, name: string, ready: number | null) => ({
  virtualHost,
  queue: name,
  type: 'classic',
  ready,
  unacked: 0,
  consumers: 0,
  deadLetters: false,
})
const exchange = (virtualHost: string, name: string) => ({
  virtualHost,
  exchange: name,
  type: 'direct',
  bindings: 1,
})
const entities: Entities = {
  overview: { product: 'RabbitMQ', version: '4.3.6', nodes: 1, notes: [] },
  queues: [queue('/', 'b', 3), queue('/', 'a', 4), queue('/orders', 'work', null)],
  exchanges: [exchange('/', ''), exchange('/', 'amq.direct'), exchange('/', 'orders')],
}
const drawn = (filter = '', closed: string[] = [], connection = rabbit) =>
  treeRows({
    connections: [connection],
    entities: new Map([[connection.profile.id, entities]]),
    filter,
    closed: new Set(closed),
  }).map((row) => {
    const name =
      row.kind === 'queue'
        ? row.queue.queue
        : row.kind === 'exchange'
          ? row.exchange.exchange
          : row.kind === 'host'
            ? `${row.virtualHost} ${row.ready}`
            : row.product
    return `${'  '.repeat(row.depth)}${row.kind} ${name}`
  })

test('an open connection shows its virtual hosts, then exchanges and queues by name', () => {
  expect(drawn()).toEqual([
    'connection RabbitMQ 4.3.6',
    '  host / 7',
    '    exchange orders',
    '    queue a',
    '    queue b',
    '  host /orders null',
    '    queue work',
  ])
})

test('a filter keeps what matches and the branches that lead there, even closed ones', () => {
  expect(drawn('WOR', ['prod-eu', 'prod-eu\n/orders'])).toEqual([
    'connection RabbitMQ 4.3.6',
    '  host /orders null',
    '    queue work',
  ])
})

test('pre-declared exchanges appear only when filtered for', () => {
  expect(drawn('amq.')).toContain('    exchange amq.direct')
})

test('a closed branch hides what is below it', () => {
  expect(drawn('', ['prod-eu\n/'])).toEqual([
    'connection RabbitMQ 4.3.6',
    '  host / 7',
    '  host /orders null',
    '    queue work',
  ])
})

test('a broker without virtual hosts lists its queues directly when it has one', () => {
  const one: Entities = { ...entities, queues: [queue('/', 'tasks', 1)], exchanges: [] }
  const rows = treeRows({
    connections: [simulation],
    entities: new Map([['simulated', one]]),
    filter: '',
    closed: new Set(),
  })
  expect(rows.map((row) => `${row.depth} ${row.kind}`)).toEqual(['0 connection', '1 queue'])
  expect(queueCount(new Map([['simulated', one]]))).toBe(1)
})
