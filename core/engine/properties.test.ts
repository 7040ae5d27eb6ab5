import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BrokerProfile, brokerProfiles } from '#core/model/scenario.ts'
import { emptyTable, noArguments, type QueueArguments } from '#core/model/topology.ts'
import { TraceReason } from '#core/model/trace.ts'
import { Broker } from './broker.ts'
import { propertyRuns } from './property-runs.fixture.ts'
import { ReferenceBroker } from './reference-broker.ts'

const names = ['a', 'b', 'c'] as const
const channels = 3

/** 0 often enough to matter, small always: limits are met within a few verbs. */
const maybe = (max: number) => fc.option(fc.nat(max), { nil: null, freq: 2 })

const queueArguments: fc.Arbitrary<QueueArguments> = fc
  .record({
    messageTtlMs: maybe(20),
    maxLength: maybe(3),
    maxLengthBytes: maybe(12),
    overflow: fc.constantFrom('drop-head', 'reject-publish', 'reject-publish-dlx'),
    deadLetterExchange: fc.constantFrom(null, '', 'fan', 'missing'),
    deadLetterRoutingKey: fc.constantFrom(null, ...names),
  })
  .map((some) => {
    const args = { ...noArguments, ...some }
    return args.deadLetterExchange === null ? { ...args, deadLetterRoutingKey: null } : args
  })

const queue = fc.nat(names.length - 1)
const channel = fc.nat(channels - 1)
const consumer = fc.nat(5)

const verb = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      verb: fc.constant('publish' as const),
      exchange: fc.constantFrom('', '', 'fan'),
      key: fc.constantFrom(...names, 'nowhere'),
      sizeBytes: fc.nat(6),
      expirationMs: maybe(20),
      mandatory: fc.boolean(),
    }),
  },
  {
    weight: 30,
    arbitrary: fc.record({
      verb: fc.constant('settle' as const),
      channel,
      back: fc.nat(4),
      multiple: fc.boolean(),
      how: fc.constantFrom('ack' as const, 'requeue' as const, 'discard' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      verb: fc.constant('consume' as const),
      channel,
      queue,
      autoAck: fc.boolean(),
      prefetch: fc.nat(3),
    }),
  },
  { weight: 6, arbitrary: fc.record({ verb: fc.constant('get' as const), channel, queue }) },
  {
    weight: 8,
    arbitrary: fc.record({ verb: fc.constant('advance' as const), byMs: fc.nat(15) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      verb: fc.constant('prefetch' as const),
      consumer,
      prefetch: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('cancel' as const), consumer }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('close' as const), channel }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('purge' as const), queue }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('delete' as const), queue }) },
)
type Verb = typeof verb extends fc.Arbitrary<infer T> ? T : never

/** Both brokers side by side, driven by the same verbs. */
class Pair {
  readonly engine: Broker
  readonly reference: ReferenceBroker
  readonly heard: string[] = []
  /** Channel ids by place: a closed channel is replaced by a new one in both. */
  readonly #places: number[] = []
  readonly #publisher: number
  #consumers = 0

  constructor(profile: BrokerProfile, args: readonly QueueArguments[], fanout: readonly string[]) {
    this.engine = new Broker({
      profile,
      trace: { append: () => {} },
      sink: {
        delivered: (consumer, tag, slot) => {
          const { engine } = this
          const facts = [consumer, tag, engine.messageIdOf(slot), engine.attemptsOf(slot)]
          this.heard.push(`deliver ${facts.join(' ')}`)
        },
        confirmed: (_, sequence, ok) => this.heard.push(`confirm ${sequence} ${ok}`),
        returned: (_, id) => this.heard.push(`returned ${id}`),
        cancelled: (consumer) => this.heard.push(`cancelled ${consumer}`),
        blocked: (channel) => this.heard.push(`blocked ${channel}`),
        unblocked: (channel) => this.heard.push(`unblocked ${channel}`),
        failed: (channel, code) => this.heard.push(`failed ${channel} ${code}`),
      },
    })
    const queues = names.map((name, index) => ({ name, args: args[index]! }))
    const byComing = profile === 'rabbitmq@4.0' || profile === 'rabbitmq@4.3'
    this.reference = new ReferenceBroker(queues, fanout, byComing)
    this.engine.declareExchange({
      name: 'fan',
      type: 'fanout',
      durable: true,
      autoDelete: false,
      internal: false,
      alternateExchange: null,
    })
    for (const { name, args } of queues) {
      const flags = { durable: true, exclusive: false, autoDelete: false }
      this.engine.declareQueue({ name, type: 'classic', ...flags, arguments: args })
    }
    for (const to of fanout) {
      this.engine.bind({ from: 'fan', to, toExchange: false, key: '', arguments: emptyTable })
    }
    for (let i = 0; i < channels; i++) this.#open(i)
    this.#publisher = this.engine.openChannel()
    this.reference.openChannel()
    this.engine.confirmSelect(this.#publisher)
  }

  do(step: Verb): void {
    const { engine, reference } = this
    switch (step.verb) {
      case 'publish': {
        const { exchange, key, sizeBytes, expirationMs, mandatory } = step
        const common = { persistent: false, headers: emptyTable, priority: null, userRef: 0 }
        const template = engine.templateId({ ...common, sizeBytes, expirationMs })
        const to = engine.exchangeId(exchange)
        engine.publish(this.#publisher, 0, to, engine.keyId(key), template, mandatory, 0)
        reference.publish(exchange, key, sizeBytes, expirationMs, mandatory)
        return
      }
      case 'settle': {
        const place = this.#places[step.channel]!
        const tag = Math.max(0, engine.lastTag(place) - step.back)
        const { multiple, how } = step
        const settled =
          how === 'ack'
            ? engine.ack(place, tag, multiple)
            : engine.nack(place, tag, multiple, how === 'requeue')
        expect(settled).toBe(reference.settle(place, tag, multiple, how))
        return
      }
      case 'consume': {
        const place = this.#places[step.channel]!
        const { autoAck, prefetch } = step
        const id = engine.consume(place, 1, step.queue, { autoAck, prefetch })
        if (id >= 0) this.#consumers++
        reference.consume(place, step.queue, autoAck, prefetch)
        return
      }
      case 'get':
        engine.get(this.#places[step.channel]!, 1, step.queue, false)
        reference.get(this.#places[step.channel]!, step.queue)
        return
      case 'advance':
        this.#advance(reference.nowMs + step.byMs)
        return
      case 'prefetch':
        if (step.consumer >= this.#consumers) return
        engine.setPrefetch(step.consumer, step.prefetch)
        reference.setPrefetch(step.consumer, step.prefetch)
        return
      case 'cancel':
        if (step.consumer >= this.#consumers) return
        engine.cancel(step.consumer)
        reference.cancel(step.consumer)
        return
      case 'close':
        engine.closeChannel(this.#places[step.channel]!, TraceReason.crash)
        reference.close(this.#places[step.channel]!)
        this.#open(step.channel)
        return
      case 'purge':
        engine.purge(step.queue)
        reference.purge(step.queue)
        return
      case 'delete':
        engine.deleteQueue(step.queue)
        reference.deleteQueue(step.queue)
    }
  }

  compare(): void {
    const { engine, reference } = this
    engine.check()
    expect(this.heard).toEqual(reference.heard)
    for (const [index, { ready, deleted }] of reference.queues.entries()) {
      const slots = engine.readySlots(index, 1000)
      expect(
        slots.map((slot) => ({
          id: engine.messageIdOf(slot),
          key: engine.keyName(engine.keyOf(slot)),
          attempts: engine.attemptsOf(slot),
          deaths: engine
            .deathsOf(slot)
            .map(({ queue, reason, count }) => ({ queue, reason, count })),
        })),
      ).toEqual(ready.map(({ id, key, attempts, deaths }) => ({ id, key, attempts, deaths })))
      if (!deleted) expect(engine.unacked(index)).toBe(reference.unacked(index))
    }
  }

  #open(place: number): void {
    this.#places[place] = this.engine.openChannel()
    this.reference.openChannel()
  }

  #advance(toMs: number): void {
    const { engine } = this
    for (let next = engine.nextExpiryUs(); next <= toMs * 1000; next = engine.nextExpiryUs()) {
      engine.nowUs = Math.max(engine.nowUs, next)
      engine.expire()
    }
    engine.nowUs = toMs * 1000
    this.reference.advance(toMs)
  }
}

test(
  'whatever clients do, the engine and the plain broker agree and no invariant breaks',
  () => {
    let commands = 0
    const fanout = fc.subarray([...names])
    const three = fc.tuple(queueArguments, queueArguments, queueArguments)
    fc.assert(
      fc.property(
        fc.constantFrom(...brokerProfiles),
        three,
        fanout,
        fc.array(verb, { maxLength: propertyRuns.commandsMost, size: 'max' }),
        (profile, args, bound, steps) => {
          const pair = new Pair(profile, args, bound)
          commands += steps.length
          for (const step of steps) {
            pair.do(step)
            pair.compare()
          }
        },
      ),
      { numRuns: propertyRuns.of(200), seed: propertyRuns.seed },
    )
    propertyRuns.tell('engine and reference broker', commands)
  },
  propertyRuns.withinMs,
)
