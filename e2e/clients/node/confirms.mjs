// Confirms, returns, cancellation, headers of every kind, and what a program is told when it errs.
import { once } from 'node:events'
import { connect } from 'amqplib'

const connection = await connect(process.env.AMQP_URL)
const { product, version, capabilities } = connection.connection.serverProperties
console.log(`${product} ${version}`)
console.log(Object.keys(capabilities).join(' '))

const channel = await connection.createConfirmChannel()
channel.on('return', ({ fields, properties, content }) =>
  console.log(
    `returned ${content}: ${fields.replyCode} ${fields.replyText} ${fields.routingKey}`,
    Object.entries(properties.headers),
  ),
)
await channel.assertQueue('invoices', { durable: true })
for (let number = 0; number < 200; number++)
  channel.sendToQueue('invoices', Buffer.from(`invoice ${number}`), { persistent: true })
await channel.waitForConfirms()
console.log('200 confirmed')
channel.publish('', 'nobody', Buffer.from('lost'), {
  mandatory: true,
  headers: { z: 1, CC: ['nobody else'], BCC: ['unseen'], a: { y: 1, b: 2 }, é: 'last' },
})
await channel.waitForConfirms()
console.log(await channel.checkQueue('invoices'))
console.log(await channel.purgeQueue('invoices'))

const headers = {
  text: 'größe',
  number: 2 ** 40,
  negative: -300,
  half: 0.5,
  yes: true,
  nothing: null,
  bytes: Buffer.from([0, 1, 255]),
  list: [1, 'two', { three: 3 }],
  at: { '!': 'timestamp', value: 1700000000 },
  decimal: { '!': 'decimal', value: { places: 2, digits: 995 } },
}
channel.sendToQueue('invoices', Buffer.alloc(0), { headers, type: 'empty', timestamp: 1700000001 })
channel.sendToQueue('invoices', Buffer.alloc(500_000, 'ab'), { CC: ['invoices'], BCC: 'invoices' })
await channel.waitForConfirms()
for (
  let message = await channel.get('invoices');
  message;
  message = await channel.get('invoices')
) {
  const { deliveryTag, redelivered, exchange, routingKey, messageCount } = message.fields
  console.log({ deliveryTag, redelivered, exchange, routingKey, messageCount })
  const given = Object.entries(message.properties).filter(([, value]) => value !== undefined)
  console.log(message.content.length, Object.fromEntries(given))
  channel.ack(message)
}

const consumer = await connection.createChannel()
const { promise: cancelled, resolve: onCancel } = Promise.withResolvers()
await consumer.consume('invoices', (message) => message === null && onCancel(), {
  consumerTag: 'clerk',
})
console.log(await channel.checkQueue('invoices'))
console.log(await channel.deleteQueue('invoices'))
await cancelled
console.log('cancelled')

async function err(name, work) {
  const wrong = await connection.createChannel()
  const told = once(wrong, 'error')
  work(wrong)?.catch(() => {})
  const [{ code, message }] = await told
  console.log(`${name}: ${code} ${message}`)
}
await err('missing queue', (wrong) => wrong.checkQueue('nowhere'))
await err('missing exchange', (wrong) => void wrong.publish('nowhere', '', Buffer.from('lost')))
await err('unknown tag', (wrong) => void wrong.ack({ fields: { deliveryTag: 5 } }))
await err('reserved name', (wrong) => wrong.assertQueue('amq.mine'))

const closed = once(connection, 'error')
const { queue } = await channel.assertQueue('', { exclusive: true })
await channel.consume(queue, () => {}, { consumerTag: 'twice' })
channel.consume(queue, () => {}, { consumerTag: 'twice' }).catch(() => {})
const [{ code, message }] = await closed
console.log(`tag used twice: ${code} ${message}`)
