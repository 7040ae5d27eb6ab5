import { tableText } from '#core/engine/field-text.ts'
import type { BindingSpec } from '#core/model/topology.ts'

/** A binding that exists. Source, destination, key and arguments together are its identity. [RabbitMQ: bindings] */
export interface Binding {
  readonly id: number
  readonly identity: string
  readonly spec: BindingSpec
  readonly source: number
  /** A queue id, or `~id` of an exchange. */
  readonly destination: number
}

export function bindingIdentity(source: number, destination: number, spec: BindingSpec): string {
  return JSON.stringify([source, destination, spec.key, tableText(spec.arguments)])
}
