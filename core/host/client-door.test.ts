import { type ChannelModel, type ConsumeMessage, connect } from 'amqplib'
import { afterEach, expect, test } from 'vitest'
import { heartbeatFrame } from '#core/amqp/frames.ts'
import { RawClient } from '#core/endpoint/tcp/raw-client.fixture.ts'
import type { TimedCommand } from '#core/model/command.ts'
import { parseScenario, writeScenario } from '#core/model/scenario-file.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import { ClientDoor } from './client-door.ts'
import { wallClock } from './clock.ts'
import { ghostsOf } from './ghosts.ts'
import { HeadlessRun } from './headless.ts'
import { commandText, endText, headText, readRecording } from './recording.ts'
import { replay } from './replay.ts'
import { RunRoom } from './run-room.ts'

const text = `sluice: 1
scenario: Orders
queues: { audit: {} }
producers:
  clock: { to: "", key: audit, rate: 50/s }
`
/** Nobody but guests: at high speed a producer would be all there is. */
const empty = 'sluice: 1\nscenario: Nothing\n'
const doors: ClientDoor[] = []

afterEach(async () => {
  for (const door of doors.splice(0)) await door.close()
})

/** A running scenario with its door open, and everything that comes in. */
async function house(speed: number | 'max' = 1, of = text) {
  const { scenario } = parseScenario(of)
  const mistakes: unknown[] = []
  const tape: TimedCommand[] = []
  const door = new ClientDoor({
    user: 'guest',
    password: 'secret',
    enter: (input) => room.guest(input),
  })
  doors.push(door)
  const room: RunRoom = new RunRoom({
    clock: wallClock,
    report: (error) => mistakes.push(error),
    guests: (loaded) => door.guests(loaded),
    ghosts: ghostsOf,
    caughtUp: () => door.caughtUp(),
    opened: (simulation) => door.opened(simulation),
    record: (timed) => tape.push(timed),
  })
  const { port } = await door.open(null)
  room.load(scenario!, { seed: 7, run: true, speed })
  const client = async (name: string): Promise<ChannelModel> => {
    const connection = await connect(`amqp://guest:secret@127.0.0.1:${port}`, {
      clientProperties: { connection_name: name },
    })
    // A cut ends it with an error; the tests look at what comes of it.
    connection.on('error', () => {})
    return connection
  }
  return { door, port, room, client, mistakes, tape, scenario: scenario! }
}

/** Sends three messages, loses a consumer that holds one, and lets another take them all. */
async function session({ door, client }: Awaited<ReturnType<typeof house>>): Promise<string[]> {
  const sender = await client('intake')
  const sending = await sender.createConfirmChannel()
  await sending.assertQueue('task_queue', { durable: true })
  const worker = await client('worker')
  const working = await worker.createChannel()
  await working.prefetch(1)
  const first = new Promise((resolve) => void working.consume('task_queue', resolve))
  for (const order of [1, 2, 3])
    sending.sendToQueue('task_queue', Buffer.from(`{"order":${order}}`), { persistent: true })
  await sending.waitForConfirms()
  await first
  const gone = new Promise<void>((resolve) => worker.once('close', () => resolve()))
  door.cut(1)
  await gone
  const second = await client('worker')
  const again = await second.createChannel()
  const taken: string[] = []
  await new Promise<void>((resolve) => {
    const take = (message: ConsumeMessage | null) => {
      taken.push(`${message!.content}${message!.fields.redelivered ? ' again' : ''}`)
      again.ack(message!)
      if (taken.length === 3) resolve()
    }
    void again.consume('task_queue', take)
  })
  // The driver drops acks that a closing connection overtakes.
  await again.close()
  await second.close()
  await sender.close()
  return taken
}

test('programs talk to the running scenario, and a cut consumer’s message comes again', async () => {
  const at = await house()
  const taken = await session(at)
  expect(taken).toEqual(['{"order":1} again', '{"order":2}', '{"order":3}'])
  expect(at.mistakes).toEqual([])
  const { queues, producers, consumers, guests } = at.room.description!
  expect(queues).toEqual(['audit', 'task_queue'])
  expect(producers).toEqual(['clock', 'intake'])
  expect(consumers).toEqual(['worker', 'worker 2'])
  expect(guests).toEqual({ producers: 1, consumers: 2 })
  const { producers: sent, consumers: done } = at.room.simulation.result(0)
  expect(sent.intake).toMatchObject({ published: 3, confirmed: 3 })
  expect(done['worker 2']).toMatchObject({ delivered: 3, acked: 3 })
})

test('a scenario’s messages reach a real consumer with their payload, and a guest’s payload can be looked at', async () => {
  const at = await house(100)
  const connection = await at.client('reader')
  const channel = await connection.createChannel()
  const message = await new Promise<ConsumeMessage | null>((resolve) => {
    void channel.consume('audit', resolve)
  })
  expect(JSON.parse(message!.content.toString())).toMatchObject({ producer: 'clock', key: 'audit' })
  await channel.assertQueue('kept')
  channel.sendToQueue('kept', Buffer.from('hello'), { contentType: 'text/plain' })
  await channel.checkQueue('kept')
  const [seen] = at.room.simulation.browse('kept', 1)
  expect(Buffer.from(seen!.letter!.body).toString()).toBe('hello')
  expect(seen!.letter!.properties.contentType).toBe('text/plain')
  await connection.close()
})

test('a recorded session comes to the same hash every time it is replayed', async () => {
  const at = await house(10)
  await session(at)
  at.room.pause()
  const { simulation } = at.room
  const end = { nowUs: simulation.nowUs, events: simulation.eventsTotal, hash: simulation.hash() }
  const file =
    headText({ scenario: text, seed: 7, epochMs: 0 }) +
    at.tape.map(commandText).join('') +
    endText(end)
  const recording = readRecording(file)
  for (let n = 0; n < 20; n++) {
    const again = await replay(recording, ghostsOf(at.scenario))
    expect(again.end).toEqual(end)
    expect(again.isSame).toBe(true)
  }
  const other = await replay({ ...recording, seed: 8 }, ghostsOf(at.scenario))
  expect(other.isSame).toBe(false)
})

test('a session is a scenario: its clients are scripted, and it runs without them', async () => {
  const at = await house(10)
  await session(at)
  const written = writeScenario(at.room.description!.scenario, null)
  const made = HeadlessRun.of(written, { seed: null, untilUs: 60_000_000 })
  expect('problems' in made ? made.problems : []).toEqual([])
  if ('problems' in made) return
  const { result } = await made.run.finish(
    () => false,
    () => {},
  )
  expect(result.queues.task_queue!.published).toBeGreaterThan(0)
  expect(result.queues.task_queue!.acked).toBeGreaterThan(0)
})

test('gone back, the run stands as it stood, and nobody may come until it begins anew', async () => {
  const at = await house()
  await session(at)
  at.room.pause()
  const { eventsTotal, nowUs } = at.room.simulation
  const hash = at.room.simulation.hash()
  at.room.rewind({ atUs: nowUs })
  await expect.poll(() => at.room.simulation.nowUs).toBe(nowUs)
  expect(at.room.simulation.eventsTotal).toBe(eventsTotal)
  expect(at.room.simulation.hash()).toBe(hash)
  expect(at.room.simulation).toBeInstanceOf(Simulation)
  expect(at.door.state.rewound).toBe(true)
  await expect(at.client('late')).rejects.toThrow()
  at.room.restart(null)
  at.room.run()
  const connection = await at.client('late')
  expect(at.door.state.clients.map(({ name }) => name)).toEqual(['late'])
  await connection.close()
})

test('while the clock stands what clients do waits, and a step lets one thing in', async () => {
  const at = await house()
  const connection = await at.client('intake')
  const channel = await connection.createChannel()
  await channel.assertQueue('kept')
  at.room.pause()
  channel.sendToQueue('kept', Buffer.from('hello'))
  await new Promise((resolve) => setTimeout(resolve, 50))
  const { broker } = at.room.simulation
  const queue = broker.queueId('kept')
  expect(broker.ready(queue)).toBe(0)
  at.room.step('event')
  expect(broker.ready(queue)).toBe(1)
  at.room.run()
  await connection.close()
})

test('a client that floods while the clock stands is left waiting until it goes on', async () => {
  const at = await house('max', empty)
  const client = await (await RawClient.open(at.port)).login({}, '\0guest\0secret')
  at.room.pause()
  const chunk = Buffer.alloc(64_000, heartbeatFrame)
  for (let n = 0; n < 500; n++) client.raw(chunk)
  await new Promise((resolve) => setTimeout(resolve, 200))
  const leftBytes = client.unsentBytes
  expect(leftBytes).toBeGreaterThan(16_000_000)
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(client.unsentBytes).toBe(leftBytes)
  at.room.run()
  await expect.poll(() => client.unsentBytes, { timeout: 20_000 }).toBe(0)
  expect(at.mistakes).toEqual([])
  client.end()
})

test('a broker that goes down sends its clients away, and they find it again', async () => {
  const at = await house()
  const connection = await at.client('intake')
  const channel = await connection.createChannel()
  await channel.assertQueue('kept', { durable: true })
  const closed = new Promise<Error | undefined>((resolve) => connection.once('close', resolve))
  at.room.intervene({ kind: 'broker.restart', target: 'clean' })
  expect(String(await closed)).toContain('320')
  const again = await at.client('intake')
  const second = await again.createChannel()
  expect((await second.checkQueue('kept')).messageCount).toBe(0)
  expect(at.mistakes).toEqual([])
  await again.close()
})

const fortnightMs = 14 * 24 * 3_600_000

test('with the clock run forward a message and a queue of fourteen days are over while the client waits', async () => {
  const at = await house(10_000_000, empty)
  const connection = await at.client('patient')
  const channel = await connection.createChannel()
  channel.on('error', () => {})
  await channel.assertQueue('dead')
  await channel.assertQueue('held', {
    messageTtl: fortnightMs,
    deadLetterExchange: '',
    deadLetterRoutingKey: 'dead',
  })
  const dead = new Promise<ConsumeMessage | null>(
    (resolve) => void channel.consume('dead', resolve),
  )
  channel.sendToQueue('held', Buffer.from('old'))
  expect((await dead)!.properties.headers!['x-first-death-reason']).toBe('expired')
  await channel.assertQueue('brief', { expires: fortnightMs })
  const { broker } = at.room.simulation
  // Seen from inside: asking for the queue would renew it.
  await expect.poll(() => broker.queueId('brief')).toBe(-1)
  await expect(channel.checkQueue('brief')).rejects.toThrow("NOT_FOUND - no queue 'brief'")
  await connection.close()
})

test('half an hour without an ack is over in a moment, and the consumer hears of it', async () => {
  const at = await house(10_000, empty)
  const connection = await at.client('idle')
  const channel = await connection.createChannel()
  channel.on('error', () => {})
  await channel.assertQueue('slow', { durable: true, arguments: { 'x-queue-type': 'quorum' } })
  const heard: string[] = []
  await channel.consume('slow', (message) => heard.push(message?.content.toString() ?? 'cancelled'))
  channel.sendToQueue('slow', Buffer.from('one'))
  await expect.poll(() => heard, { timeout: 5000 }).toEqual(['one', 'cancelled'])
  await connection.close()
})

test('a client that is told to stop publishing waits, and goes on', async () => {
  const at = await house()
  const connection = await at.client('intake')
  const heard: string[] = []
  connection.on('blocked', (reason: string) => heard.push(reason))
  connection.on('unblocked', () => heard.push('unblocked'))
  const channel = await connection.createChannel()
  await channel.assertQueue('kept')
  at.door.hinder(0, { latencyMs: 0, stalled: false, blocked: true })
  channel.sendToQueue('kept', Buffer.from('hello'))
  await expect.poll(() => heard).toEqual(['blocked by hand'])
  at.door.hinder(0, { latencyMs: 0, stalled: false, blocked: false })
  await expect.poll(() => heard).toEqual(['blocked by hand', 'unblocked'])
  expect((await channel.checkQueue('kept')).messageCount).toBe(1)
  await connection.close()
})
