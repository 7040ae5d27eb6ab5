// Hello: prints what arrives until Ctrl-C.
import { connect } from 'amqplib'

const connection = await connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
await channel.assertQueue('hello', { durable: true })
process.once('SIGINT', async () => {
  await connection.close()
  console.log('closed')
})

console.log('waiting')
await channel.consume('hello', ({ content }) => console.log(`received ${content}`), { noAck: true })
