import { limits } from './limits.ts'
import { type BrokerNode, brokerNodes, type ProducerSpec } from './scenario.ts'
import { nameText, shortText } from './scenario-file-broker.ts'
import { form, nullable, optional, type ReadOf, required } from './scenario-file-form.ts'
import { type Kind, table, text, truth, utf8Bytes, whole } from './scenario-file-kind.ts'
import { arrivalLaw, keys } from './scenario-file-laws.ts'
import { bandwidth, bytes, duration, expiry, rate, share } from './scenario-file-measure.ts'
import { emptyTable, priorityMax } from './topology.ts'

/** What a left-out `size` stands for when there is no body either. */
const presetSizeBytes = 512

export const many = {
  count: optional(whole(1, limits.consumers), 1, 'So many alike, called name-1, name-2, ...'),
  group: nullable(nameText, 'The group it belongs to; left out, its own name.'),
}
/** A node of the cluster by its number. */
export const nodeNumber = whole(1, brokerNodes.length) as Kind<BrokerNode>

export const reach = {
  start: optional(duration, 0, 'When it begins.'),
  node: optional(nodeNumber, 1, 'The node it connects to while that is up.'),
  latency: optional(duration, 0, 'One way between it and the broker.'),
  bandwidth: nullable(bandwidth, 'Between it and the broker; left out, no limit.'),
}

export const producerForm = form({
  to: required(shortText, 'The exchange it publishes to, or "" for the default exchange.'),
  ...many,
  key: optional(keys, [{ key: '', weight: 1 }], 'Routing key, or a list to draw from.'),
  rate: required(rate, 'How many each one publishes, such as rate: 14/s.'),
  arrivals: optional(arrivalLaw, { law: 'poisson' }, 'poisson, constant, or { bursts: 10 }.'),
  size: nullable(
    bytes(limits.publishBodyBytes),
    `Of a body; left out, that of the body or ${presetSizeBytes} B.`,
  ),
  persistent: optional(truth, true, 'Delivery mode 2.'),
  mandatory: optional(truth, false, 'Come back when no queue matches.'),
  confirm: optional(truth, false, 'Publisher confirms.'),
  confirmWindow: nullable(whole(1), 'Most unconfirmed before it waits; left out, it never waits.'),
  ttl: nullable(expiry, 'Expiration of each message.'),
  priority: nullable(whole(0, priorityMax), 'Of each message; what it means is up to the queue.'),
  headers: optional(table, emptyTable, 'Headers of each message.'),
  poison: optional(share, 0, 'Share of messages every consumer fails on, at every attempt.'),
  messages: nullable(whole(0), 'Stop after so many.'),
  body: nullable(text(0, 65_536), 'Payload; {{id}} and {{producer}} are filled in.'),
  ...reach,
})
export type ProducerFields = ReadOf<typeof producerForm>

const sizeOf = (body: string | null) => (body === null ? presetSizeBytes : utf8Bytes(body))

export const producerSpec = (name: string, group: string, read: ProducerFields): ProducerSpec => ({
  name,
  group,
  exchange: read.to,
  keys: read.key,
  arrivals: { ...read.arrivals, ratePerSecond: read.rate },
  sizeBytes: read.size ?? sizeOf(read.body),
  persistent: read.persistent,
  mandatory: read.mandatory,
  confirms: read.confirm,
  confirmWindow: read.confirmWindow,
  expirationMs: read.ttl,
  priority: read.priority,
  headers: read.headers,
  poisonShare: read.poison,
  messagesMax: read.messages,
  startAtUs: read.start,
  node: read.node,
  link: { latencyUs: read.latency, bandwidthBytesPerSecond: read.bandwidth },
  body: read.body,
})

export function producerFields(
  spec: ProducerSpec,
  group: string | null,
  count: number,
): ProducerFields {
  const { ratePerSecond, ...law } = spec.arrivals
  return {
    to: spec.exchange,
    key: spec.keys,
    rate: ratePerSecond,
    arrivals: law,
    size: spec.sizeBytes === sizeOf(spec.body) ? null : spec.sizeBytes,
    persistent: spec.persistent,
    mandatory: spec.mandatory,
    confirm: spec.confirms,
    confirmWindow: spec.confirmWindow,
    ttl: spec.expirationMs,
    priority: spec.priority,
    headers: spec.headers,
    poison: spec.poisonShare,
    messages: spec.messagesMax,
    body: spec.body,
    count,
    group,
    start: spec.startAtUs,
    node: spec.node,
    latency: spec.link.latencyUs,
    bandwidth: spec.link.bandwidthBytesPerSecond,
  }
}
