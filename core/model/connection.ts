/**
 * A saved connection: a closed schema of known fields, no pass-through options [reliability-security C1].
 * The password is not part of it; it travels once to the host and stays there.
 */
import { z } from 'zod'

export const environments = ['production', 'staging', 'local'] as const
export type Environment = (typeof environments)[number]

const name = z.string().min(1).max(120)

export const rabbitmqProfileSchema = z.strictObject({
  kind: z.literal('rabbitmq'),
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name,
  environment: z.enum(environments),
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65535),
  tls: z.boolean(),
  /** Off only per connection, shown as a warning wherever the connection is. */
  tlsVerify: z.boolean(),
  virtualHost: z.string().min(1).max(255),
  username: z.string().max(255),
  /** Null: no management API; queues are then opened by name. */
  management: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) }).nullable(),
})

export const simulatedProfileSchema = z.strictObject({
  kind: z.literal('simulated'),
  id: z.literal('simulated'),
  name,
  environment: z.literal('local'),
})

export const connectionProfileSchema = z.discriminatedUnion('kind', [
  rabbitmqProfileSchema,
  simulatedProfileSchema,
])

export type RabbitmqProfile = z.infer<typeof rabbitmqProfileSchema>
export type SimulatedProfile = z.infer<typeof simulatedProfileSchema>
export type ConnectionProfile = z.infer<typeof connectionProfileSchema>

export const connectionStates = ['closed', 'connecting', 'ready', 'reconnecting', 'failed'] as const
export type ConnectionState = (typeof connectionStates)[number]
