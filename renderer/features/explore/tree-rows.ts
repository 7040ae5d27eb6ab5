/**
 * The connection tree as a flat list of rows, for a virtual list: connections, their virtual hosts, exchanges and queues
 * in each. A filter keeps what matches and the branches that lead there, opened.
 */
import type { ConnectionEntry, Entities, ExchangeRow, QueueRow } from '#renderer/state/explore.ts'

interface RowOf<Kind extends string> {
  readonly kind: Kind
  /** Stable, unique in the tree. */
  readonly key: string
  readonly depth: number
  readonly connection: ConnectionEntry
}
export interface ConnectionRow extends RowOf<'connection'> {
  readonly expanded: boolean
  /** 'RabbitMQ 4.3.6, 3 nodes', or null while it is not open. */
  readonly product: string | null
}
export interface HostRow extends RowOf<'host'> {
  readonly virtualHost: string
  readonly expanded: boolean
  /** Ready messages of its queues; null when no queue's count is known. */
  readonly ready: number | null
}
export interface QueueTreeRow extends RowOf<'queue'> {
  readonly queue: QueueRow
}
export interface ExchangeTreeRow extends RowOf<'exchange'> {
  readonly exchange: ExchangeRow
}
export type TreeRow = ConnectionRow | HostRow | QueueTreeRow | ExchangeTreeRow

export interface TreeInput {
  readonly connections: readonly ConnectionEntry[]
  readonly entities: ReadonlyMap<string, Entities>
  readonly filter: string
  /** Keys of branches a person closed (everything open starts expanded). */
  readonly closed: ReadonlySet<string>
}

/** Rows in the order they are drawn. Queues and exchanges sort by name; pre-declared exchanges come only when filtered for. */
export function treeRows(input: TreeInput): readonly TreeRow[] {
  const wanted = input.filter.trim().toLowerCase()
  const matches = (name: string) => wanted === '' || name.toLowerCase().includes(wanted)
  const rows: TreeRow[] = []
  for (const connection of input.connections) {
    const key = connection.profile.id
    const known = input.entities.get(key)
    const expanded = known !== undefined && (wanted !== '' || !input.closed.has(key))
    const product = known ? `${known.overview.product} ${known.overview.version}` : null
    rows.push({ kind: 'connection', key, depth: 0, connection, expanded, product })
    if (!expanded) continue
    const hosts = virtualHosts(known)
    for (const virtualHost of hosts) {
      const exchanges = known.exchanges
        .filter((row) => row.virtualHost === virtualHost && isShown(row, wanted))
        .filter((row) => matches(row.exchange))
      const queues = known.queues
        .filter((row) => row.virtualHost === virtualHost)
        .filter((row) => matches(row.queue))
      if (wanted !== '' && exchanges.length + queues.length === 0) continue
      const hostKey = `${key}\n${virtualHost}`
      const alone = hosts.length === 1 && !hasVirtualHosts(connection)
      const open = alone || wanted !== '' || !input.closed.has(hostKey)
      if (!alone) {
        const ready = sum(known.queues.filter((row) => row.virtualHost === virtualHost))
        rows.push({
          kind: 'host',
          key: hostKey,
          depth: 1,
          connection,
          virtualHost,
          expanded: open,
          ready,
        })
      }
      if (!open) continue
      const depth = alone ? 1 : 2
      for (const exchange of byName(exchanges, (row) => row.exchange)) {
        const rowKey = `${hostKey}\nx\n${exchange.exchange}`
        rows.push({ kind: 'exchange', key: rowKey, depth, connection, exchange })
      }
      for (const queue of byName(queues, (row) => row.queue)) {
        rows.push({ kind: 'queue', key: `${hostKey}\nq\n${queue.queue}`, depth, connection, queue })
      }
    }
  }
  return rows
}

/** How many queues the open connections have: what the filter's hint says. */
export function queueCount(entities: ReadonlyMap<string, Entities>): number {
  let count = 0
  for (const known of entities.values()) count += known.queues.length
  return count
}

const hasVirtualHosts = (connection: ConnectionEntry) => connection.profile.kind === 'rabbitmq'

/** The default exchange and `amq.*` are the same on every broker: noise unless asked for. */
const isShown = (row: ExchangeRow, wanted: string) =>
  row.exchange !== '' && (wanted !== '' || !row.exchange.startsWith('amq.'))

const virtualHosts = (known: Entities) =>
  [...new Set([...known.queues, ...known.exchanges].map((row) => row.virtualHost))].sort()

function sum(queues: readonly QueueRow[]): number | null {
  let total: number | null = null
  for (const queue of queues) if (queue.ready !== null) total = (total ?? 0) + queue.ready
  return total
}

const byName = <Row>(rows: readonly Row[], name: (row: Row) => string) =>
  [...rows].sort((a, b) => (name(a) < name(b) ? -1 : 1))
