/** The shapes of calls about the door for clients; their meaning stands in `model/endpoint.ts`. */
import { z } from 'zod'

const connection = z.int().min(0)
const fault = {
  latencyMs: z.number().min(0).max(60_000),
  stalled: z.boolean(),
  blocked: z.boolean(),
}

/** `port` null: the usual one, or any that is free. */
export const endpointOpening = z.strictObject({ port: z.int().min(1).max(65_535).nullable() })
export const clientRef = z.strictObject({ connection })
export const clientFault = z.strictObject({ connection, ...fault })

export const endpointState = z.strictObject({
  listening: z
    .strictObject({
      host: z.string(),
      port: z.int(),
      user: z.string(),
      password: z.string(),
      virtualHost: z.string(),
    })
    .nullable(),
  rewound: z.boolean(),
  clients: z.array(
    z.strictObject({
      connection,
      name: z.string(),
      user: z.string(),
      product: z.string(),
      peer: z.string(),
      channels: z.int(),
      ...fault,
    }),
  ),
  closures: z.array(
    z.strictObject({
      atUs: z.number(),
      name: z.string(),
      channel: z.int(),
      replyCode: z.int(),
      replyText: z.string(),
    }),
  ),
})
