/** A broker of many queues: as a scenario in which one queue is outpaced, and as a definitions export of the same names. */
const prefixes = ['orders', 'billing', 'search', 'jobs', 'mail', 'audit', 'reports'] as const
const perPrefix = 28

const names = prefixes.flatMap((prefix) =>
  Array.from({ length: perPrefix }, (_, at) => `${prefix}.work.${String(at).padStart(2, '0')}`),
)
/** Gets more than its consumer finishes, from the beginning. */
export const outpaced = 'billing.work.03'

/** 196 queues, each with a producer and a consumer that keeps up, but for `outpaced`. */
export function largeScenario(): string {
  const lines = (row: (name: string) => string) => names.map(row).join('\n')
  return `sluice: 1
scenario: Large broker
profile: rabbitmq@4.3
seed: 7
duration: 30m
queues:
${lines((name) => `  ${name}: {${name === outpaced ? ' x-max-length: 100000 ' : ''}}`)}
producers:
${lines((name) => `  to-${name}: { to: "", key: ${name}, rate: ${name === outpaced ? 60 : 2}/s }`)}
consumers:
${lines((name) => `  of-${name}: { from: ${name}, prefetch: 5, service: { constant: 50ms } }`)}
`
}

/** What the management plugin exports: the same queues behind one exchange per prefix. */
export function largeDefinitions(): string {
  return JSON.stringify({
    rabbitmq_version: '4.3.0',
    vhosts: [{ name: '/' }],
    exchanges: prefixes.map((name) => ({
      name,
      vhost: '/',
      type: 'topic',
      durable: true,
      auto_delete: false,
      internal: false,
      arguments: {},
    })),
    queues: names.map((name) => ({
      name,
      vhost: '/',
      durable: true,
      auto_delete: false,
      arguments: {},
    })),
    bindings: names.map((name) => ({
      source: name.split('.')[0],
      vhost: '/',
      destination: name,
      destination_type: 'queue',
      routing_key: name,
      arguments: {},
    })),
  })
}
