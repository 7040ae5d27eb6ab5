/**
 * What the main thread may ask of the engine's worker. The worker implements these as plain functions; the main thread
 * sees the same list as promises. Both sides are ours and arguments were validated before they get here, so the
 * protocol is a number, a name and a value.
 */

import type { SimulatedLook } from '#core/connectors/simulated/simulated.ts'
import type { Command } from '#core/model/command.ts'
import type { ImportedDefinitions } from '#core/model/definitions.ts'
import type { ClientFault, EndpointState } from '#core/model/endpoint.ts'
import type { ExchangeRow, PublishRequest, QueueDetail, QueueRow } from '#core/model/explored.ts'
import type { FailureCode, Place } from '#core/model/failure.ts'
import type { PublishOutcome } from '#core/model/message.ts'
import type { RunResult } from '#core/model/result.ts'
import type { Mark, RunDescription, Speed } from '#core/model/run.ts'
import type { Scenario } from '#core/model/scenario.ts'
import type { ParsedScenario } from '#core/model/scenario-file.ts'
import type { TraceEvent } from '#core/model/trace.ts'
import type { Moment } from './run.ts'

export interface LogRequest {
  readonly before: number | null
  readonly count: number
  readonly queue: number | null
  readonly actor: number | null
  readonly message: number | null
}

export interface LogPage {
  readonly events: readonly TraceEvent[]
  readonly total: number
  readonly kept: number
  readonly next: number | null
}

export interface LoadRequest {
  readonly text: string
  readonly seed: number | null
  readonly run: boolean
  readonly speed: Speed | null
}

type Nothing = Readonly<Record<string, never>>

export interface EngineCalls {
  check(argument: { readonly text: string }): ParsedScenario
  write(argument: { readonly scenario: Scenario; readonly over: string | null }): string
  importDefinitions(argument: { readonly text: string }): ImportedDefinitions

  load(argument: LoadRequest): RunDescription
  describe(argument: Nothing): RunDescription | null
  run(argument: Nothing): void
  pause(argument: Nothing): void
  step(argument: { readonly by: 'event' | 'message' }): void
  speed(argument: { readonly speed: Speed }): void
  restart(argument: { readonly seed: number | null }): RunDescription
  rewind(argument: { readonly moment: Moment }): RunDescription
  intervene(argument: { readonly command: Command }): Mark
  marks(argument: Nothing): readonly Mark[]
  focus(argument: { readonly queue: string | null }): void
  log(argument: LogRequest): LogPage
  result(argument: Nothing): RunResult

  endpoint(argument: Nothing): EndpointState
  openEndpoint(argument: { readonly port: number | null }): Promise<EndpointState>
  closeEndpoint(argument: Nothing): Promise<EndpointState>
  cutClient(argument: { readonly connection: number }): EndpointState
  hinderClient(argument: ClientFault & { readonly connection: number }): EndpointState

  brokerQueues(argument: Nothing): readonly QueueRow[]
  brokerExchanges(argument: Nothing): readonly ExchangeRow[]
  brokerQueue(argument: { readonly queue: string }): QueueDetail
  brokerBrowse(argument: { readonly queue: string; readonly count: number }): SimulatedLook
  brokerPublish(argument: PublishRequest): PublishOutcome
}

export type EngineCall = keyof EngineCalls
export type ArgumentOf<Name extends EngineCall> = Parameters<EngineCalls[Name]>[0]
export type ResultOf<Name extends EngineCall> = Awaited<ReturnType<EngineCalls[Name]>>

/** The engine as the main thread sees it. */
export interface Engine {
  call<Name extends EngineCall>(name: Name, argument: ArgumentOf<Name>): Promise<ResultOf<Name>>
  dispose(): Promise<void>
}

/** Main thread to worker. */
export interface EngineRequest {
  readonly id: number
  readonly name: EngineCall
  readonly argument: unknown
}

/** Worker to main thread: an answer, a frame, or what went wrong by our own mistake, for whoever starts the shell. */
export type EngineReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: EngineFailure }
  | { readonly frame: Uint8Array<ArrayBuffer> }
  | { readonly mistake: string }

/** A `Failure` as data: an Error loses its fields on the way between threads. */
export interface EngineFailure {
  readonly code: FailureCode
  readonly message: string
  readonly place: Place | null
}
