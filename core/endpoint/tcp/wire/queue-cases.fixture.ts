/** Queues and their arguments. */
import { emptyWireTable } from '#core/amqp/field-table.ts'
import {
  consume,
  declared,
  get,
  int,
  message,
  open,
  queue,
  redeclared,
  remove,
  table,
  text,
  type,
  type WireCase,
} from './wire-case.fixture.ts'

export const queueCases: readonly WireCase[] = [
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
]
