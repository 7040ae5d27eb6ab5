/** Limits, acks, confirms and transactions. */
import { open, publish, settled, type WireCase } from './wire-case.fixture.ts'

export const settleCases: readonly WireCase[] = [
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
]
