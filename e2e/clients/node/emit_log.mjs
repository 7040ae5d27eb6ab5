// Publish/subscribe: sends each argument to everybody who listens.
import { connect } from 'amqplib'

const connection = await connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
await channel.assertExchange('logs', 'fanout', { durable: false })
for (const line of process.argv.slice(2)) {
  channel.publish('logs', '', Buffer.from(line))
  console.log(`sent ${line}`)
}
await channel.close()
await connection.close()
