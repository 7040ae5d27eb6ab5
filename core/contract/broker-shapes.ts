/** The shapes that cross the contract about connections and what is in their brokers; their meaning stands in `model/`. */
import { z } from 'zod'
import { connectionProfileSchema, connectionStates } from '#core/model/connection.ts'
import { lookMethods, testSteps } from '#core/model/explored.ts'
import { limits } from '#core/model/limits.ts'
import { id, name, properties, said } from './shapes.ts'

export const connectionRef = z.strictObject({ id })
export const connectionSave = z.strictObject({
  profile: connectionProfileSchema,
  /** Null keeps what the host already holds. */
  password: z.string().max(4096).nullable(),
  /** The profile as it was when it was opened for editing; left out for a new one. */
  over: connectionProfileSchema.optional(),
})
export const connectionEntry = z.strictObject({
  profile: connectionProfileSchema,
  state: z.enum(connectionStates),
  /** Why it failed or is reconnecting, one sentence. */
  reason: z.string().nullable(),
  reasonSaid: said.nullable(),
  hasPassword: z.boolean(),
  readOnly: z.boolean(),
  /** Milliseconds until the lock closes again; null while locked or when it never was. */
  unlockedForMs: z.number().nullable(),
})
export const unlockRequest = z.strictObject({ id, name: z.string().max(120) })
export const parsedUri = z.strictObject({
  profile: connectionProfileSchema,
  password: z.string().nullable(),
  filled: z.array(z.string()),
})

export const brokerOverview = z.strictObject({
  product: z.string(),
  version: z.string(),
  nodes: z.int(),
  notes: z.array(z.string()),
})
const queueRowFields = {
  virtualHost: z.string(),
  queue: z.string(),
  type: z.string(),
  ready: z.number().nullable(),
  unacked: z.number().nullable(),
  consumers: z.number().nullable(),
  deadLetters: z.boolean(),
}
export const queueRow = z.strictObject(queueRowFields)
export const exchangeRow = z.strictObject({
  virtualHost: z.string(),
  exchange: z.string(),
  type: z.string(),
  bindings: z.number().nullable(),
})
export const queueDetail = z.strictObject({
  ...queueRowFields,
  durable: z.boolean(),
  policy: z.string().nullable(),
  arguments: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  bindings: z.array(z.strictObject({ exchange: z.string(), key: z.string() })),
})

const address = { id, virtualHost: name, queue: name }
export const queueRef = z.strictObject(address)
export const lookRequest = z.strictObject({
  ...address,
  count: z.int().min(1).max(limits.browseMessages),
})
export const lookPrice = z.strictObject({
  method: z.enum(lookMethods),
  effect: z.enum(['E0', 'E1', 'E2', 'E3']),
  count: z.int(),
  redeliveredMarks: z.int(),
  deliveryCount: z.int(),
  readyChange: z.int(),
  order: z.enum(['kept', 'may-change']),
  warnings: z.array(z.string()),
})
export const lookTaken = z.strictObject({ ...address, price: lookPrice })

export const browsedMessage = z.strictObject({
  position: z.int(),
  exchange: z.string(),
  routingKey: z.string(),
  redelivered: z.boolean(),
  properties,
  bodyBase64: z.string(),
  sizeBytes: z.int(),
  complete: z.boolean(),
})
export const lookResult = z.strictObject({
  messages: z.array(browsedMessage),
  declared: lookPrice,
  measured: z.strictObject({
    redeliveredMarks: z.int(),
    deliveryCount: z.int(),
    readyChange: z.int(),
    order: z.enum(['kept', 'changed', 'not-measured']),
    asDeclared: z.boolean(),
  }),
  readyBefore: z.int(),
  readyAfter: z.int(),
  tookMs: z.number(),
  stopped: z.enum(['count', 'empty', 'bytes', 'time']),
})
export const bodyRequest = z.strictObject({ ...address, position: z.int().min(1) })
export const publishRequest = z.strictObject({
  id,
  virtualHost: name,
  exchange: name,
  routingKey: name,
  properties,
  bodyBase64: z.string().max(limits.callBytes),
})
export const publishOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('routed') }),
  z.strictObject({ outcome: z.literal('unroutable'), reply: z.string() }),
  z.strictObject({ outcome: z.literal('refused'), reply: z.string() }),
  z.strictObject({ outcome: z.literal('unknown'), reply: z.string() }),
])

export const testStep = z.strictObject({
  step: z.enum(testSteps),
  outcome: z.enum(['passed', 'failed', 'not-run', 'not-applicable']),
  tookMs: z.number(),
  fact: z.string(),
  said: said.nullable(),
  reply: z.string().nullable(),
  tries: z.array(
    z.strictObject({
      say: z.string(),
      said: said.nullable(),
      set: z.record(z.string(), z.string()).nullable(),
    }),
  ),
})
