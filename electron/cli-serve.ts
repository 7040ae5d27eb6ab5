/** `sluice serve`: a simulated broker that programs reach over AMQP, until it is interrupted or its time is over. */
import { readFile } from 'node:fs/promises'
import type { RecordedEnd } from '#core/host/recording.ts'
import { ServedRun } from '#core/host/served-run.ts'
import { Failure } from '#core/model/failure.ts'
import type { Scenario } from '#core/model/scenario.ts'
import type { ServeCommand } from './cli-serve-arguments.ts'

/** The broker of nobody but its clients. */
const nothing: Scenario = {
  title: 'Served to clients',
  summary: '',
  profile: 'rabbitmq@4.3',
  seed: 0,
  durationUs: null,
  topology: { exchanges: [], queues: [], bindings: [] },
  policies: [],
  producers: [],
  consumers: [],
  faults: [],
  expectations: [],
}

/** How often a run that ends by itself is looked at. */
const lookMs = 20

/**
 * Resolves with the signal that ended it, or null when its time was over. `scenario` is that of the file, null when there is none.
 * Fails `refused` when the port cannot be had.
 */
export async function serve(
  command: ServeCommand,
  scenario: Scenario | null,
  report: (error: unknown) => void,
): Promise<NodeJS.Signals | null> {
  const { port, user, password, connectionsMax, speed, untilUs, record } = command
  const tls = command.tls === null ? null : await certificateOf(command.tls)
  const base = scenario ?? nothing
  const run: Scenario = { ...base, profile: command.profile ?? base.profile }
  const epochMs = Date.now()
  const tape = record === null ? null : await recordTo(record, run, epochMs)
  const serving = await ServedRun.open({
    scenario: run,
    seed: run.seed,
    speed,
    port,
    user,
    password,
    epochMs,
    report,
    ...(tape === null ? {} : { record: (timed) => tape.add(timed) }),
    ...(tls === null ? {} : { tls }),
    ...(connectionsMax === null ? {} : { connectionsMax }),
  })
  const scheme = tls === null ? 'amqp' : 'amqps'
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`
  const url = `${scheme}://${login}@127.0.0.1:${serving.listening.port}`
  const { profile } = run
  process.stdout.write(
    `${command.json ? JSON.stringify({ url, profile }) : `${profile} simulated at ${url}`}\n`,
  )
  const signal = await ended(serving, untilUs)
  const end: RecordedEnd = await serving.close()
  await tape?.close(end)
  if (!command.json && tape !== null)
    process.stderr.write(`Recorded ${end.events} events, hash ${end.hash}: ${record}\n`)
  return signal
}

/** Loaded only for who records: reading and writing scenarios takes longer to load than all the rest. */
async function recordTo(path: string, scenario: Scenario, epochMs: number) {
  const { RecordingFile } = await import('./cli-recording.ts')
  return RecordingFile.open(path, scenario, epochMs)
}

function ended(serving: ServedRun, untilUs: number | null): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
    if (untilUs === null) return
    const look = setInterval(() => {
      if (serving.nowUs < untilUs) return
      clearInterval(look)
      resolve(null)
    }, lookMs)
  })
}

async function certificateOf(files: { readonly certificate: string; readonly key: string }) {
  const [cert, key] = await Promise.all([textOf(files.certificate), textOf(files.key)])
  return { cert, key }
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((problem: NodeJS.ErrnoException) => {
    throw new Failure(
      'not-found',
      `${file} cannot be read, because ${problem.code}. Name a PEM file.`,
    )
  })
}
