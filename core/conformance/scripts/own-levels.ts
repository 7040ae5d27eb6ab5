/** K174 to K176: length limits beside priorities, and policies that come after the messages. */
import type { Arguments } from '../client.ts'
import type { Scenario } from '../scenario.ts'
import type { Script } from '../script.ts'

const both = ['classic', 'quorum'] as const

/** Six messages in another order than that of their priorities. */
const order = [
  ['high1', 9],
  ['low1', 1],
  ['none1', undefined],
  ['high2', 9],
  ['low2', 1],
  ['high3', 9],
] as const

/** A queue with levels: a quorum queue has them anyway. */
function withLevels(t: Script, deadLetters: string, args: Arguments = {}): Promise<string> {
  const levels: Arguments = t.kind === 'classic' ? { 'x-max-priority': 9 } : {}
  return t.queue('q', { ...args, ...levels, 'x-dead-letter-exchange': deadLetters })
}

/** What the broker said to each. */
async function publishInOrder(t: Script, queue: string): Promise<string[]> {
  const p = await t.publisher()
  const lines: string[] = []
  for (const [body, priority] of order) {
    const properties = priority === undefined ? {} : { priority }
    lines.push(`${body}: ${await p.publish('', queue, body, { properties })}`)
  }
  return lines
}

export const ownLevels: readonly Scenario[] = [
  {
    id: 'K174',
    title: 'what a full queue with priorities drops first',
    rule: 'A5, A7 (Priority Queues, Queue Length Limit)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await withLevels(t, dead.exchange, { 'x-max-length': 3 })
      for (const line of await publishInOrder(t, queue)) t.say(line)
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
    title: 'a policy that shortens a limit drops what would be delivered next',
    rule: 'A7, A9 (Queue Length Limit, Policies)',
    queueTypes: both,
    async run(t) {
      const dead = await t.deadLetters()
      const queue = await withLevels(t, dead.exchange)
      await publishInOrder(t, queue)
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
