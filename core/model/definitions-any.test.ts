import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { importDefinitions } from './definitions.ts'
import { parseScenario } from './scenario-file.ts'

/** Hundreds of imports on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 })

const name = fc.oneof(
  fc.constantFrom('orders', 'orders.work', 'amq.topic', 'amq.x', '', '__proto__', '/', 'a/b'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)
const vhost = fc.constantFrom('/', 'test', '')
const set = fc.dictionary(
  fc.constantFrom(
    'x-queue-type',
    'x-message-ttl',
    'x-max-length',
    'x-overflow',
    'x-dead-letter-exchange',
    'x-dead-letter-routing-key',
    'x-max-priority',
    'x-match',
    'alternate-exchange',
    'a',
  ),
  fc.oneof(
    name,
    fc.integer(),
    fc.double({ max: 1e15, min: -1e15 }),
    fc.boolean(),
    fc.constantFrom('quorum', 'all', 'any'),
  ),
)
const definition = fc.dictionary(
  fc.constantFrom(
    'message-ttl',
    'max-length',
    'overflow',
    'dead-letter-exchange',
    'expires',
    'ha-mode',
  ),
  fc.oneof(name, fc.nat(), fc.constantFrom('reject-publish', 'reject-publish-dlx')),
)

const definitions = fc.record({
  exchanges: fc.array(
    fc.record({
      name,
      vhost,
      type: fc.constantFrom('direct', 'topic', 'fanout', 'headers', 'x-delayed-message'),
      internal: fc.boolean(),
      arguments: set,
    }),
    { maxLength: 6 },
  ),
  queues: fc.array(fc.record({ name, vhost, arguments: set }), { maxLength: 6 }),
  bindings: fc.array(
    fc.record({
      source: name,
      vhost,
      destination: name,
      destination_type: fc.constantFrom('queue', 'exchange'),
      routing_key: fc.oneof(name, fc.constantFrom('#', '*.a', '#.#.#')),
      arguments: set,
    }),
    { maxLength: 12 },
  ),
  policies: fc.array(
    fc.record({
      vhost,
      name,
      pattern: fc.constantFrom('.*', '^orders', '(', ''),
      'apply-to': fc.constantFrom('all', 'queues', 'exchanges', 'constructor'),
      priority: fc.integer(),
      definition,
    }),
    { maxLength: 4 },
  ),
})

test('whatever a definitions file holds, its import is a scenario without errors', () => {
  fc.assert(
    fc.property(definitions, (content) => {
      const { imported, problems } = importDefinitions(JSON.stringify(content))
      expect(problems).toEqual([])
      const read = parseScenario(imported!.text)
      expect(read.problems.filter(({ severity }) => severity === 'error')).toEqual([])
      const busy = read.scenario!.consumers.length
      expect(busy).toBeLessThanOrEqual(imported!.counts.queues)
    }),
    { seed: 1, numRuns: 300 },
  )
})
