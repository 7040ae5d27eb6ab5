// Routing and topics: `receive_logs_routed.mjs topic "kern.*" "*.critical"` prints what one of the keys asks for.
import { connect } from 'amqplib'

const [kind, ...keys] = process.argv.slice(2)
const connection = await connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
await channel.assertExchange(`${kind}_logs`, kind, { durable: true })
const { queue } = await channel.assertQueue('', { exclusive: true })
for (const key of keys) await channel.bindQueue(queue, `${kind}_logs`, key)
await channel.consume(
  queue,
  ({ content, fields }) => console.log(`${fields.routingKey}: ${content}`),
  { noAck: true },
)
console.log(`waiting for ${keys.join(' ')}`)

process.once('SIGINT', async () => {
  await connection.close()
  console.log('closed')
})
