// Routing and topics: `emit_log_routed.mjs direct error "disk full" info "all well"`.
import { connect } from 'amqplib'

const [kind, ...words] = process.argv.slice(2)
const connection = await connect(process.env.AMQP_URL)
const channel = await connection.createChannel()
await channel.assertExchange(`${kind}_logs`, kind, { durable: true })
for (let at = 0; at < words.length; at += 2) {
  const [key, line] = words.slice(at, at + 2)
  channel.publish(`${kind}_logs`, key, Buffer.from(line))
  console.log(`sent ${key}: ${line}`)
}
await channel.close()
await connection.close()
