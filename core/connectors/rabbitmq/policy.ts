/** Which policy applies to a queue, worked out where the server has not told yet [RabbitMQ: policies]. */
import type { PolicyRow } from './management-rows.ts'

/**
 * The definition of the matching policy with the highest priority, `{}` when none matches, or undefined when a pattern
 * cannot be judged here (the server's patterns are PCRE).
 */
export function matchingPolicy(
  policies: readonly PolicyRow[],
  queue: { readonly vhost: string; readonly name: string; readonly type: string },
): Readonly<Record<string, unknown>> | undefined {
  let best: PolicyRow | null = null
  for (const policy of policies) {
    if (policy.vhost !== queue.vhost || !appliesTo(policy['apply-to'], queue.type)) continue
    const pattern = compiled(policy.pattern)
    if (pattern === null) return undefined
    if (!pattern.test(queue.name)) continue
    if (best === null || policy.priority > best.priority) best = policy
  }
  return best?.definition ?? {}
}

function appliesTo(kind: string, type: string): boolean {
  return kind === 'all' || kind === 'queues' || kind === `${type}_queues` || kind === `${type}s`
}

function compiled(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    // Undefined tells the caller.
    return null
  }
}
