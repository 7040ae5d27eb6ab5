/** A running RabbitMQ a script is run on: where it listens, and its own scripts when they are at hand. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Failure } from '#core/model/failure.ts'
import type { ProfileName } from '../client.ts'
import { openConnection } from './live-connection.ts'

export interface LiveServer {
  readonly version: string
  readonly host: string
  readonly amqpPort: number
  readonly username: string
  readonly password: string
  /** The environment and folder `rabbitmqctl` needs, or null for a server given by address. */
  readonly scripts: { readonly env: Readonly<Record<string, string>>; readonly cwd: string } | null
}

/** The family of rules a version belongs to. */
export function profileOf(version: string): ProfileName {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 4) return '3.10'
  return major === 4 && minor < 3 ? '4.0' : '4.3'
}

/** Runs `rabbitmqctl`; rejects when it fails. The caller has made sure that the scripts are at hand. */
export async function ctl(server: LiveServer, args: readonly string[]): Promise<string> {
  if (server.scripts === null)
    throw new Error('rabbitmqctl of a server given by address is not here')
  const { stdout } = await promisify(execFile)('rabbitmqctl', ['--silent', ...args], {
    env: { ...server.scripts.env },
    cwd: server.scripts.cwd,
  })
  return stdout
}

/** Waits until the node counts itself as running: it answers before, but replies may not find their way yet. */
export async function awaitStartup(server: LiveServer): Promise<void> {
  if (server.scripts !== null) await ctl(server, ['await_startup'])
}

/** A server somebody else runs; asks it for its version. Rejects when it does not answer. */
export async function serverAt(url: URL): Promise<LiveServer> {
  const server = {
    host: url.hostname,
    amqpPort: Number(url.port || 5672),
    username: decodeURIComponent(url.username || 'guest'),
    password: decodeURIComponent(url.password || 'guest'),
    scripts: null,
  }
  const { model, cut } = await openConnection({ ...server, version: '' }, 'asking').catch(
    (problem: unknown) => {
      const why = problem instanceof Error ? problem.message : String(problem)
      throw new Failure('connection-lost', `${url.host} does not answer as a RabbitMQ: ${why}.`)
    },
  )
  const { version } = model.connection.serverProperties
  await model.close().catch(cut)
  return { ...server, version: version ?? '' }
}
