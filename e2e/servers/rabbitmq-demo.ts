/**
 * Starts a private RabbitMQ and prints how to reach it, until Ctrl+C.
 * `node e2e/servers/rabbitmq-demo.ts [3.10|4.0|4.3] [--many]`
 */
import { declareMany } from './declare-many.ts'
import { startRabbitmq } from './rabbitmq.ts'
import { installRabbitmq, rabbitmqVersions } from './rabbitmq-install.ts'

const asked = process.argv.slice(2)
const version = rabbitmqVersions.find((name) => asked.includes(name)) ?? '4.3'
const installed = await installRabbitmq(version)
if (!installed.available) {
  console.error(`${installed.reason}\n${installed.howTo}`)
  process.exit(1)
}
const server = await startRabbitmq(installed)
const amqpUrl = `amqp://${server.username}:${server.password}@${server.host}:${server.amqpPort}`
const managementUrl = `http://${server.host}:${server.managementPort}`
if (asked.includes('--many')) {
  const declared = await declareMany(amqpUrl, managementUrl)
  console.log(
    `${declared.queues} queues, ${declared.exchanges} exchanges, ${declared.messages} messages`,
  )
}
console.log(`RabbitMQ ${server.version}\nAMQP        ${amqpUrl}\nManagement  ${managementUrl}`)
console.log('Ctrl+C stops it and removes its folder.')

const stop = async () => {
  await server.stop()
  process.exit(0)
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
