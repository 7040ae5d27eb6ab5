/** How expectations stand in a file: one list item each. */
import { consumerMeasures, type Expectation, producerMeasures, queueMeasures } from './scenario.ts'
import { nameText } from './scenario-file-broker.ts'
import { form, nullable, required } from './scenario-file-form.ts'
import { type Kind, number, oneOf } from './scenario-file-kind.ts'
import { only } from './scenario-file-only.ts'

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
