/** K173 on: rules of quorum queues that the plain broker of the property tests found. */
import type { Scenario } from '../scenario.ts'
import { messageText } from '../text.ts'

export const foundTurns: readonly Scenario[] = [
  {
    id: 'K173',
    title: 'after a purge of a quorum queue the turns of its levels begin anew',
    rule: 'A8 (quorum levels; rabbit_fifo purge, rabbit_fifo_q)',
    queueTypes: ['quorum'],
    async run(t) {
      const p = await t.publisher()
      const c = await t.channel('c')
      const take = async (queue: string): Promise<string> => {
        let found = ''
        await t.until(async () => {
          const got = await c.raw.get(queue, { autoAck: true })
          if (got !== null) found = messageText(got)
          return got !== null
        })
        return found
      }
      // Nothing, one and two taken before the purge, and one message purged.
      for (const before of [0, 1, 2]) {
        const queue = await t.queue(`q-${before}`)
        for (let i = 0; i <= before; i++) await p.publish('', queue, `old${i}`)
        for (let i = 0; i < before; i++) await take(queue)
        await c.raw.purgeQueue(queue)
        await p.publish('', queue, 'normal')
        for (const high of ['H1', 'H2', 'H3'])
          await p.publish('', queue, high, { properties: { priority: 9 } })
        const order: string[] = []
        for (let i = 0; i < 4; i++) order.push(await take(queue))
        t.say(`${before} taken, then purged: ${order.join(' ')}`)
      }
    },
  },
  {
    id: 'K181',
    title: 'a policy that lets unused queues go counts from when it is set',
    rule: 'A6 (queue expiry by policy; rabbit_amqqueue_process init_exp)',
    queueTypes: ['classic'],
    async run(t) {
      const queue = await t.queue('q')
      await t.wait(8000)
      const policy = (definition: { expires: number } | null) =>
        t.broker.policy({ name: 'unused', operator: false, pattern: `^${queue}$`, definition })
      await policy({ expires: 6000 })
      await t.wait(3000)
      const { raw } = await t.channel('c')
      // A look would renew a classic queue, so it is a purge that asks.
      t.say(`after 3 s: ${await raw.purgeQueue(queue)} purged`)
      await t.wait(9000)
      await t.exists(queue)
      await policy(null)
    },
  },
]
