/**
 * The nodes of the broker as faults and a person leave them: which are up, which hear one another, which alarms are on.
 * Several causes may hold at once; a person ends what any of them began.
 */
import type { BrokerDial } from '#core/model/command.ts'
import {
  type AlarmKind,
  alarmKinds,
  type BrokerFault,
  brokerNodes,
  type RestartKind,
} from '#core/model/scenario.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import { Causes } from './causes.ts'
import type { Nodes } from './nodes.ts'
import type { RunParts } from './run-parts.ts'

/** Whoever is connected to the broker. */
export interface Clients {
  /** Who lost its connection, or waits for a node, connects to one that is up. */
  reconnect(): void
}

export class Servers {
  readonly #parts: RunParts
  readonly nodes: Nodes
  readonly #clients: readonly Clients[]
  readonly #stops: readonly Causes[] = brokerNodes.map(() => new Causes())
  readonly #partings: readonly Causes[] = brokerNodes.map(() => new Causes())
  readonly #alarms: Readonly<Record<AlarmKind, Causes>> = {
    memory: new Causes(),
    disk: new Causes(),
  }
  /** Alarms as the broker knows them. */
  readonly #raised = new Set<AlarmKind>()
  /** Who leads each queue, as the log knows it. */
  readonly #leaders: number[]

  constructor(parts: RunParts, clients: readonly Clients[]) {
    this.#parts = parts
    this.nodes = parts.nodes
    this.#clients = clients
    this.#leaders = this.#leadersNow()
  }

  readonly isOn = (alarm: AlarmKind): boolean => this.#raised.has(alarm)

  /** A fault of the scenario begins or ends. */
  faultTurns(fault: BrokerFault, begins: boolean): void {
    if (fault.kind === 'restartBroker') this.#restart(fault.how)
    else {
      const causes =
        fault.kind === 'alarm'
          ? this.#alarms[fault.alarm]
          : (fault.kind === 'stopNode' ? this.#stops : this.#partings)[fault.node - 1]!
      if (begins) causes.begin()
      else causes.end()
      this.#apply()
    }
  }

  /** A person changes it. */
  turn(command: BrokerDial): void {
    switch (command.kind) {
      case 'broker.restart':
        this.#restart(command.target)
        return
      case 'broker.alarm':
        this.#alarms[command.target].set(command.on)
        break
      case 'node.stop':
      case 'node.start':
        this.#stops[Number(command.target) - 1]!.set(command.kind === 'node.stop')
        break
      case 'node.part':
      case 'node.rejoin':
        this.#partings[Number(command.target) - 1]!.set(command.kind === 'node.part')
        break
    }
    this.#apply()
  }

  #restart(how: RestartKind): void {
    this.#parts.broker.restart(how)
    this.#reconnect()
  }

  /** Brings the broker to what all causes together come to. */
  #apply(): void {
    const { broker } = this.#parts
    let haveParted = false
    for (const node of brokerNodes) {
      haveParted = this.nodes.setParted(node, this.#partings[node - 1]!.hold) || haveParted
      const isUp = !this.#stops[node - 1]!.hold
      if (!this.nodes.setUp(node, isUp)) continue
      if (isUp) broker.startNode(node - 1)
      else broker.stopNode(node - 1)
    }
    if (haveParted) broker.partition(this.nodes.sides())
    for (const alarm of alarmKinds) this.#sound(alarm, this.#alarms[alarm].hold)
    this.#reconnect()
  }

  #sound(alarm: AlarmKind, on: boolean): void {
    if (this.#raised.has(alarm) === on) return
    if (on) this.#raised.add(alarm)
    else this.#raised.delete(alarm)
    this.#parts.broker.setAlarm(alarm, on)
  }

  #reconnect(): void {
    for (const clients of this.#clients) clients.reconnect()
    this.#leadersNow().forEach((leader, queue) => {
      const before = this.#leaders[queue]
      this.#leaders[queue] = leader
      // A queue declared since then has its first leader.
      if (before === undefined || before === leader) return
      this.#parts.log.append(TraceKind.leaderElected, 0, queue, none, leader + 1)
    })
  }

  #leadersNow(): number[] {
    const { broker } = this.#parts
    return broker.queueNames.map((_, queue) => broker.leaderOf(queue))
  }
}
