/** Entry of the engine's worker thread: calls in, answers and frames out. */
import { parentPort } from 'node:worker_threads'
import { assert, Failure } from '#core/model/failure.ts'
import { ClientDoor } from './client-door.ts'
import { wallClock } from './clock.ts'
import type { EngineFailure, EngineReply, EngineRequest } from './engine-calls.ts'
import { engineCalls } from './engine-room.ts'
import { ghostsOf } from './ghosts.ts'
import { RunRoom } from './run-room.ts'

assert(parentPort, 'the engine runs on a worker thread')
const port = parentPort
const post = (reply: EngineReply, transfer: readonly ArrayBuffer[] = []) =>
  port.postMessage(reply, transfer)

const report = (error: unknown) =>
  post({ mistake: error instanceof Error ? (error.stack ?? error.message) : String(error) })

// The login every client tries first; nobody but this machine can reach the port.
const door = new ClientDoor({
  user: 'guest',
  password: 'guest',
  enter: (input) => room.guest(input),
})
const room: RunRoom = new RunRoom({
  clock: wallClock,
  sendFrame: (frame) => post({ frame }, [frame.buffer]),
  guests: (scenario) => door.guests(scenario),
  ghosts: ghostsOf,
  caughtUp: () => door.caughtUp(),
  opened: (simulation) => door.opened(simulation),
  report,
})
const calls = engineCalls(room, door)

port.on('message', async ({ id, name, argument }: EngineRequest) => {
  try {
    // The name is one of ours and the argument its own: EngineLink's types say so, and nobody else can post here.
    const call = calls[name] as (argument: unknown) => unknown
    const result = call(argument)
    // Only what waits for a socket takes a turn: the others answer in the order they were asked.
    post({ id, result: result instanceof Promise ? await result : result })
  } catch (error) {
    post({ id, failure: asFailure(error) })
  }
})

function asFailure(error: unknown): EngineFailure {
  if (error instanceof Failure) {
    return { code: error.code, message: error.message, place: error.place ?? null }
  }
  report(error)
  return { code: 'internal', message: 'The engine made a mistake in this call.', place: null }
}
