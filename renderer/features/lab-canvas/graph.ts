/**
 * The picture of a scenario as nodes and wires: pure, from the scenario alone, so a run and a draft are drawn alike.
 * The default exchange is not a node: what is published to it goes straight to the queue its key names.
 */
import { predeclaredTypes } from '#core/model/predeclared.ts'
import type { Scenario } from '#core/model/scenario.ts'
import type { ExchangeType } from '#core/model/topology.ts'
import { inEffect } from '#renderer/state/in-effect.ts'

export type NodeKind = 'producer' | 'exchange' | 'queue' | 'consumer'

export interface GraphNode {
  /** `kind:name`; a stack of replicas is `kinds:group`. */
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  /** Names of the actors it stands for: several in a stack, else the one. */
  readonly members: readonly string[]
  readonly exchangeType: ExchangeType | null
  /** Reached by dead letters only: drawn below the rest. */
  readonly aside: boolean
  /** The end of a dead-letter chain: letters rest here. */
  readonly deadEnd: boolean
}

export type WireKind = 'publish' | 'route' | 'deliver' | 'dead'

export interface GraphWire {
  readonly id: string
  readonly kind: WireKind
  readonly from: string
  readonly to: string
  /** Routing keys (publish), binding keys (route) or the key of the dead letter; in the order they were declared. */
  readonly keys: readonly string[]
  /** Only dead letters travel here. */
  readonly aside: boolean
}

export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly wires: readonly GraphWire[]
}

/** Above this many replicas a group is drawn as one stacked node. */
export const replicasDrawnMax = 8

export const nodeId = (kind: NodeKind, name: string): string => `${kind}:${name}`
const stackId = (kind: NodeKind, group: string): string => `${kind}s:${group}`

interface Actor {
  readonly name: string
  readonly group: string
}

/** `replicasMax`: a group with more members than this is one stacked node; 1 stacks every group of two or more. */
export function graphOf(scenario: Scenario, replicasMax = replicasDrawnMax): Graph {
  const { topology } = inEffect(scenario)
  const wires = new WireList()
  const producers = stacked('producer', scenario.producers, replicasMax)
  const consumers = stacked('consumer', scenario.consumers, replicasMax)
  const exchanges = new Map<string, ExchangeType>(predeclaredTypes)
  for (const { name, type } of topology.exchanges) exchanges.set(name, type)
  const queues = new Set(topology.queues.map(({ name }) => name))

  for (const producer of scenario.producers) {
    const from = producers.idOf.get(producer.name)!
    for (const { key } of producer.keys) {
      if (producer.exchange !== '') {
        wires.add('publish', from, nodeId('exchange', producer.exchange), key)
      } else if (queues.has(key)) wires.add('publish', from, nodeId('queue', key), key)
    }
  }
  for (const { from, to, toExchange, key } of topology.bindings) {
    wires.add('route', nodeId('exchange', from), nodeId(toExchange ? 'exchange' : 'queue', to), key)
  }
  for (const { name, alternateExchange } of topology.exchanges) {
    if (alternateExchange === null) continue
    wires.add('route', nodeId('exchange', name), nodeId('exchange', alternateExchange), null)
  }
  for (const { name, arguments: set } of topology.queues) {
    const { deadLetterExchange, deadLetterRoutingKey } = set
    if (deadLetterExchange === null) continue
    const from = nodeId('queue', name)
    if (deadLetterExchange !== '') {
      wires.add('dead', from, nodeId('exchange', deadLetterExchange), deadLetterRoutingKey)
    } else if (deadLetterRoutingKey !== null && queues.has(deadLetterRoutingKey)) {
      wires.add('dead', from, nodeId('queue', deadLetterRoutingKey), deadLetterRoutingKey)
    }
  }
  for (const { name, queue } of scenario.consumers) {
    wires.add('deliver', nodeId('queue', queue), consumers.idOf.get(name)!, null)
  }

  const own = new Set(topology.exchanges.map(({ name }) => name))
  const drawnExchanges = [...exchanges].filter(
    ([name]) => name !== '' && (own.has(name) || wires.touches(nodeId('exchange', name))),
  )
  const bare: Omit<GraphNode, 'aside' | 'deadEnd'>[] = [
    ...producers.nodes,
    ...drawnExchanges.map(([name, exchangeType]) => ({
      id: nodeId('exchange', name),
      kind: 'exchange' as const,
      name,
      members: [name],
      exchangeType,
    })),
    ...topology.queues.map(({ name }) => ({
      id: nodeId('queue', name),
      kind: 'queue' as const,
      name,
      members: [name],
      exchangeType: null,
    })),
    ...consumers.nodes,
  ]
  const ids = new Set(bare.map(({ id }) => id))
  // A dead-letter exchange that does not exist is legal; there is simply nothing to draw a wire to.
  const drawn = wires.list().filter(({ from, to }) => ids.has(from) && ids.has(to))
  const main = mainIds(
    bare.map(({ id }) => id),
    drawn,
  )
  const passOn = new Set(drawn.filter(({ kind }) => kind === 'dead').map(({ from }) => from))
  const letters = reached(
    drawn.filter(({ kind }) => kind === 'dead').map(({ to }) => to),
    drawn,
  )
  return {
    nodes: bare.map((node) => ({
      ...node,
      aside: !main.has(node.id),
      deadEnd:
        node.kind === 'queue' && !main.has(node.id) && letters.has(node.id) && !passOn.has(node.id),
    })),
    wires: drawn.map((wire) => ({ ...wire, aside: !main.has(wire.from) || wire.kind === 'dead' })),
  }
}

/** Wires in the order they were met; the same pair of nodes keeps one wire with several keys. */
class WireList {
  readonly #byId = new Map<string, { kind: WireKind; from: string; to: string; keys: string[] }>()
  readonly #ends = new Set<string>()

  add(kind: WireKind, from: string, to: string, key: string | null): void {
    const id = `${kind} ${from} ${to}`
    const wire = this.#byId.get(id) ?? { kind, from, to, keys: [] }
    this.#byId.set(id, wire)
    this.#ends.add(from).add(to)
    if (key !== null && !wire.keys.includes(key)) wire.keys.push(key)
  }

  touches(node: string): boolean {
    return this.#ends.has(node)
  }

  list(): Omit<GraphWire, 'aside'>[] {
    return [...this.#byId].map(([id, wire]) => ({ id, ...wire }))
  }
}

/** The nodes of one kind of actor, groups of more than `replicasMax` folded into one, and which node shows an actor. */
function stacked(kind: NodeKind, actors: readonly Actor[], replicasMax: number) {
  const sizes = new Map<string, number>()
  for (const { group } of actors) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const idOf = new Map<string, string>()
  const nodes = new Map<string, { id: string; name: string; members: string[] }>()
  for (const { name, group } of actors) {
    const folds = sizes.get(group)! > Math.max(1, replicasMax)
    const id = folds ? stackId(kind, group) : nodeId(kind, name)
    idOf.set(name, id)
    const node = nodes.get(id)
    if (node) node.members.push(name)
    else nodes.set(id, { id, name: folds ? group : name, members: [name] })
  }
  return {
    idOf,
    nodes: [...nodes.values()].map((node) => ({ ...node, kind, exchangeType: null })),
  }
}

/** Everything a message can reach without being dead-lettered first; starts are the nodes no wire leads to. */
function mainIds(ids: readonly string[], wires: readonly Omit<GraphWire, 'aside'>[]): Set<string> {
  const entered = new Set(wires.map(({ to }) => to))
  const alive = wires.filter(({ kind }) => kind !== 'dead')
  return reached(
    ids.filter((id) => !entered.has(id) || id.startsWith('producer')),
    alive,
  )
}

function reached(
  starts: readonly string[],
  wires: readonly Omit<GraphWire, 'aside'>[],
): Set<string> {
  const next = new Map<string, string[]>()
  for (const { from, to, kind } of wires) {
    if (kind === 'dead') continue
    const targets = next.get(from)
    if (targets) targets.push(to)
    else next.set(from, [to])
  }
  const seen = new Set(starts)
  const open = [...starts]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const to of next.get(id) ?? []) {
      if (seen.has(to)) continue
      seen.add(to)
      open.push(to)
    }
  }
  return seen
}
