/** How policies stand in a file: RabbitMQ's own keys, without the x- that arguments have. */
import { type PolicyDefinition, type PolicySpec, policyTargets } from './policy.ts'
import { nameText, shortText } from './scenario-file-broker.ts'
import { form, nullable, optional, type ReadOf, required } from './scenario-file-form.ts'
import { oneOf, text, whole } from './scenario-file-kind.ts'
import { argumentMs, interval, unusedMs } from './scenario-file-measure.ts'
import type { FileNode } from './scenario-file-node.ts'
import { LineIndex, Problems } from './scenario-file-problem.ts'
import { deadLetterStrategies, overflowModes, retryTypes } from './topology.ts'

const definitionForm = form({
  'message-ttl': nullable(argumentMs, 'Ready messages older than this (ms) expire.'),
  expires: nullable(unusedMs, 'Unused for so long (ms), a queue goes.'),
  'max-length': nullable(whole(0), 'Most ready messages.'),
  'max-length-bytes': nullable(whole(0), 'Most bytes of ready bodies.'),
  overflow: nullable(oneOf(overflowModes), 'What happens at the limit.'),
  'dead-letter-exchange': nullable(shortText, 'Where expired, dropped and rejected messages go.'),
  'dead-letter-routing-key': nullable(shortText, 'Replaces the routing key on that way.'),
  'dead-letter-strategy': nullable(oneOf(deadLetterStrategies), 'Of quorum queues.'),
  'delivery-limit': nullable(whole(-1), 'Returns a message of a quorum queue survives.'),
  'delayed-retry-type': nullable(oneOf(retryTypes), 'Which returned messages wait, from 4.3.'),
  'delayed-retry-min': nullable(argumentMs, 'How long (ms), times the failures so far.'),
  'delayed-retry-max': nullable(argumentMs, 'At most so long (ms).'),
  'consumer-timeout': nullable(argumentMs, 'How long (ms) a delivery may be held, from 4.3.'),
  'max-age': nullable(interval, 'Of a stream, such as 7D.'),
  'stream-max-segment-size-bytes': nullable(whole(1), 'Where a segment of a stream ends.'),
  'alternate-exchange': nullable(nameText, 'Of exchanges: takes what they cannot route.'),
})
type DefinitionFields = ReadOf<typeof definitionForm>

const fieldNames = [
  ['message-ttl', 'messageTtlMs'],
  ['expires', 'expiresMs'],
  ['max-length', 'maxLength'],
  ['max-length-bytes', 'maxLengthBytes'],
  ['overflow', 'overflow'],
  ['dead-letter-exchange', 'deadLetterExchange'],
  ['dead-letter-routing-key', 'deadLetterRoutingKey'],
  ['dead-letter-strategy', 'deadLetterStrategy'],
  ['delivery-limit', 'deliveryLimit'],
  ['delayed-retry-type', 'delayedRetryType'],
  ['delayed-retry-min', 'delayedRetryMinMs'],
  ['delayed-retry-max', 'delayedRetryMaxMs'],
  ['consumer-timeout', 'consumerTimeoutMs'],
  ['max-age', 'maxAgeS'],
  ['stream-max-segment-size-bytes', 'maxSegmentBytes'],
  ['alternate-exchange', 'alternateExchange'],
] as const satisfies readonly (readonly [keyof DefinitionFields, keyof PolicyDefinition])[]

/** Keys of a policy's definition, as RabbitMQ calls them. */
export const policyKeys: readonly string[] = definitionForm.names

/** What a definition names; the rest of a policy it leaves alone. */
function definitionOf(read: DefinitionFields): PolicyDefinition {
  const named = fieldNames.filter(([key]) => read[key] !== null)
  return Object.fromEntries(named.map(([key, field]) => [field, read[key]]))
}

function definitionFields(definition: PolicyDefinition): DefinitionFields {
  const fields = fieldNames.map(([key, field]) => [key, definition[field] ?? null] as const)
  return Object.fromEntries(fields) as unknown as DefinitionFields
}

export const policyForm = form({
  pattern: required(
    text(0, 1000),
    'A regular expression tried anywhere in a name, such as ^orders.',
  ),
  'apply-to': optional(oneOf(policyTargets), 'all', `One of ${policyTargets.join(', ')}.`),
  priority: optional(
    whole(-2_147_483_648, 2_147_483_647),
    0,
    'Of those that match, the highest is the one.',
  ),
  definition: required(definitionForm, 'What it says, such as { max-length: 1000 }.'),
})

export const policySpec = (
  name: string,
  operator: boolean,
  read: ReadOf<typeof policyForm>,
): PolicySpec => ({
  name,
  operator,
  pattern: read.pattern,
  priority: read.priority,
  applyTo: read['apply-to'],
  definition: definitionOf(read.definition),
})

export const policyFields = (spec: PolicySpec): ReadOf<typeof policyForm> => ({
  pattern: spec.pattern,
  'apply-to': spec.applyTo,
  priority: spec.priority,
  definition: definitionFields(spec.definition),
})

/** What a definition says, key by key, as a file writes it. */
export const writePolicyDefinition = (
  definition: PolicyDefinition,
): readonly (readonly [key: string, written: string])[] =>
  definitionForm
    .write(definitionFields(definition))
    .fields.map(([key, value]) => [key, value === '' ? '""' : String(value)] as const)

/** The same the other way; null when a key or a value is none. */
export function readPolicyDefinition(
  pairs: readonly (readonly [key: string, written: string])[],
): PolicyDefinition | null {
  const entries = pairs.map(([key, written]) => ({ key, at: 0, value: scalarOf(written) }))
  const problems = new Problems(new LineIndex(''))
  const where = { subject: '', field: '', problems }
  const read = definitionForm.read({ kind: 'map', at: 0, entries }, where)
  return read === undefined || problems.errors > 0 ? null : definitionOf(read)
}

function scalarOf(written: string): FileNode {
  const value = /^-?\d{1,15}$/.test(written) ? Number(written) : written === '""' ? '' : written
  return { kind: 'scalar', at: 0, value, written }
}
