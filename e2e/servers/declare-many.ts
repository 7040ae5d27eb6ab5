/**
 * Fills a broker with something to look at: 200 queues of several kinds under seven prefixes, exchanges of every type,
 * bindings, dead letters with a history, TTL, length limits and policies. Safe to run twice.
 * `node e2e/servers/declare-many.ts amqp://guest:guest@127.0.0.1:5672 http://127.0.0.1:15672`
 */
import { type ConfirmChannel, connect } from 'amqplib'

export interface Declared {
  readonly queues: number
  readonly exchanges: number
  readonly messages: number
}

const queueCount = 200
const prefixes = ['orders', 'billing', 'search', 'jobs', 'mail', 'audit', 'reports'] as const
const exchanges = [
  ['orders', 'topic'],
  ['orders.dlx', 'fanout'],
  ['billing', 'direct'],
  ['search', 'fanout'],
  ['jobs', 'headers'],
  ['mail', 'topic'],
  ['audit', 'fanout'],
  ['reports', 'direct'],
  ['unrouted', 'fanout'],
] as const

type QueueArguments = Readonly<Record<string, string | number>>

/** Arguments by position, so that every kind stands under every prefix. */
function argumentsOf(index: number): QueueArguments {
  switch (index % 10) {
    case 1:
      return { 'x-queue-type': 'quorum' }
    case 2:
      return { 'x-message-ttl': 3_600_000 }
    case 3:
      return { 'x-max-length': 1000, 'x-overflow': 'reject-publish' }
    case 4:
      return { 'x-dead-letter-exchange': 'orders.dlx', 'x-dead-letter-routing-key': 'retried' }
    case 5:
      return {
        'x-queue-type': 'quorum',
        'x-delivery-limit': 5,
        'x-dead-letter-exchange': 'orders.dlx',
      }
    case 6:
      return { 'x-max-priority': 5 }
    case 7:
      return index % 20 === 7 ? { 'x-queue-type': 'stream', 'x-max-length-bytes': 10_000_000 } : {}
    default:
      return {}
  }
}

/** Declares and publishes on the given server. */
export async function declareMany(amqpUrl: string, managementUrl: string): Promise<Declared> {
  const connection = await connect(amqpUrl)
  connection.on('error', (problem: Error) => console.error(problem.message))
  const channel = await connection.createConfirmChannel()
  try {
    for (const [name, type] of exchanges)
      await channel.assertExchange(name, type, {
        durable: true,
        ...(name === 'orders' ? { arguments: { 'alternate-exchange': 'unrouted' } } : {}),
      })
    await channel.assertQueue('orders.dead', { arguments: { 'x-queue-type': 'quorum' } })
    await channel.bindQueue('orders.dead', 'orders.dlx', '')
    await channel.assertQueue('unrouted')
    await channel.bindQueue('unrouted', 'unrouted', '')
    const names: string[] = []
    for (let index = 0; index < queueCount - 3; index++) {
      const prefix = prefixes[index % prefixes.length] ?? 'orders'
      const name = `${prefix}.${['work', 'retry', 'events', 'sync'][index % 4]}.${String(index).padStart(3, '0')}`
      await channel.assertQueue(name, { arguments: argumentsOf(index) })
      if (prefix === 'jobs')
        await channel.bindQueue(name, 'jobs', '', { 'x-match': 'all', kind: `k${index % 3}` })
      else
        await channel.bindQueue(
          name,
          prefix,
          `${prefix}.${index % 4 === 0 ? '#' : `*.${index % 5}`}`,
        )
      names.push(name)
    }
    const messages = (await publishSome(channel, names)) + (await deadLetter(channel))
    await setPolicies(amqpUrl, managementUrl)
    return { queues: queueCount, exchanges: exchanges.length, messages }
  } finally {
    await connection.close()
  }
}

async function publishSome(channel: ConfirmChannel, names: readonly string[]): Promise<number> {
  let sent = 0
  for (const [index, name] of names.entries()) {
    const count = index % 11 === 0 ? 120 : index % 3 === 0 ? 0 : index % 17
    for (let n = 0; n < count; n++) {
      const body = `{"orderId":${9223372036854775000n + BigInt(n)},"queue":"${name}","total":{"amount":${n}.90,"currency":"EUR"},"note":"请在周末前送达"}`
      channel.sendToQueue(name, Buffer.from(body), {
        contentType: 'application/json',
        messageId: `${index}-${n}`,
        timestamp: 1_790_000_000 + n,
        headers: { attempt: n % 4, trace: { '!': 'int64', value: 9007199254740993n + BigInt(n) } },
      })
      sent++
    }
  }
  channel.sendToQueue('unrouted', Buffer.from([0x0a, 0x12, 0x72, 0x66, 0xff, 0x10]))
  await channel.waitForConfirms()
  return sent + 1
}

/** Messages that were rejected or expired for real, so that their x-death is the server's own. */
async function deadLetter(channel: ConfirmChannel): Promise<number> {
  const queue = 'orders.doomed'
  await channel.assertQueue(queue, { arguments: { 'x-dead-letter-exchange': 'orders.dlx' } })
  const count = 148
  for (let n = 0; n < count; n++)
    channel.sendToQueue(
      queue,
      Buffer.from(`{"refundId":"rf_${n}","orderId":${9223372036854775807n - BigInt(n)}}`),
      {
        contentType: 'application/json',
        ...(n % 3 === 0 ? { expiration: '1' } : {}),
      },
    )
  await channel.waitForConfirms()
  for (;;) {
    const message = await channel.get(queue)
    if (message === false) return count
    channel.reject(message, false)
  }
}

async function setPolicies(amqpUrl: string, managementUrl: string): Promise<void> {
  const { username, password } = new URL(amqpUrl)
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  const policies = [
    ['mail-expiry', '^mail\\.', { 'message-ttl': 86_400_000 }],
    ['reports-limit', '^reports\\.', { 'max-length': 5000, overflow: 'drop-head' }],
    ['jobs-dead', '^jobs\\.', { 'dead-letter-exchange': 'orders.dlx' }],
  ] as const
  for (const [name, pattern, definition] of policies) {
    const answer = await fetch(new URL(`/api/policies/%2F/${name}`, managementUrl), {
      method: 'PUT',
      headers: {
        authorization: `Basic ${login.toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ pattern, definition, 'apply-to': 'queues', priority: 1 }),
    })
    if (!answer.ok) throw new Error(`policy ${name}: ${answer.status} ${await answer.text()}`)
  }
}

if (import.meta.main) {
  const [amqpUrl = 'amqp://guest:guest@127.0.0.1:5672', managementUrl = 'http://127.0.0.1:15672'] =
    process.argv.slice(2)
  const declared = await declareMany(amqpUrl, managementUrl)
  console.log(
    `${declared.queues} queues, ${declared.exchanges} exchanges, ${declared.messages} messages`,
  )
}
