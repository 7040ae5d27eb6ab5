/** K162 to K165, K170 and K172: rules of counting that random scripts found. */
import type { Scenario } from '../scenario.ts'
import type { Script } from '../script.ts'

const both = ['classic', 'quorum'] as const
const quorum = ['quorum'] as const

/** How many consumers declare-ok tells, once it tells that many. */
async function consumers(t: Script, queue: string, count: number): Promise<void> {
  const { raw } = await t.channel('asking')
  let told = -1
  await t.until(async () => {
    told = (await raw.declareQueue({ name: queue, passive: true })).consumers
    return told === count
  }, 1000)
  t.say(`${told} consumers`)
}

export const foundCounting: readonly Scenario[] = [
  {
    id: 'K162',
    title: 'declare-ok of a quorum queue counts who may hold messages, basic.get included',
    rule: 'A4 (Quorum Queues; rabbit_fifo query_stat)',
    queueTypes: both,
    async run(t) {
      const queue = await t.queue('q')
      const isQuorum = t.kind === 'quorum'
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2')
      const c = await t.channel('c')
      const got = await c.getOne(queue)
      await consumers(t, queue, isQuorum ? 1 : 0)
      await c.consume(queue, 'c1')
      const given = await c.takeOne('c1')
      await consumers(t, queue, isQuorum ? 2 : 1)
      await c.raw.cancel('c1')
      await consumers(t, queue, isQuorum ? 2 : 0)
      c.raw.ack(got.tag)
      c.raw.ack(given.tag)
      await consumers(t, queue, 0)
      const sole = await t.queue('sole', { 'x-single-active-consumer': true })
      await c.consume(sole, 'c2')
      await c.consume(sole, 'c3')
      await consumers(t, sole, isQuorum ? 1 : 2)
    },
  },
  {
    id: 'K163',
    title: 'what basic.get says is left behind, with an expired message next',
    rule: 'A6 (Time-to-Live; basic.get)',
    queueTypes: both,
    async run(t) {
      const p = await t.publisher()
      for (const autoAck of [true, false]) {
        const queue = await t.queue(`q${autoAck ? 1 : 2}`)
        await p.publish('', queue, 'first')
        await p.publish('', queue, 'short', { properties: { expiration: '200' } })
        await p.publish('', queue, 'last')
        await t.wait(600)
        const c = await t.channel('c')
        await c.get(queue, autoAck)
        await t.ready(queue, 1)
      }
    },
  },
  {
    id: 'K164',
    title: 'a quorum queue that refuses lets dead letters in',
    rule: 'A7, A9 (Queue Length Limit: reject-publish; Dead Letter Exchanges)',
    queueTypes: both,
    async run(t) {
      const full = await t.queue('full', { 'x-max-length': 1, 'x-overflow': 'reject-publish' })
      const source = await t.classicQueue('source', {
        'x-max-length': 1,
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': full,
      })
      const p = await t.publisher()
      for (const body of ['P1', 'P2', 'P3']) t.say(await p.publish('', full, body))
      await t.wait(200)
      t.say(await p.publish('', full, 'P4'))
      await p.fill(source, 'D1', 'D2', 'D3')
      await t.ready(full, t.kind === 'quorum' ? 4 : 1)
    },
  },
  {
    id: 'K165',
    title: 'which failures a dead letter takes along, by what became of it',
    rule: 'A5, A9 (Quorum Queues: poison messages; Dead Letter Exchanges)',
    queueTypes: both,
    async run(t) {
      for (const steps of ['N', 'R', 'nN', 'rN', 'nR', 'rR', 'cN', 'cE', 'rE', 'rL', 'nL']) {
        for (const isWaiting of [false, true]) {
          const name = `${steps}${isWaiting ? '-waiting' : ''}`
          t.say(name)
          await dieBy(t, name, steps, isWaiting)
        }
      }
    },
  },
  {
    id: 'K170',
    title: 'a message that dies of the delivery limit and the prefetch of who gave it back',
    rule: 'A4, A5 (Quorum Queues: delivery limit; rabbit_fifo return_one)',
    queueTypes: quorum,
    async run(t) {
      const queue = await t.queue('q', { 'x-delivery-limit': 0 })
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2', 'P3', 'P4', 'P5')
      const c = await t.channel('c')
      await c.raw.qos(1)
      await c.consume(queue, 'c1')
      const one = await c.takeOne('c1')
      c.raw.reject(one.tag, { requeue: true })
      await t.wait(400)
      t.say(`${c.waitingFor('c1')} more at once`)
    },
  },
  {
    id: 'K172',
    title: 'a purge and what a quorum queue keeps aside',
    rule: 'A9 (Quorum Queues: at-least-once dead lettering; purge)',
    queueTypes: quorum,
    async run(t) {
      const kept = await t.queue('kept', {
        'x-message-ttl': 1,
        'x-overflow': 'reject-publish',
        'x-dead-letter-exchange': t.name('missing'),
        'x-dead-letter-strategy': 'at-least-once',
      })
      const p = await t.publisher()
      await p.fill(kept, 'P1', 'P2', 'P3')
      await t.ready(kept, 0)
      await t.wait(200)
      const c = await t.channel('c')
      t.say(`purged ${await c.raw.purgeQueue(kept)} kept`)
      const waiting = await t.queue('waiting', {
        'x-delayed-retry-type': 'all',
        'x-delayed-retry-min': 60000,
      })
      await p.fill(waiting, 'P4', 'P5')
      const got = await c.getOne(waiting)
      c.raw.nack(got.tag, { requeue: true })
      await t.wait(400)
      t.say(`purged ${await c.raw.purgeQueue(waiting)} waiting`)
    },
  },
]

/**
 * Lets a message die in one queue and shows it in the next. Small letters give it back, n by nack, r by reject, c by closing the
 * channel; a large one ends it: N nack, R reject, E its time, L the length of the queue.
 */
async function dieBy(t: Script, name: string, steps: string, isWaiting: boolean): Promise<void> {
  const dead = await t.queue(`${name}-dead`)
  const isLimited = steps.endsWith('L')
  const queue = await t.queue(name, {
    ...(isLimited ? { 'x-max-length': 1 } : {}),
    'x-dead-letter-exchange': '',
    'x-dead-letter-routing-key': dead,
  })
  const p = await t.publisher()
  const k = await t.channel('k')
  if (isWaiting) await k.consume(dead, 'k1')
  const expires = steps.endsWith('E') ? { properties: { expiration: '700' } } : {}
  await p.publish('', queue, 'P1', expires)
  let c = await t.channel('c')
  for (const step of steps) {
    if (step === 'L') {
      await t.until(async () => (await t.readyNow(queue)) === 1)
      await p.publish('', queue, 'P2')
    }
    if (step === 'E' || step === 'L') continue
    const got = await c.getOne(queue)
    if (step === 'n' || step === 'N') c.raw.nack(got.tag, { requeue: step === 'n' })
    if (step === 'r' || step === 'R') c.raw.reject(got.tag, { requeue: step === 'r' })
    if (step === 'c') {
      await c.raw.close()
      c = await t.channel('c')
    }
  }
  if (isWaiting) await k.take('k1', 1)
  else await k.getOne(dead)
}
