// RPC: answers with Fibonacci numbers.
import { connect } from 'amqplib'

const connection = await connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
await channel.assertQueue('fibonacci', { durable: true })
await channel.prefetch(1)

function fibonacci(n) {
  let [before, here] = [0, 1]
  for (let step = 0; step < n; step++) [before, here] = [here, before + here]
  return before
}

await channel.consume('fibonacci', (message) => {
  const n = Number(message.content.toString())
  console.log(`asked for ${n}`)
  const { replyTo, correlationId } = message.properties
  channel.sendToQueue(replyTo, Buffer.from(String(fibonacci(n))), { correlationId })
  channel.ack(message)
})
console.log('waiting')

process.once('SIGINT', async () => {
  await channel.close()
  await connection.close()
  console.log('closed')
})
