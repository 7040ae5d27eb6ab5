/** The real servers of one run: started together, told to the tests by environment, stopped at the end. */
import type { RunningServer, Unavailable } from '../servers/installed.ts'
import { startRabbitmq } from '../servers/rabbitmq.ts'
import { installRabbitmq, rabbitmqVersions, serves } from '../servers/rabbitmq-install.ts'

export interface Brokers {
  /** To add to the environment of the tests. */
  readonly env: NodeJS.ProcessEnv
  readonly unavailable: readonly Unavailable[]
  stop(): Promise<void>
}

/** A server that is there but does not start is a failure, not a skip: then this rejects. */
export async function startBrokers(): Promise<Brokers> {
  const found = await Promise.all(
    rabbitmqVersions.map(async (wanted) => ({ wanted, installed: await installRabbitmq(wanted) })),
  )
  const running: RunningServer[] = []
  const stop = async () => {
    await Promise.all(running.map((server) => server.stop()))
  }
  const told: object[] = []
  const unavailable: Unavailable[] = []
  try {
    for (const { wanted, installed } of found) {
      if (!installed.available) {
        unavailable.push(installed)
        continue
      }
      if (!serves(installed.version, wanted)) {
        unavailable.push({
          available: false,
          name: `RabbitMQ ${wanted}`,
          reason: `RabbitMQ ${wanted} could not be fetched; only ${installed.version} came.`,
          howTo: `Run one and set SLUICE_RABBITMQ_URL and SLUICE_RABBITMQ_MANAGEMENT_URL, or put rabbitmq-server ${wanted} on the PATH.`,
        })
        continue
      }
      const server = await startRabbitmq(installed)
      running.push(server)
      const { version, host, amqpPort, managementPort, username, password, scripts } = server
      told.push({ wanted, version, host, amqpPort, managementPort, username, password, scripts })
    }
  } catch (problem) {
    await stop()
    throw problem
  }
  return { env: { SLUICE_RABBITMQ_SERVERS: JSON.stringify(told) }, unavailable, stop }
}
