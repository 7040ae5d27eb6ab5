/** What is read of the management API's answers; unknown fields are left out, missing ones become null. */
import { z } from 'zod'

const count = z.number().nullish()
const names = z.record(z.string(), z.unknown())

export const whoAmI = z.object({
  name: z.string(),
  /** A list since 3.8; a comma-separated text before. */
  tags: z.union([z.array(z.string()), z.string()]),
})

export const overview = z.object({
  product_name: z.string().nullish(),
  rabbitmq_version: z.string(),
  erlang_version: z.string().nullish(),
  disable_stats: z.boolean().nullish(),
  object_totals: z.object({ queues: z.number().nullish() }).nullish(),
})

export const nodeRow = z.object({ name: z.string(), running: z.boolean().nullish() })

export const virtualHostRow = z.object({ name: z.string() })

export const permissionRow = z.object({
  vhost: z.string(),
  configure: z.string(),
  write: z.string(),
  read: z.string(),
})

export const queueListRow = z.object({
  vhost: z.string(),
  name: z.string(),
  type: z.string().nullish(),
  arguments: names,
  messages_ready: count,
  messages_unacknowledged: count,
  effective_policy_definition: names.nullish(),
})
export type QueueListRow = z.infer<typeof queueListRow>

export const queueDetailRow = z.object({
  ...queueListRow.shape,
  durable: z.boolean(),
  exclusive: z.boolean().nullish(),
  auto_delete: z.boolean().nullish(),
  consumers: count,
  policy: z.string().nullish(),
  delivery_limit: z.union([z.number(), z.string()]).nullish(),
  delayed_retry: z.string().nullish(),
  messages_ready_returned: count,
})
export type QueueDetailRow = z.infer<typeof queueDetailRow>

export const policyRow = z.object({
  vhost: z.string(),
  pattern: z.string(),
  priority: z.number(),
  'apply-to': z.string(),
  definition: names,
})
export type PolicyRow = z.infer<typeof policyRow>

export const exchangeListRow = z.object({ vhost: z.string(), name: z.string(), type: z.string() })

export const bindingRow = z.object({
  source: z.string(),
  vhost: z.string(),
  destination: z.string(),
  destination_type: z.string(),
  routing_key: z.string(),
})
export type BindingRow = z.infer<typeof bindingRow>

/** A page of a paged list. */
export function page<Row extends z.ZodType>(row: Row) {
  return z.object({ items: z.array(row), page_count: z.number(), total_count: z.number() })
}

export const refusal = z.object({ error: z.string().nullish(), reason: z.string().nullish() })
