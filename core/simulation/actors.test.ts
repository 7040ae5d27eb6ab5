import { expect, test } from 'vitest'
import type { Scenario } from '#core/model/scenario.ts'
import {
  binding,
  consumer,
  exchange,
  producer,
  queue,
  scenario,
  second,
} from './scenario.fixture.ts'
import { Simulation } from './simulation.ts'
import { formatTrace } from './trace-text.ts'

/** Runs to `untilUs` with the broker's books checked at every event, and writes the log down. */
function traceOf(of: Scenario, untilUs = 1000 * second): string {
  const simulation = new Simulation(of, { checkEveryEvent: true })
  simulation.advance(untilUs, 10_000)
  return `\n${formatTrace(simulation.log, simulation.description)}\n`
}

const three = { messagesMax: 3, arrivals: { law: 'constant', ratePerSecond: 2 } } as const

test('a consumer works on one message at a time, the rest of its prefetch waits in order', () => {
  const work = scenario(
    { queues: [queue('q')] },
    {
      producers: [
        producer('p', 'q', {
          messagesMax: 3,
          arrivals: { law: 'bursts', ratePerSecond: 1, size: 3 },
        }),
      ],
      consumers: [consumer('c', 'q', { prefetch: 2 })],
    },
  )
  expect(traceOf(work)).toMatchInlineSnapshot(`
    "
    0.000000  published  m1     p
    0.000000  enqueued   m1  q  p
    0.000000  delivered  m1  q  c  #1
    0.000000  published  m2     p
    0.000000  enqueued   m2  q  p
    0.000000  delivered  m2  q  c  #1
    0.000000  published  m3     p
    0.000000  enqueued   m3  q  p
    0.100000  acked      m1  q  c  #1
    0.100000  delivered  m3  q  c  #1
    0.200000  acked      m2  q  c  #1
    0.300000  acked      m3  q  c  #1
    "
  `)
})

test('a link takes size over bandwidth plus latency, one message after the other, and acks travel it too', () => {
  const link = { latencyUs: 10_000, bandwidthBytesPerSecond: 1000 }
  const far = scenario(
    { queues: [queue('q')] },
    {
      producers: [
        producer('p', 'q', {
          link,
          messagesMax: 2,
          arrivals: { law: 'bursts', ratePerSecond: 1, size: 2 },
        }),
      ],
      consumers: [
        consumer('c', 'q', { link, prefetch: 1, service: { law: 'constant', meanUs: 0 } }),
      ],
    },
  )
  // 100 bytes at 1000 bytes a second: published after 110 and 210 ms; acked 120 ms after each delivery.
  expect(traceOf(far)).toMatchInlineSnapshot(`
    "
    0.110000  published  m1     p
    0.110000  enqueued   m1  q  p
    0.110000  delivered  m1  q  c  #1
    0.210000  published  m2     p
    0.210000  enqueued   m2  q  p
    0.230000  acked      m1  q  c  #1
    0.230000  delivered  m2  q  c  #1
    0.350000  acked      m2  q  c  #1
    "
  `)
})

test('a failed message goes back until its attempts are used up, then it is rejected', () => {
  const failing = scenario(
    {
      exchanges: [exchange('dlx', 'fanout')],
      queues: [queue('q', { deadLetterExchange: 'dlx' }), queue('dead')],
      bindings: [binding('dlx', 'dead')],
    },
    {
      producers: [producer('p', 'q', { messagesMax: 1, poisonShare: 1 })],
      consumers: [
        consumer('c', 'q', {
          failure: { probability: 0, outcome: 'requeue', by: 'nack', attemptsMax: 2 },
        }),
      ],
    },
  )
  expect(traceOf(failing)).toMatchInlineSnapshot(`
    "
    1.000000  published     m1        p
    1.000000  enqueued      m1  q     p
    1.000000  delivered     m1  q     c  #1
    1.100000  requeued      m1  q     c  nack #1
    1.100000  delivered     m1  q     c  #2
    1.200000  deadLettered  m1  q     c  rejected #2
    1.200000  enqueued      m1  dead
    "
  `)
})

test('a crash before the ack returns everything unacked, and the consumer comes back', () => {
  const fragile = scenario(
    { queues: [queue('q')] },
    {
      producers: [
        producer('p', 'q', {
          messagesMax: 2,
          arrivals: { law: 'bursts', ratePerSecond: 1, size: 2 },
        }),
      ],
      consumers: [
        consumer('c', 'q', { prefetch: 5, crash: { probability: 1, restartAfterUs: second } }),
      ],
    },
  )
  expect(traceOf(fragile, 1.2 * second)).toMatchInlineSnapshot(`
    "
    0.000000  published  m1     p
    0.000000  enqueued   m1  q  p
    0.000000  delivered  m1  q  c  #1
    0.000000  published  m2     p
    0.000000  enqueued   m2  q  p
    0.000000  delivered  m2  q  c  #1
    0.100000  crashed           c
    0.100000  requeued   m1  q  c  crash #1
    0.100000  requeued   m2  q  c  crash #1
    1.100000  restarted         c
    1.100000  delivered  m1  q  c  #2
    1.100000  delivered  m2  q  c  #2
    1.200000  crashed           c
    1.200000  requeued   m1  q  c  crash #2
    1.200000  requeued   m2  q  c  crash #2
    "
  `)
})

test('with auto-ack a crash loses what was delivered', () => {
  const fragile = scenario(
    { queues: [queue('q')] },
    {
      producers: [
        producer('p', 'q', { ...three, arrivals: { law: 'bursts', ratePerSecond: 1, size: 3 } }),
      ],
      consumers: [
        consumer('c', 'q', { autoAck: true, crash: { probability: 1, restartAfterUs: null } }),
      ],
    },
  )
  const simulation = new Simulation(fragile)
  simulation.advance(Number.POSITIVE_INFINITY, 100)
  const { queues, consumers } = simulation.result(0)
  expect(queues.q).toMatchObject({ delivered: 3, acked: 3, ready: 0, unacked: 0 })
  expect(consumers.c).toMatchObject({ delivered: 3, acked: 0, crashed: 1 })
})

test('a consumer that holds a delivery too long loses its channel, ends its work for nothing and opens another', () => {
  const slow = scenario(
    { queues: [queue('q')] },
    {
      producers: [producer('p', 'q', { messagesMax: 1 })],
      consumers: [
        consumer('c', 'q', {
          ackTimeoutUs: 300_000,
          service: { law: 'constant', meanUs: 500_000 },
        }),
      ],
    },
  )
  expect(traceOf(slow, 2.2 * second)).toMatchInlineSnapshot(`
    "
    1.000000  published   m1     p
    1.000000  enqueued    m1  q  p
    1.000000  delivered   m1  q  c  #1
    1.300000  ackTimeout      q  c
    1.300000  requeued    m1  q  c  timeout #1
    1.500000  delivered   m1  q  c  #2
    1.800000  ackTimeout      q  c
    1.800000  requeued    m1  q  c  timeout #2
    2.000000  delivered   m1  q  c  #3
    "
  `)
})

test('an ack at the very end of the timeout is in time', () => {
  const justInTime = scenario(
    { queues: [queue('q')] },
    {
      producers: [producer('p', 'q', three)],
      consumers: [consumer('c', 'q', { ackTimeoutUs: 100_000 })],
    },
  )
  expect(traceOf(justInTime)).not.toContain('ackTimeout')
})

test('a full confirm window blocks the producer until a confirm comes back', () => {
  const windowed = scenario(
    { queues: [queue('q')] },
    {
      producers: [
        producer('p', 'q', {
          ...three,
          arrivals: { law: 'constant', ratePerSecond: 100 },
          confirms: true,
          confirmWindow: 1,
          link: { latencyUs: 50_000, bandwidthBytesPerSecond: null },
        }),
      ],
    },
  )
  expect(traceOf(windowed)).toMatchInlineSnapshot(`
    "
    0.020000  producerBlocked           p
    0.060000  published          m1     p
    0.060000  enqueued           m1  q  p
    0.060000  confirmed          m1     p
    0.110000  producerUnblocked         p
    0.120000  producerBlocked           p
    0.160000  published          m2     p
    0.160000  enqueued           m2  q  p
    0.160000  confirmed          m2     p
    0.210000  producerUnblocked         p
    0.260000  published          m3     p
    0.260000  enqueued           m3  q  p
    0.260000  confirmed          m3     p
    "
  `)
})

test('a message that nobody binds comes back to a producer that asked for it, and is gone otherwise', () => {
  const lost = (mandatory: boolean) => {
    const simulation = new Simulation(
      scenario({}, { producers: [producer('p', 'nowhere', { mandatory, messagesMax: 1 })] }),
    )
    simulation.advance(Number.POSITIVE_INFINITY, 10)
    return {
      returned: simulation.producers.outlet(0).returned,
      unroutable: simulation.meters.exchange(0).unroutable,
    }
  }
  expect(lost(true)).toEqual({ returned: 1, unroutable: 1 })
  expect(lost(false)).toEqual({ returned: 0, unroutable: 1 })
})

test('a message expires at the end of its time to live, before a delivery of the same instant', () => {
  const mortal = scenario(
    { queues: [queue('q', { messageTtlMs: 500 })] },
    {
      producers: [producer('p', 'q', { messagesMax: 1 })],
      consumers: [consumer('c', 'q', { startAtUs: 1.5 * second })],
    },
  )
  expect(traceOf(mortal)).toMatchInlineSnapshot(`
    "
    1.000000  published  m1     p
    1.000000  enqueued   m1  q  p
    1.500000  dropped    m1  q     expired
    "
  `)
})
