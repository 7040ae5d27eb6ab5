// RPC: asks for each argument, first over a reply queue of its own, then over direct reply-to.
import { randomUUID } from 'node:crypto'
import { connect } from 'amqplib'

const connection = await connect(process.env.AMQP_URL)

async function asker(channel, replyTo) {
  const waiting = new Map()
  await channel.consume(
    replyTo,
    ({ content, properties }) => waiting.get(properties.correlationId)?.(Number(content)),
    { noAck: true },
  )
  return (n) =>
    new Promise((resolve) => {
      const correlationId = randomUUID()
      waiting.set(correlationId, resolve)
      channel.sendToQueue('fibonacci', Buffer.from(n), { correlationId, replyTo })
    })
}

for (const name of ['queue', 'direct']) {
  const channel = await connection.createChannel()
  const replyTo =
    name === 'direct'
      ? 'amq.rabbitmq.reply-to'
      : (await channel.assertQueue('', { exclusive: true })).queue
  const ask = await asker(channel, replyTo)
  for (const word of process.argv.slice(2))
    console.log(`${name}: fibonacci(${word}) = ${await ask(word)}`)
}
await connection.close()
