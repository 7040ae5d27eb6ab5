/** One page's session: its engine, its connections, its uploads, and the router that answers every call of the contract. */
import { implement } from '@orpc/server'
import type { Connector } from '#core/connectors/connector.ts'
import { simulatedConnector } from '#core/connectors/simulated/simulated.ts'
import { contract } from '#core/contract/contract.ts'
import type { SessionRouter } from './answer.ts'
import { appCalls } from './calls/app-calls.ts'
import { brokerCalls } from './calls/broker-calls.ts'
import { connectionCalls } from './calls/connection-calls.ts'
import { endpointCalls } from './calls/endpoint-calls.ts'
import { fidelityCalls } from './calls/fidelity-calls.ts'
import { scenarioCalls } from './calls/scenario-calls.ts'
import { simulationCalls } from './calls/simulation-calls.ts'
import { uploadCalls } from './calls/upload-calls.ts'
import { Connections } from './connections.ts'
import type { Engine } from './engine-calls.ts'
import type { Fidelity } from './fidelity.ts'
import { Gate } from './gate.ts'
import { Prices } from './prices.ts'
import { Passwords, type SecretStore } from './secrets.ts'
import type { ShippedScenarios } from './shipped-scenarios.ts'
import { simulatedPort } from './simulated-port.ts'
import { Uploads } from './uploads.ts'
import type { Workspace } from './workspace.ts'

export interface About {
  readonly version: string
  readonly shell: 'desktop' | 'browser'
  readonly platform: string
}

/** What a shell shares among its sessions. */
export interface Host {
  readonly about: About
  readonly workspace: Workspace
  readonly shipped: ShippedScenarios
  readonly secrets: SecretStore
  /** The engine beside the recorded servers. */
  readonly fidelity: Fidelity
  /** Connectors to real brokers; the simulation's own is added per session. */
  readonly connectors: readonly Connector[]
  /** Monotonic milliseconds. */
  readonly nowMs: () => number
}

/** What the handlers work with. */
export interface SessionParts {
  readonly host: Host
  readonly engine: Engine
  readonly connections: Connections
  readonly gate: Gate
  readonly prices: Prices
  readonly uploads: Uploads
}

export class Session {
  readonly router: SessionRouter
  readonly #parts: SessionParts

  constructor(host: Host, engine: Engine) {
    const gate = new Gate(host.nowMs)
    const connectors = [simulatedConnector(simulatedPort(engine, host.nowMs)), ...host.connectors]
    const passwords = new Passwords(host.secrets)
    const connections = new Connections(connectors, host.workspace, passwords, gate)
    this.#parts = {
      host,
      engine,
      connections,
      gate,
      prices: new Prices(),
      uploads: new Uploads(),
    }
    this.router = routerOf(this.#parts)
  }

  /** Frees the worker and every socket. Safe to call twice. */
  async dispose(): Promise<void> {
    await Promise.allSettled([this.#parts.connections.closeAll(), this.#parts.engine.dispose()])
  }
}

/** A call without a handler does not compile here. */
const routerOf = (parts: SessionParts) =>
  implement(contract).router({
    app: appCalls(parts),
    upload: uploadCalls(parts),
    scenario: scenarioCalls(parts),
    simulation: simulationCalls(parts),
    endpoint: endpointCalls(parts),
    connection: connectionCalls(parts),
    broker: brokerCalls(parts),
    fidelity: fidelityCalls(parts),
  })
