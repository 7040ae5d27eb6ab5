/** How faults stand in a file: one list item each. */
import { alarmKinds, type BrokerFault, type FaultSpec, restartKinds } from './scenario.ts'
import { nameText } from './scenario-file-broker.ts'
import { form, nullable, required } from './scenario-file-form.ts'
import { type Kind, oneOf, real, type Where } from './scenario-file-kind.ts'
import { nodeNumber } from './scenario-file-load.ts'
import { duration } from './scenario-file-measure.ts'
import type { FileNode } from './scenario-file-node.ts'
import { only } from './scenario-file-only.ts'

const at = required(duration, 'When, such as at: 60s.')
const during = nullable(duration, 'How long; left out, to the end.')
const factor = required(real(0, Number.MAX_VALUE), 'How many times, such as factor: 3.')
const whom = (role: string) => required(nameText, `The name of a ${role} or of its group.`)

const crash = form({
  at,
  crash: whom('consumer'),
  restart: nullable(duration, 'Back after this long; left out, it stays down.'),
})
const slow = form({ at, slow: whom('consumer'), factor, for: during })
const stop = form({ at, stop: whom('producer'), for: during })
const surge = form({ at, surge: whom('producer'), factor, for: during })
const alarm = form({
  at,
  alarm: required(
    oneOf(alarmKinds),
    `Who publishes meanwhile is blocked: ${alarmKinds.join(', ')}.`,
  ),
  for: during,
})
const stopNode = form({
  at,
  stopNode: required(nodeNumber, 'A node, 1 to 3; its clients connect to another.'),
  for: during,
})
const partition = form({
  at,
  partition: required(nodeNumber, 'A node, 1 to 3, that does not hear the others.'),
  for: during,
})
const restartBroker = form({
  at,
  restartBroker: required(oneOf(restartKinds), 'All nodes at once: in good order, or killed.'),
})

const faultForms = { crash, slow, stop, surge, alarm, stopNode, partition, restartBroker }
const faultNames = [
  'crash',
  'slow',
  'stop',
  'surge',
  'alarm',
  'stopNode',
  'partition',
  'restartBroker',
] as const

/** `{ at: 60s, crash: worker-2, restart: 9s }` and its like. */
export const faultKind: Kind<FaultSpec> = {
  read(node, where) {
    const kind = only(faultNames, node, where, '{ at: 60s, crash: worker-2, restart: 9s }')
    switch (kind) {
      case 'crash': {
        const read = crash.read(node, where)
        return read && { kind, atUs: read.at, consumer: read.crash, restartAfterUs: read.restart }
      }
      case 'slow': {
        const read = slow.read(node, where)
        return (
          read && { kind, atUs: read.at, consumer: read.slow, factor: read.factor, forUs: read.for }
        )
      }
      case 'stop': {
        const read = stop.read(node, where)
        return read && { kind, atUs: read.at, producer: read.stop, forUs: read.for }
      }
      case 'surge': {
        const read = surge.read(node, where)
        return (
          read && {
            kind,
            atUs: read.at,
            producer: read.surge,
            factor: read.factor,
            forUs: read.for,
          }
        )
      }
      case undefined:
        return undefined
      default:
        return readOfBroker(kind, node, where)
    }
  },
  write(fault) {
    const at = fault.atUs
    switch (fault.kind) {
      case 'crash':
        return crash.write({ at, crash: fault.consumer, restart: fault.restartAfterUs })
      case 'slow':
        return slow.write({ at, slow: fault.consumer, factor: fault.factor, for: fault.forUs })
      case 'stop':
        return stop.write({ at, stop: fault.producer, for: fault.forUs })
      case 'surge':
        return surge.write({ at, surge: fault.producer, factor: fault.factor, for: fault.forUs })
      default:
        return writeOfBroker(fault)
    }
  },
  schema: { oneOf: Object.values(faultForms).map((kind) => kind.schema) },
}

function readOfBroker(
  kind: BrokerFault['kind'],
  node: FileNode,
  where: Where,
): BrokerFault | undefined {
  switch (kind) {
    case 'alarm': {
      const read = alarm.read(node, where)
      return read && { kind, atUs: read.at, alarm: read.alarm, forUs: read.for }
    }
    case 'stopNode': {
      const read = stopNode.read(node, where)
      return read && { kind, atUs: read.at, node: read.stopNode, forUs: read.for }
    }
    case 'partition': {
      const read = partition.read(node, where)
      return read && { kind, atUs: read.at, node: read.partition, forUs: read.for }
    }
    case 'restartBroker': {
      const read = restartBroker.read(node, where)
      return read && { kind, atUs: read.at, how: read.restartBroker }
    }
  }
}

function writeOfBroker(fault: BrokerFault) {
  const at = fault.atUs
  switch (fault.kind) {
    case 'alarm':
      return alarm.write({ at, alarm: fault.alarm, for: fault.forUs })
    case 'stopNode':
      return stopNode.write({ at, stopNode: fault.node, for: fault.forUs })
    case 'partition':
      return partition.write({ at, partition: fault.node, for: fault.forUs })
    case 'restartBroker':
      return restartBroker.write({ at, restartBroker: fault.how })
  }
}
