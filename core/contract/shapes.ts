/** The shapes of arguments and results that cross the contract about scenarios and runs; their meaning stands in `model/`. */
import { z } from 'zod'
import { nodeTargets } from '#core/model/command.ts'
import { limits } from '#core/model/limits.ts'
import { runStates } from '#core/model/run.ts'
import { alarmKinds, restartKinds } from '#core/model/scenario.ts'
import { fieldTable, scenarioShape } from '#core/model/scenario-shape.ts'

const text = z.string().max(limits.callBytes)
export const name = z.string().max(limits.nameBytes)
export const id = z.string().regex(/^[a-z0-9-]{1,64}$/)
const place = z.strictObject({ line: z.int(), column: z.int() })

const saidValue = z.union([z.string(), z.number()])
const saidPart = z.strictObject({ key: z.string(), values: z.record(z.string(), saidValue) })
/** Which sentence a text is, and what stands in it. */
export const said = z.strictObject({
  key: z.string(),
  values: z.record(z.string(), z.union([saidValue, saidPart])),
})

export const failureDetail = z.strictObject({ place: place.nullable(), said: said.optional() })

export const about = z.strictObject({
  name: z.literal('Sluice'),
  version: z.string(),
  shell: z.enum(['desktop', 'browser']),
  platform: z.string(),
  /** Sentences to show once, such as which file of the workspace had to be set aside. */
  notices: z.array(z.string()),
})

export const uploadPart = z.strictObject({
  upload: id,
  part: z.int().min(0).max(1000),
  text: z.string().max(512 * 1024),
})
export const uploadState = z.strictObject({ upload: id, bytes: z.int() })

/** Either the text itself or an upload that holds it. */
export const textSource = z.strictObject({ text: text.nullable(), upload: id.nullable() })

/** A shipped scenario or one in the workspace. */
export const scenarioRef = z.strictObject({
  source: z.enum(['shipped', 'saved']),
  id: z.string().min(1).max(120),
})
export const scenarioEntry = z.strictObject({
  source: z.enum(['shipped', 'saved']),
  id: z.string(),
  title: z.string(),
  summary: z.string(),
})
export const scenarioText = z.strictObject({ entry: scenarioEntry, text: z.string() })
export const saveRequest = z.strictObject({
  id: z.string().min(1).max(120).nullable(),
  text,
  /** Fingerprint of the text that is replaced, as the page knows it; left out for a new one. */
  over: z.string().max(64).optional(),
})

export const problem = z.strictObject({
  severity: z.enum(['error', 'hint']),
  /** One sentence: which thing, what is wrong, what to try. */
  message: z.string(),
  /** Which sentence it is, where it has a key. */
  said: said.optional(),
  place: place.nullable(),
})
export const checked = z.strictObject({
  scenario: scenarioShape.nullable(),
  problems: z.array(problem),
})
export const writeRequest = z.strictObject({ scenario: scenarioShape, over: text.nullable() })
export const imported = z.strictObject({
  text: z.string(),
  counts: z.strictObject({
    virtualHosts: z.int(),
    exchanges: z.int(),
    queues: z.int(),
    bindings: z.int(),
    policies: z.int(),
  }),
  /** What the file says and the engine does not do (yet), one sentence each. */
  unsupported: z.array(z.string()),
  /** What was proposed so that it runs: producers and consumers, one sentence. */
  proposed: z.string(),
})

export const seed = z.int().min(0).max(0xffffffff)
export const speed = z.union([z.number().min(0.01).max(1000), z.literal('max')])
export const loadRequest = z.strictObject({
  source: textSource,
  seed: seed.nullable(),
  run: z.boolean(),
  speed: speed.nullable(),
})
export const runDescription = z.strictObject({
  runId: z.int(),
  loadId: z.int(),
  scenario: scenarioShape,
  seed,
  exchanges: z.array(z.string()),
  queues: z.array(z.string()),
  producers: z.array(z.string()),
  consumers: z.array(z.string()),
  guests: z.strictObject({ producers: z.int(), consumers: z.int() }).nullable(),
})
/** An instant, or a number of events that were applied. */
export const moment = z.union([
  z.strictObject({ atUs: z.int().min(0) }),
  z.strictObject({ events: z.int().min(0) }),
])
export const runState = z.enum(runStates)

const target = name.min(1)
const us = z.int().min(0)
const share = z.number().min(0).max(1)
const node = z.enum(nodeTargets)
export const command = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('producer.rate'),
    target,
    ratePerSecond: z.number().min(0).max(1e9),
  }),
  z.strictObject({ kind: z.literal('producer.stop'), target }),
  z.strictObject({ kind: z.literal('producer.start'), target }),
  z.strictObject({ kind: z.literal('producer.poison'), target, share }),
  z.strictObject({ kind: z.literal('consumer.service'), target, meanUs: us }),
  z.strictObject({
    kind: z.literal('consumer.prefetch'),
    target,
    prefetch: z.int().min(0).max(65535),
  }),
  z.strictObject({ kind: z.literal('consumer.failure'), target, probability: share }),
  z.strictObject({ kind: z.literal('consumer.crash'), target, restartAfterUs: us.nullable() }),
  z.strictObject({ kind: z.literal('consumer.restart'), target }),
  z.strictObject({ kind: z.literal('link.latency'), target, latencyUs: us }),
  z.strictObject({ kind: z.literal('queue.purge'), target }),
  z.strictObject({ kind: z.literal('broker.alarm'), target: z.enum(alarmKinds), on: z.boolean() }),
  z.strictObject({ kind: z.literal('broker.restart'), target: z.enum(restartKinds) }),
  z.strictObject({ kind: z.literal('node.stop'), target: node }),
  z.strictObject({ kind: z.literal('node.start'), target: node }),
  z.strictObject({ kind: z.literal('node.part'), target: node }),
  z.strictObject({ kind: z.literal('node.rejoin'), target: node }),
])
export const properties = z.strictObject({
  contentType: z.string().nullable(),
  contentEncoding: z.string().nullable(),
  headers: fieldTable,
  deliveryMode: z.int().nullable(),
  priority: z.int().nullable(),
  correlationId: z.string().nullable(),
  replyTo: z.string().nullable(),
  expiration: z.string().nullable(),
  messageId: z.string().nullable(),
  timestamp: z.number().nullable(),
  type: z.string().nullable(),
  userId: z.string().nullable(),
  appId: z.string().nullable(),
})
/** What the explorer did to the simulated broker, as the marks of a run report it; a page cannot send it as a command. */
export const visit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('queue.browse'), target, count: z.int() }),
  z.strictObject({
    kind: z.literal('message.publish'),
    target: name,
    routingKey: name,
    properties,
    bodyBase64: z.string().max(limits.callBytes),
  }),
])
export const mark = z.strictObject({
  atUs: z.number(),
  by: z.enum(['you', 'fault']),
  untilUs: z.number().nullable(),
  command: z.union([command, visit]).nullable(),
  before: z.number().nullable(),
  fault: z.int().nullable(),
})

/** Records before `before` (or the newest), newest first, of one queue, actor or message when given. */
export const logRequest = z.strictObject({
  before: z.int().min(0).nullable(),
  count: z.int().min(1).max(500),
  queue: z.int().nullable(),
  actor: z.int().nullable(),
  message: z.number().nullable(),
})
export const traceEvent = z.strictObject({
  index: z.int(),
  timeUs: z.number(),
  kind: z.int(),
  reason: z.int(),
  attempt: z.int(),
  messageId: z.number(),
  queue: z.int(),
  actor: z.int(),
  detail: z.int(),
})
/** `kept`: the oldest index still readable; `next`: pass as `before` to go on, null at the end. */
export const logPage = z.strictObject({
  events: z.array(traceEvent),
  total: z.int(),
  kept: z.int(),
  next: z.int().nullable(),
})

const measure = z.number().nullable()
export const runResult = z.strictObject({
  hash: z.string(),
  events: z.number(),
  virtualMs: z.number(),
  wallMs: z.number(),
  queues: z.record(z.string(), z.record(z.string(), measure)),
  producers: z.record(z.string(), z.record(z.string(), measure)),
  consumers: z.record(z.string(), z.record(z.string(), measure)),
})
