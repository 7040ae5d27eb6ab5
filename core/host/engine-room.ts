/** Implements every call of the engine's worker over one run room. */
import { tankCell } from '#core/contract/frame.ts'
import type { PublishRequest } from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import type { PublishOutcome } from '#core/model/message.ts'
import { parseScenario, writeScenario } from '#core/model/scenario-file.ts'
import type { Simulation } from '#core/simulation/simulation.ts'
import type { ClientDoor } from './client-door.ts'
import type { EngineCalls, LogPage, LogRequest } from './engine-calls.ts'
import {
  exploredExchanges,
  exploredMessage,
  exploredQueue,
  exploredQueues,
} from './explored-run.ts'
import type { RunRoom } from './run-room.ts'
import { importedFrom, scenarioIn } from './scenario-texts.ts'

export function engineCalls(room: RunRoom, door: ClientDoor): EngineCalls {
  return {
    check: ({ text }) => parseScenario(text),
    write: ({ scenario, over }) => writeScenario(scenario, over),
    importDefinitions: ({ text }) => importedFrom(text),

    load: ({ text, ...options }) => room.load(scenarioIn(text), options),
    describe: () => room.description,
    run: () => room.run(),
    pause: () => room.pause(),
    step: ({ by }) => room.step(by),
    speed: ({ speed }) => room.setSpeed(speed),
    restart: ({ seed }) => room.restart(seed),
    rewind: ({ moment }) => room.rewind(moment),
    intervene: ({ command }) => room.intervene(command),
    marks: () => room.simulation.marks,
    focus: ({ queue }) => room.focus(queue === null ? null : queueIn(room.simulation, queue)),
    log: (request) => logPage(room, request),
    result: () => room.simulation.result(room.wallMs),

    endpoint: () => door.state,
    openEndpoint: async ({ port }) => {
      await door.open(port)
      room.restart(null)
      room.run()
      return door.state
    },
    closeEndpoint: async () => {
      await door.close()
      room.restart(null)
      return door.state
    },
    cutClient: ({ connection }) => {
      door.cut(connection)
      return door.state
    },
    hinderClient: ({ connection, ...fault }) => {
      door.hinder(connection, fault)
      return door.state
    },

    brokerQueues: () => exploredQueues(room.simulation),
    brokerExchanges: () => exploredExchanges(room.simulation),
    brokerQueue: ({ queue }) => exploredQueue(room.simulation, queue),
    brokerBrowse: ({ queue, count }) =>
      room.changing(({ simulation }) => browse(simulation, queue, count)),
    brokerPublish: (request) => room.changing(({ simulation }) => publish(simulation, request)),
  }
}

function queueIn(simulation: Simulation, name: string): number {
  const queue = simulation.description.queues.indexOf(name)
  if (queue < 0) throw new Failure('not-found', `There is no queue called "${name}" in this run.`)
  return queue
}

function logPage(
  { simulation: { log }, actors }: RunRoom,
  { before, count, queue, actor, message }: LogRequest,
): LogPage {
  const logged = actor === null ? null : actors.logged(actor)
  const { events, next } = log.readBack(before, count, { queue, actor: logged, messageId: message })
  const shown = events.map((event) => ({ ...event, actor: actors.shown(event.actor) }))
  return { events: shown, total: log.recordsTotal, kept: log.oldest, next }
}

/** Takes a look and measures on the broker itself what it did to the messages at the head. */
function browse(simulation: Simulation, name: string, count: number) {
  const { broker } = simulation
  const queue = queueIn(simulation, name)
  const readyBefore = broker.ready(queue)
  const seen = simulation.browse(name, count)
  const cells = new Uint8Array(seen.length)
  broker.cells(queue, cells, 0, seen.length)
  return {
    messages: seen.map((message, index) => exploredMessage(message, index + 1)),
    readyBefore,
    readyAfter: broker.ready(queue),
    redeliveredMarks: cells.filter((cell) => cell === tankCell.redelivered).length,
  }
}

function publish(simulation: Simulation, request: PublishRequest): PublishOutcome {
  const { exchange, routingKey, properties, bodyBase64 } = request
  return simulation.publishOne({
    kind: 'message.publish',
    target: exchange,
    routingKey,
    properties,
    bodyBase64,
  })
}
