/** Runs a private RabbitMQ: own folder, own ports on the loopback, own epmd; started and stopped by process id. */
import { type ChildProcess, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Installed, RunningServer } from './installed.ts'
import { freePorts } from './ports.ts'
import { run } from './run.ts'

const readyWithinMs = 120_000
const stopWithinMs = 20_000

/** Of the machine's cores: one that never spins, or all, as a server is run for work. */
export type Share = 'one core' | 'all cores'

/** Starts what `installRabbitmq` found and resolves when it answers. guest/guest may do everything. */
export async function startRabbitmq(
  installed: Installed,
  share: Share = 'one core',
): Promise<RunningServer> {
  if (installed.how === 'given') return givenServer(installed)
  const [amqpPort = 0, managementPort = 0, distributionPort = 0, epmdPort = 0] = await freePorts(4)
  const folder = await mkdtemp(join(tmpdir(), 'sluice-rabbitmq-'))
  for (const name of ['home', 'data', 'log']) await mkdir(join(folder, name))
  const configuration = [
    `listeners.tcp.1 = 127.0.0.1:${amqpPort}`,
    'management.tcp.ip = 127.0.0.1',
    `management.tcp.port = ${managementPort}`,
    'log.console = false',
    'vm_memory_high_watermark.absolute = 512MiB',
    'disk_free_limit.absolute = 50MB',
  ]
  await writeFile(join(folder, 'rabbitmq.conf'), `${configuration.join('\n')}\n`)
  await writeFile(join(folder, 'enabled_plugins'), '[rabbitmq_management].\n')

  const path = [...installed.path, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter)
  const env: Record<string, string> = {
    HOME: join(folder, 'home'),
    PATH: path,
    LC_ALL: 'C.UTF-8',
    RABBITMQ_CONF_ENV_FILE: join(folder, 'no-environment-file'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_FEATURE_FLAGS_FILE: join(folder, 'data', 'feature_flags'),
    RABBITMQ_NODENAME: `sluice-${amqpPort}@localhost`,
    RABBITMQ_DIST_PORT: String(distributionPort),
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `-kernel inet_dist_use_interface {127,0,0,1}${
      share === 'one core' ? ' +S 1:1 +A 8 +sbwt none' : ''
    }`,
    RABBITMQ_CTL_ERL_ARGS: '+S 1:1 +sbwt none',
  }
  const words = openSync(join(folder, 'out.log'), 'a')
  const start = (program: string, args: readonly string[]) =>
    spawn(program, args, { env, cwd: folder, stdio: ['ignore', words, words] })
  // In the foreground, so that it is a child of ours and not a daemon nobody owns.
  const epmd = start('epmd', ['-port', String(epmdPort), '-address', '127.0.0.1'])
  const server = start('rabbitmq-server', [])
  const killAll = () => {
    server.kill('SIGKILL')
    epmd.kill('SIGKILL')
  }
  process.once('exit', killAll)
  const script = (name: string, args: readonly string[]) =>
    run(name, args, { env, cwd: folder, timeoutMs: 60_000 })

  let stopped: Promise<void> | null = null
  const stop = async () => {
    await ended(server, stopWithinMs)
    await ended(epmd, 2000)
    process.off('exit', killAll)
    await rm(folder, { recursive: true, force: true })
  }
  const running: RunningServer = {
    version: installed.version,
    host: '127.0.0.1',
    amqpPort,
    managementPort,
    username: 'guest',
    password: 'guest',
    scripts: { env, cwd: folder },
    script,
    ctl: (args) => script('rabbitmqctl', args),
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
  try {
    await ready(server, managementPort)
  } catch (problem) {
    const said = await readFile(join(folder, 'out.log'), 'utf8').catch(() => '')
    await running.stop()
    throw new Error(
      `RabbitMQ ${installed.version} did not start: ${problem instanceof Error ? problem.message : problem}\n${said.slice(-3000)}`,
    )
  }
  return running
}

function givenServer(installed: Installed & { how: 'given' }): RunningServer {
  const amqp = new URL(installed.amqpUrl)
  const none = () =>
    Promise.reject(new Error('the scripts of a server given by address are not at hand'))
  return {
    version: installed.version,
    host: amqp.hostname,
    amqpPort: Number(amqp.port || 5672),
    managementPort: Number(new URL(installed.managementUrl).port || 15672),
    username: decodeURIComponent(amqp.username),
    password: decodeURIComponent(amqp.password),
    scripts: null,
    ctl: none,
    script: none,
    stop: async () => undefined,
  }
}

async function ready(server: ChildProcess, managementPort: number): Promise<void> {
  const deadline = performance.now() + readyWithinMs
  const login = Buffer.from('guest:guest').toString('base64')
  while (performance.now() < deadline) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`it ended with ${server.exitCode ?? server.signalCode}`)
    const status = await fetch(`http://127.0.0.1:${managementPort}/api/overview`, {
      headers: { authorization: `Basic ${login}` },
      signal: AbortSignal.timeout(5000),
    }).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    await pause(150)
  }
  throw new Error(`no answer within ${readyWithinMs / 1000} s`)
}

/** Asks to end, waits, and kills when that was not enough. */
async function ended(child: ChildProcess, withinMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs)
  await exit
  clearTimeout(timer)
}
