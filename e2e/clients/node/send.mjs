// Hello: sends one message.
import { connect } from 'amqplib'

const connection = await connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
await channel.assertQueue('hello', { durable: true })
channel.sendToQueue('hello', Buffer.from('Hello, world'))
console.log('sent Hello, world')
await channel.close()
await connection.close()
