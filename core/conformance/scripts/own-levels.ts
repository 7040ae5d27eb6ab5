/** K174 to K176: length limits beside priorities, and policies that come after the messages. */
import type { Scenario } from '../scenario.ts'

const both = ['classic', 'quorum'] as const

/** A limit of three, and four messages of other priorities than their order. */
const limit = { 'x-max-length': 3 }
const order = [
  ['high1', 9],
  ['low1', 1],
  ['none1', undefined],
  ['high2', 9],
  ['low2', 1],
  ['high3', 9],
] as const

export const ownLevels: readonly Scenario[] = [
  {
    id: 'K174',
    title: 'what a full queue with priorities drops first',
    rule: 'A5, A7 (Priority Queues, Queue Length Limit)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const isClassic = t.kind === 'classic'
      const queue = await t.queue('q', {
        ...limit,
        ...(isClassic ? { 'x-max-priority': 9 } : {}),
        'x-dead-letter-exchange': dead.exchange,
      })
      const p = await t.publisher()
      for (const [body, priority] of order) {
        const said = await p.publish('', queue, body, {
          properties: priority === undefined ? {} : { priority },
        })
        t.say(`${body}: ${said}`)
      }
      await t.until(async () => (await t.readyNow(dead.queue)) === order.length - 3)
      await t.drain(dead.queue, order.length - 3)
      await t.drain(queue, 3)
    },
  },
  {
    id: 'K175',
    title: 'a policy’s message-ttl and the messages that are there already',
    rule: 'A7, A9 (Time-to-Live, Policies)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await t.queue('q', { 'x-dead-letter-exchange': dead.exchange })
      const p = await t.publisher()
      await p.fill(queue, 'P1', 'P2')
      const name = t.name('ttl')
      const pattern = `^${queue.replaceAll('.', '\\.')}$`
      const policy = (ttlMs: number | null) =>
        t.broker.policy({
          name,
          operator: false,
          pattern,
          definition: ttlMs === null ? null : { 'message-ttl': ttlMs },
        })
      await policy(1500)
      try {
        await t.wait(500)
        await p.fill(queue, 'P3')
        await t.wait(3500)
        await t.drain(dead.queue, await t.readyNow(dead.queue))
        await t.drain(queue, await t.readyNow(queue))
        await p.fill(queue, 'P4')
      } finally {
        await policy(null)
      }
      await t.wait(4000)
      t.say(`without the policy: ${await t.readyNow(queue)} ready`)
      t.say(`dead: ${await t.readyNow(dead.queue)}`)
    },
  },
  {
    id: 'K176',
    title: 'a policy that shortens a limit drops from the head, whatever the level',
    rule: 'A7, A9 (Queue Length Limit, Policies)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const isClassic = t.kind === 'classic'
      const queue = await t.queue('q', {
        ...(isClassic ? { 'x-max-priority': 9 } : {}),
        'x-dead-letter-exchange': dead.exchange,
      })
      const p = await t.publisher()
      for (const [body, priority] of order) {
        await p.publish('', queue, body, {
          properties: priority === undefined ? {} : { priority },
        })
      }
      const name = t.name('length')
      const pattern = `^${queue.replaceAll('.', '\\.')}$`
      await t.broker.policy({ name, operator: false, pattern, definition: { 'max-length': 2 } })
      try {
        await t.until(async () => (await t.readyNow(queue)) === 2)
        await t.wait(200)
        await t.drain(queue, 2)
        const gone = await t.readyNow(dead.queue)
        t.say(`dead: ${gone}`)
        await t.drain(dead.queue, gone)
      } finally {
        await t.broker.policy({ name, operator: false, pattern, definition: null })
      }
    },
  },
]
