/** Publishes, properties and what comes back. */
import { emptyWireTable } from '#core/amqp/field-table.ts'
import {
  anyTable,
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

export const publishCases: readonly WireCase[] = [
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
]
