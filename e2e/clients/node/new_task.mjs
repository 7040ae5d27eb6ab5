// Work queues: sends each argument as a task that survives a restart; a dot is a tenth of a second of work.
import { connect } from 'amqplib'

const connection = await connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
await channel.assertQueue('work', { durable: true })
for (const task of process.argv.slice(2)) {
  channel.sendToQueue('work', Buffer.from(task), { persistent: true })
  console.log(`sent ${task}`)
}
await channel.close()
await connection.close()
