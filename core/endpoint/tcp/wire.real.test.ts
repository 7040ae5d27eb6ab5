/** The same bytes to a real server and to the endpoint: what they answer, down to the words, is the same. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onEach } from '#core/connectors/rabbitmq/real-server.ts'
import { RawClient } from './raw-client.fixture.ts'
import { type Serving, serveBroker } from './serving.fixture.ts'
import type { WireCase } from './wire/wire-case.fixture.ts'
import { wireCases } from './wire/wire-cases.fixture.ts'

const guest = { user: 'guest', password: 'guest' }
const atOnce = 8
const withinMs = 170_000

onEach(['3.10', '4.0', '4.3'], (server) => {
  let serving: Serving

  beforeAll(async () => {
    const profile = `rabbitmq@${server.version.split('.').slice(0, 2).join('.')}`
    serving = await serveBroker({ ...guest, profile: profile as 'rabbitmq@4.3', port: 0 })
  })

  afterAll(() => serving.close())

  const differenceOf = async (one: WireCase, quietMs: number) => {
    const [real, ours] = await Promise.all([
      answerOf(server.amqpPort, one, quietMs),
      answerOf(serving.port, one, quietMs),
    ])
    return real.join('\n') === ours.join('\n') ? null : [{ name: one.name, real, ours }]
  }

  test(
    'says the same',
    async () => {
      const suspects: WireCase[] = []
      const waiting = [...wireCases]
      const line = async () => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
          if ((await differenceOf(one, 400)) !== null) suspects.push(one)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, line))
      // A server that was slow is asked again, alone and with more patience.
      const others: object[] = []
      for (const one of suspects) others.push(...((await differenceOf(one, 1500)) ?? []))
      expect(others).toEqual([])
    },
    withinMs,
  )
})

async function answerOf(
  port: number,
  { name, bare, steps }: WireCase,
  quietMs: number,
): Promise<readonly string[]> {
  const client = await RawClient.open(port)
  client.patienceMs = quietMs
  if (!bare) await client.login(name === 'too many channels' ? { channelMax: 2 } : {})
  await steps(client)
  const lines = await client.quiet()
  client.end()
  return lines.map(comparable)
}

/** Generated names, the server's own properties and times of death differ by right. */
function comparable(line: string): string {
  return line
    .replace(/amq\.(gen|ctag)-[\w-]{22}/g, 'amq.$1')
    .replace(/"serverProperties":.*?"mechanisms":"[^"]*"/, '"properties"')
    .replace(/\["time",\{"letter":"T","value":\d+\}\]/g, '["time"]')
}
