/** How faults and expectations stand in a file: one list item each. */
import {
  consumerMeasures,
  type Expectation,
  type FaultSpec,
  producerMeasures,
  queueMeasures,
} from './scenario.ts'
import { nameText } from './scenario-file-broker.ts'
import { form, nullable, required } from './scenario-file-form.ts'
import { type Kind, number, oneOf, real, type Where } from './scenario-file-kind.ts'
import { duration } from './scenario-file-measure.ts'
import type { FileNode } from './scenario-file-node.ts'

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

/** The one of `names` a map has, or undefined after saying that it must have exactly one. */
function only<const T extends string>(
  names: readonly T[],
  node: FileNode,
  where: Where,
  example: string,
): T | undefined {
  const found = names.filter(
    (name) => node.kind === 'map' && node.entries.some((entry) => entry.key === name),
  )
  if (found.length === 1) return found[0]
  where.problems.error(
    node.at,
    `${where.subject}: write exactly one of ${names.join(', ')}, such as ${example}.`,
  )
  return undefined
}

/** `{ at: 60s, crash: worker-2, restart: 9s }` and its like. */
export const faultKind: Kind<FaultSpec> = {
  read(node, where) {
    const names = ['crash', 'slow', 'stop', 'surge'] as const
    const kind = only(names, node, where, '{ at: 60s, crash: worker-2, restart: 9s }')
    if (kind === 'crash') {
      const read = crash.read(node, where)
      return read && { kind, atUs: read.at, consumer: read.crash, restartAfterUs: read.restart }
    }
    if (kind === 'slow') {
      const read = slow.read(node, where)
      return (
        read && { kind, atUs: read.at, consumer: read.slow, factor: read.factor, forUs: read.for }
      )
    }
    if (kind === 'stop') {
      const read = stop.read(node, where)
      return read && { kind, atUs: read.at, producer: read.stop, forUs: read.for }
    }
    if (kind === 'surge') {
      const read = surge.read(node, where)
      return (
        read && { kind, atUs: read.at, producer: read.surge, factor: read.factor, forUs: read.for }
      )
    }
    return undefined
  },
  write(fault) {
    if (fault.kind === 'crash') {
      return crash.write({ at: fault.atUs, crash: fault.consumer, restart: fault.restartAfterUs })
    }
    if (fault.kind === 'stop') {
      return stop.write({ at: fault.atUs, stop: fault.producer, for: fault.forUs })
    }
    const common = { at: fault.atUs, factor: fault.factor, for: fault.forUs }
    return fault.kind === 'slow'
      ? slow.write({ ...common, slow: fault.consumer })
      : surge.write({ ...common, surge: fault.producer })
  },
  schema: { oneOf: [crash, slow, stop, surge].map((kind) => kind.schema) },
}

const bounds = {
  atLeast: nullable(number, 'Lower bound, included.'),
  atMost: nullable(number, 'Upper bound, included.'),
}
const measure = (measures: readonly string[]) =>
  required(oneOf(measures), `One of ${measures.join(', ')}.`)
const ofQueue = form({
  queue: required(nameText, 'Its name.'),
  measure: measure(queueMeasures),
  ...bounds,
})
const ofProducer = form({
  producer: required(nameText, 'Its name.'),
  measure: measure(producerMeasures),
  ...bounds,
})
const ofConsumer = form({
  consumer: required(nameText, 'Its name.'),
  measure: measure(consumerMeasures),
  ...bounds,
})

/** `{ queue: orders.work, measure: waitP99Ms, atMost: 500 }` and its like. */
export const expectationKind: Kind<Expectation> = {
  read(node, where) {
    const names = ['queue', 'producer', 'consumer'] as const
    const of = only(names, node, where, '{ queue: tasks, measure: waitP99Ms, atMost: 500 }')
    const read =
      of === 'queue'
        ? ofQueue.read(node, where)
        : of === 'producer'
          ? ofProducer.read(node, where)
          : of === 'consumer' && ofConsumer.read(node, where)
    if (!of || !read) return undefined
    const { measure, atLeast, atMost } = read
    const name = 'queue' in read ? read.queue : 'producer' in read ? read.producer : read.consumer
    return { of, name, measure, atLeast, atMost }
  },
  write({ of, name, measure, atLeast, atMost }) {
    if (of === 'queue') return ofQueue.write({ queue: name, measure, atLeast, atMost })
    if (of === 'producer') return ofProducer.write({ producer: name, measure, atLeast, atMost })
    return ofConsumer.write({ consumer: name, measure, atLeast, atMost })
  },
  schema: { oneOf: [ofQueue, ofProducer, ofConsumer].map((kind) => kind.schema) },
}
