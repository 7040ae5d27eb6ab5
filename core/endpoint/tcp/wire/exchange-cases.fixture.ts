/** Exchanges and bindings, and what is missing. */
import { emptyWireTable } from '#core/amqp/field-table.ts'
import {
  bind,
  consume,
  exchange,
  get,
  int,
  message,
  open,
  queue,
  table,
  text,
  type WireCase,
} from './wire-case.fixture.ts'

export const exchangeCases: readonly WireCase[] = [
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
]
