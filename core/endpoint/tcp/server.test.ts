/** What sockets do: patience, heartbeats, limits, and clients that do not read. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { protocolHeader } from '#core/amqp/frames.ts'
import { RawClient } from './raw-client.fixture.ts'
import { type Serving, type ServingOptions, serveBroker } from './serving.fixture.ts'

let serving: Serving | null = null
const clients: RawClient[] = []

afterEach(async () => {
  for (const client of clients.splice(0)) client.end()
  await serving?.close()
  serving = null
})

async function serve(server: ServingOptions['server'] = {}): Promise<Serving> {
  const login = { user: 'guest', password: 'guest' }
  serving = await serveBroker({ ...login, profile: 'rabbitmq@4.3', port: 0, server })
  return serving
}

async function client(port: number): Promise<RawClient> {
  const opened = await RawClient.open(port)
  clients.push(opened)
  return opened
}

async function closed(one: RawClient): Promise<void> {
  await one.until((line) => line === 'socket closed')
}

test('who does not say who it is in time is closed', async () => {
  const { port } = await serve({ handshakeMs: 30 })
  const silent = await client(port)
  const half = (await client(port)).raw(protocolHeader.slice(0, 3))
  await Promise.all([closed(silent), closed(half)])
})

test('a wrong password is told to those who can hear it, then there is silence', async () => {
  const { port } = await serve({ silentCloseMs: 30 })
  const one = (await client(port)).raw(protocolHeader)
  await one.until((line) => line.includes('connection.start'))
  one.startOk('\0guest\0wrong')
  await closed(one)
  expect(one.lines.some((line) => line.includes('"replyCode":403'))).toBe(true)
  const other = (await client(port)).raw(protocolHeader)
  await other.until((line) => line.includes('connection.start'))
  other.startOk('\0guest\0wrong', 'PLAIN', { fields: [] })
  await closed(other)
  expect(other.lines.some((line) => line.includes('connection.close'))).toBe(false)
})

test('AMQPLAIN is a table without its length', async () => {
  const { port } = await serve()
  const one = (await client(port)).raw(protocolHeader)
  await one.until((line) => line.includes('connection.start'))
  one.startOk('\x05LOGINS\0\0\0\x05guest\x08PASSWORDS\0\0\0\x05guest', 'AMQPLAIN')
  await one.until((line) => line.includes('connection.tune'))
})

test('one connection too many is closed at once', async () => {
  const { port } = await serve({ connectionsMax: 1 })
  await (await client(port)).login()
  await closed(await client(port))
})

test('heartbeats come, and two intervals of silence are the end', async () => {
  const { port, endpoint } = await serve()
  const one = await (await client(port)).login({ heartbeat: 1 })
  await one.until((line) => line === '0 heartbeat')
  await closed(one)
  expect(endpoint.connectionCount).toBe(0)
})

test('a client that reads nothing does not grow, and others go on', async () => {
  const { port, broker } = await serve({ unsentBytesMax: 65_536 })
  const deaf = await (await client(port)).login()
  deaf.send(1, 'channel.open', { reserved: '' })
  declare(deaf, 'deaf')
  consume(deaf, 'deaf')
  await deaf.until((line) => line.includes('consume-ok'))
  deaf.stopReading()
  const sender = await (await client(port)).login()
  sender.send(1, 'channel.open', { reserved: '' })
  const body = 'x'.repeat(100_000)
  for (let i = 0; i < 300; i++) publish(sender, 'deaf', body)
  declare(sender, 'other')
  await sender.until((line) => line.includes('"other"'))
  await pause(200)
  // The kernel's buffers and the bound took some; the rest waits in the queue.
  expect(broker.ready(broker.queueId('deaf'))).toBeGreaterThan(100)
  deaf.readAgain()
  for (let i = 0; i < 1000 && broker.ready(broker.queueId('deaf')) > 0; i++) await pause(10)
  expect(broker.ready(broker.queueId('deaf'))).toBe(0)
})

test('who floods has its share of a turn, and the others theirs', async () => {
  const { port } = await serve()
  const flooding = await (await client(port)).login()
  const other = await (await client(port)).login()
  for (const one of [flooding, other]) one.send(1, 'channel.open', { reserved: '' })
  declare(flooding, 'flood')
  await flooding.until((line) => line.includes('"flood"'))
  await other.until((line) => line.includes('channel.open-ok'))
  const body = 'x'.repeat(1000)
  for (let i = 0; i < 4000; i++) publish(flooding, 'flood', body)
  const counts = [0]
  while (counts.at(-1)! < 4000) {
    other.lines.length = 0
    declare(other, 'flood')
    await other.until((line) => line.includes('"flood"'))
    counts.push(Number(/"messageCount":(\d+)/.exec(other.lines[0]!)![1]))
  }
  const between = counts.slice(1).map((count, at) => count - counts[at]!)
  expect(Math.max(...between)).toBeLessThan(1000)
})

test('a socket that is cut takes its exclusive queue along', async () => {
  const { port, broker } = await serve()
  const one = await (await client(port)).login()
  one.send(1, 'channel.open', { reserved: '' })
  declare(one, 'mine', true)
  await one.until((line) => line.includes('"mine"'))
  one.end()
  for (let i = 0; i < 500 && broker.queueId('mine') >= 0; i++) await pause(10)
  expect(broker.queueId('mine')).toBe(-1)
})

function declare(one: RawClient, queue: string, exclusive = false): void {
  const flags = { passive: false, durable: true, exclusive, autoDelete: false, nowait: false }
  one.send(1, 'queue.declare', { reserved: 0, queue, ...flags, arguments: { fields: [] } })
}

function consume(one: RawClient, queue: string): void {
  const flags = { noLocal: false, noAck: true, exclusive: false, nowait: false }
  const fields = { reserved: 0, queue, consumerTag: 'c', ...flags, arguments: { fields: [] } }
  one.send(1, 'basic.consume', fields)
}

function publish(one: RawClient, routingKey: string, body: string): void {
  const fields = { reserved: 0, exchange: '', routingKey, mandatory: false, immediate: false }
  one.send(1, 'basic.publish', fields).header(1, body.length).body(1, body)
}
