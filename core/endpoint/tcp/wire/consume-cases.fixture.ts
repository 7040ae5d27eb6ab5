/** Consumers, streams and direct replies. */
import { emptyWireTable } from '#core/amqp/field-table.ts'
import {
  consume,
  get,
  int,
  message,
  open,
  queue,
  remove,
  table,
  text,
  type,
  type WireCase,
} from './wire-case.fixture.ts'

export const consumeCases: readonly WireCase[] = [
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
  {
    name: 'an address for replies nobody wrote looked at',
    steps: (c) => queue(open(c), 'amq.rabbitmq.reply-to.x', emptyWireTable, { passive: true }),
  },
  {
    name: 'an address for replies nobody wrote declared',
    steps: (c) => queue(open(c), 'amq.rabbitmq.reply-to.x'),
  },
  {
    name: 'an address for replies nobody wrote consumed from',
    steps: (c) => consume(open(c), 'amq.rabbitmq.reply-to.x', emptyWireTable, { noAck: true }),
  },
  {
    name: 'a mandatory reply to an address nobody wrote',
    steps: (c) => message(open(c), '', 'amq.rabbitmq.reply-to.x', {}, { mandatory: true }),
  },
  {
    name: 'an address for replies nobody wrote deleted',
    steps: (c) => remove(open(c), 'amq.rabbitmq.reply-to.x'),
  },
]
