import { expect, test } from 'vitest'
import type { SimulatedProfile } from '#core/model/connection.ts'
import type { QueueDetail } from '#core/model/explored.ts'
import { limits } from '#core/model/limits.ts'
import { type BrowsedMessage, noProperties } from '#core/model/message.ts'
import { type SimulatedPort, simulatedConnector } from './simulated.ts'

const profile: SimulatedProfile = {
  kind: 'simulated',
  id: 'simulated',
  name: 'Simulation',
  environment: 'local',
}
const address = { virtualHost: '/', queue: 'orders' }
const never = new AbortController().signal

const detail: QueueDetail = {
  virtualHost: '/',
  queue: 'orders',
  type: 'classic',
  ready: 0,
  unacked: 0,
  consumers: 0,
  deadLetters: false,
  durable: true,
  policy: null,
  arguments: [],
  bindings: [],
}

const message = (position: number, sizeBytes: number): BrowsedMessage => ({
  position,
  exchange: '',
  routingKey: 'orders',
  redelivered: false,
  properties: noProperties,
  bodyBase64: Buffer.alloc(sizeBytes, 97).toString('base64'),
  sizeBytes,
  complete: true,
})

/** A run with `ready` messages of `sizeBytes` each in its one queue. */
function portOf(ready: number, sizeBytes = 10): SimulatedPort {
  return {
    loaded: async () => 'Work queue',
    queues: async () => [detail],
    exchanges: async () => [],
    queue: async () => ({ ...detail, ready }),
    browse: async (_queue, count) => {
      const messages = Array.from({ length: Math.min(ready, count) }, (_, n) =>
        message(n + 1, sizeBytes),
      )
      return {
        messages,
        readyBefore: ready,
        readyAfter: ready,
        redeliveredMarks: messages.length,
      }
    },
    publish: async () => ({ outcome: 'routed' }),
    nowMs: () => 0,
  }
}

const open = (port: SimulatedPort) => simulatedConnector(port).open(profile, null, never)

test('without a loaded scenario there is nothing to open, and the test says what to do', async () => {
  const port = { ...portOf(0), loaded: async () => null }
  await expect(open(port)).rejects.toMatchObject({ code: 'not-found' })
  const steps = []
  for await (const step of simulatedConnector(port).test(profile, null, never)) steps.push(step)
  expect(steps).toMatchObject([
    { outcome: 'failed', tries: [{ say: 'Open a scenario in the Lab.' }] },
  ])
})

test('a look costs what it costs on a real classic queue: a mark on each message', async () => {
  const broker = await open(portOf(7))
  expect(await broker.priceLook(address, 50)).toMatchObject({
    method: 'get-nack',
    effect: 'E2',
    count: 7,
    redeliveredMarks: 7,
    readyChange: 0,
    order: 'kept',
  })
  expect(broker.features.lookWithoutEffect).toBe(false)
})

test('what was measured is held against what was declared', async () => {
  const broker = await open(portOf(7))
  const price = await broker.priceLook(address, 5)
  expect((await broker.look(address, price)).measured.asDeclared).toBe(true)
  const dearer = { ...price, count: 7 }
  expect((await broker.look(address, dearer)).measured.asDeclared).toBe(false)
})

test('a long body is previewed in the list and whole when it is opened', async () => {
  const sizeBytes = limits.browseBodyPreviewBytes * 2
  const broker = await open(portOf(1, sizeBytes))
  const { messages } = await broker.look(address, await broker.priceLook(address, 1))
  const shown = Buffer.from(messages[0]?.bodyBase64 ?? '', 'base64')
  expect(messages[0]?.complete).toBe(false)
  expect(shown.length).toBeLessThanOrEqual(limits.browseBodyPreviewBytes)
  expect(shown.length).toBeGreaterThan(limits.browseBodyPreviewBytes - 3)
  const whole = await broker.body(address, 1)
  expect(whole.complete).toBe(true)
  expect(Buffer.from(whole.bodyBase64, 'base64')).toHaveLength(sizeBytes)
  await expect(broker.body(address, 2)).rejects.toMatchObject({ code: 'not-found' })
})

test('a look ends at its limit of bytes and says so', async () => {
  const broker = await open(portOf(5, limits.browseTotalBytes / 4 + 1))
  const look = await broker.look(address, await broker.priceLook(address, 5))
  expect(look.messages).toHaveLength(3)
  expect(look.stopped).toBe('bytes')
})
