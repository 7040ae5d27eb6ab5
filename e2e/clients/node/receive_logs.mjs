// Publish/subscribe: a queue of its own, named by the server, gone with the connection.
import { connect } from 'amqplib'

const connection = await connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
await channel.assertExchange('logs', 'fanout', { durable: false })
const { queue } = await channel.assertQueue('', { exclusive: true })
console.log(`named by the server: ${queue.startsWith('amq.gen-')}`)
await channel.bindQueue(queue, 'logs', '')
await channel.consume(
  queue,
  ({ content, fields }) => console.log(`${fields.exchange}: ${content}`),
  { noAck: true },
)
console.log('waiting')

process.once('SIGINT', async () => {
  await connection.close()
  console.log('closed')
})
