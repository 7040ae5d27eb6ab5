// Work queues: one task at a time, acknowledged when it is done.
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'amqplib'

const connection = await connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
const { queue } = await channel.assertQueue('work', { durable: true })
console.log(`declared ${queue}`)
await channel.prefetch(1)
await channel.consume('work', async (message) => {
  const task = message.content.toString()
  console.log(`redelivered ${message.fields.redelivered}`)
  console.log(`received ${task}`)
  await pause((task.split('.').length - 1) * 100)
  console.log(`done ${task}`)
  channel.ack(message)
})
console.log('waiting')

process.once('SIGINT', async () => {
  await connection.close()
  console.log('closed')
  process.exit()
})
