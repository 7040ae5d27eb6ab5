/** The real servers a test run has started, for the `*.real.test.ts` beside this file. Not part of the app. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Channel, connect } from 'amqplib'
import { describe } from 'vitest'
import { z } from 'zod'
import type { Broker } from '#core/connectors/connector.ts'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import { rabbitmqConnector } from './rabbitmq.ts'

const server = z.object({
  wanted: z.string(),
  version: z.string(),
  host: z.string(),
  amqpPort: z.number(),
  managementPort: z.number(),
  username: z.string(),
  password: z.string(),
  scripts: z.object({ env: z.record(z.string(), z.string()), cwd: z.string() }).nullable(),
})
export type RealServer = z.infer<typeof server>

const started = server.array().parse(JSON.parse(process.env.SLUICE_RABBITMQ_SERVERS ?? '[]'))
const versions = ['3.10', '4.0', '4.3'] as const

/** One group of tests per wanted version; a version that is not to be had is skipped by its name. */
export function onEach(
  wanted: readonly (typeof versions)[number][],
  define: (server: RealServer) => void,
): void {
  for (const version of wanted) {
    const found = started.find((one) => one.wanted === version)
    const name = `RabbitMQ ${version}`
    if (found === undefined) describe.skip(name, () => define(absent))
    else describe(name, () => define(found))
  }
}

/** Lets the tests of a missing version be named; none of them runs. */
const absent: RealServer = {
  wanted: '',
  version: '',
  host: '127.0.0.1',
  amqpPort: 1,
  managementPort: 1,
  username: '',
  password: '',
  scripts: null,
}

export function profileOf(real: RealServer, over: Partial<RabbitmqProfile> = {}): RabbitmqProfile {
  return {
    kind: 'rabbitmq',
    id: 'real',
    name: 'real',
    environment: 'local',
    host: real.host,
    port: real.amqpPort,
    tls: false,
    tlsVerify: true,
    virtualHost: '/',
    username: real.username,
    management: { url: `http://${real.host}:${real.managementPort}` },
    ...over,
  }
}

/** What one of the server's own scripts prints. */
export async function script(real: RealServer, name: string, ...args: string[]): Promise<string> {
  if (real.scripts === null) throw new Error(`${name} of a server given by address is not at hand`)
  const { stdout } = await promisify(execFile)(name, args, {
    env: { ...real.scripts.env },
    cwd: real.scripts.cwd,
    maxBuffer: 16 * 1024 * 1024,
  })
  return stdout
}

/** Opens the broker for one test and closes it. */
export async function withBroker<Result>(
  profile: RabbitmqProfile,
  secret: string,
  work: (broker: Broker) => Promise<Result>,
): Promise<Result> {
  const broker = await rabbitmqConnector.open(profile, secret, new AbortController().signal)
  try {
    return await work(broker)
  } finally {
    await broker.close()
  }
}

/** A channel that has nothing to do with the connector, to set up and to verify. */
export async function independently<Result>(
  real: RealServer,
  work: (channel: Channel) => Promise<Result>,
): Promise<Result> {
  const connection = await connect({
    hostname: real.host,
    port: real.amqpPort,
    username: real.username,
    password: real.password,
  })
  try {
    return await work(await connection.createChannel())
  } finally {
    await connection.close()
  }
}

export interface Drained {
  readonly body: string
  readonly redelivered: boolean
  readonly headers: Readonly<Record<string, unknown>>
}

/** Declares a queue anew and fills it; resolves when every message is in it. */
export async function filled(
  real: RealServer,
  queue: string,
  args: Readonly<Record<string, unknown>>,
  bodies: readonly string[],
): Promise<void> {
  const connection = await connect({ hostname: real.host, port: real.amqpPort })
  try {
    const channel = await connection.createConfirmChannel()
    await channel.deleteQueue(queue)
    await channel.assertQueue(queue, { arguments: args })
    for (const body of bodies)
      channel.sendToQueue(queue, Buffer.from(body), { persistent: true, headers: { n: 1 } })
    await channel.waitForConfirms()
  } finally {
    await connection.close()
  }
}

/** Takes everything out, in order. */
export function drained(real: RealServer, queue: string): Promise<readonly Drained[]> {
  return independently(real, async (channel) => {
    const taken: Drained[] = []
    for (;;) {
      const message = await channel.get(queue, { noAck: true })
      if (message === false) return taken
      taken.push({
        body: message.content.toString(),
        redelivered: message.fields.redelivered,
        headers: { ...message.properties.headers },
      })
    }
  })
}

export const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `{"id":${9007199254740993n + BigInt(index)}}`)
