/** The two brokers of the bench, each a process of its own, as it is run for work. */
import { startRabbitmq } from '../../../e2e/servers/rabbitmq.ts'
import { installRabbitmq, serves } from '../../../e2e/servers/rabbitmq-install.ts'
import { serveSluice } from '../../../e2e/servers/sluice.ts'

export interface BenchSide {
  readonly name: string
  readonly url: string
  /** Of the process that holds the messages. */
  readonly pid: number
  close(): Promise<void>
}

export async function openSluice(): Promise<BenchSide> {
  const { url, pid, close } = await serveSluice()
  return { name: 'sluice serve', url, pid, close }
}

/** Rejects with the way to get it when RabbitMQ 4.3 is not to be had. */
export async function openRabbitmq(): Promise<BenchSide> {
  const installed = await installRabbitmq('4.3')
  if (!installed.available) throw new Error(`${installed.reason} ${installed.howTo}`)
  if (!serves(installed.version, '4.3') || installed.how === 'given')
    throw new Error(
      `The bench starts a RabbitMQ 4.3 of its own, and RabbitMQ ${installed.version} is what is here.`,
    )
  const server = await startRabbitmq(installed, 'all cores')
  const { version, host, amqpPort, username, password, stop } = server
  const pid = Number((await server.ctl(['eval', 'os:getpid().'])).replaceAll('"', ''))
  const url = `amqp://${username}:${password}@${host}:${amqpPort}/%2F`
  return { name: `RabbitMQ ${version}`, url, pid, close: stop }
}
