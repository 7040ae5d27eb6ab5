/** Entry of the thread of `Abusers`: twenty that never say a word, one that consumes and does not read, one that publishes without end. */
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#core/model/failure.ts'
import { LeanClient, publishBytes } from './lean-client.ts'
import { bodyBytes } from './measures.ts'

const silentClients = 20
const queue = 'flood'
/** A flood that is kept would measure memory. */
const keptMessages = 1000
const messagesPerWrite = 500
const lead = { reserved: 0, queue, nowait: false }

assert(parentPort, 'abuse needs a thread of its own')
const port = parentPort
const url = String(workerData)
const { hostname, port: brokerPort } = new URL(url)
const silent = Array.from({ length: silentClients }, () =>
  createConnection({ host: hostname, port: Number(brokerPort) }).on('error', () => {}),
)

const deaf = await LeanClient.open(url)
await deaf.openChannel(1)
await deaf.ask(1, 'queue.declare', {
  ...{ ...lead, passive: false, durable: true, exclusive: false, autoDelete: false },
  arguments: { fields: [['x-max-length', { letter: 'I', value: keptMessages }]] },
})
await deaf.ask(1, 'basic.consume', {
  ...{ ...lead, consumerTag: 'deaf', noLocal: false, noAck: true, exclusive: false },
  arguments: { fields: [] },
})
deaf.socket.pause()

const flooding = await LeanClient.open(url)
await flooding.openChannel(1)
const one = publishBytes(1, queue, Buffer.alloc(bodyBytes, 'f'))
const many = Buffer.concat(Array.from({ length: messagesPerWrite }, () => one))
let isOver = false
port.once('message', () => {
  isOver = true
})
const flood = (async () => {
  while (!isOver) if (!flooding.socket.write(many)) await once(flooding.socket, 'drain')
})()
// Until the sockets are full and the broker is at its worst.
await pause(500)
port.postMessage('at it')
await flood
const sockets = [...silent, deaf.socket, flooding.socket]
const gone = sockets.map((socket) => once(socket, 'close'))
for (const socket of sockets) socket.destroy()
await Promise.all(gone)
port.postMessage('gone')
