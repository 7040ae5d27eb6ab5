import { fieldOf, type WireTable, type WireValue } from '#core/amqp/field-table.ts'
import type { FieldsOf } from '#core/amqp/methods.ts'
import { fieldText } from '#core/engine/field-text.ts'
import type { QueueSpec } from '#core/model/topology.ts'
import { knownArguments } from './argument-checks.ts'
import { typeName } from './erlang-text.ts'
import { plainValue } from './plain-value.ts'
import type { WireProfile } from './wire-profile.ts'

/** A queue as it was declared. */
interface Declared {
  readonly spec: QueueSpec
  readonly args: WireTable
}

/**
 * Where a queue that exists differs from what is asked for: the argument, and how. Null when nowhere. Only arguments its type
 * knows count, any width of an integer is the same. [RabbitMQ: property equivalence; source: rabbit_misc]
 */
export function inequivalence(
  { spec, args }: Declared,
  asked: FieldsOf<'queue.declare'>,
  profile: WireProfile,
): readonly [argument: string, difference: string] | null {
  const flags = [
    ['durable', spec.durable, asked.durable],
    ['auto_delete', spec.autoDelete, asked.autoDelete],
  ] as const
  for (const [name, is, wanted] of flags) {
    // An exclusive queue is not durable, whatever is said. [source: rabbit_channel]
    if (is === wanted || (name === 'durable' && spec.exclusive)) continue
    return [`inequivalent arg '${name}'`, `received '${wanted}' but current is '${is}'`]
  }
  for (const name of knownArguments(spec.type, profile)) {
    const is = fieldOf(args, name)
    const wanted = fieldOf(asked.arguments, name)
    const difference = differenceOf(
      name,
      is ?? usual(name, profile),
      wanted ?? usual(name, profile),
    )
    if (difference !== null) return [`inequivalent arg '${name}'`, difference]
  }
  return null
}

function usual(name: string, { writesTypeDown }: WireProfile): WireValue | undefined {
  return name === 'x-queue-type' && writesTypeDown ? { letter: 'S', value: 'classic' } : undefined
}

function differenceOf(
  name: string,
  is: WireValue | undefined,
  wanted: WireValue | undefined,
): string | null {
  if (is !== undefined && wanted !== undefined) {
    if (fieldText(plainValue(is)) === fieldText(plainValue(wanted))) return null
    return `received '${shown(wanted)}' but current is '${shown(is)}'`
  }
  const only = is ?? wanted
  if (only === undefined) return null
  // No type is the classic type.
  if (name === 'x-queue-type' && only.letter === 'S' && only.value === 'classic') return null
  const said = (value: WireValue | undefined) =>
    value === undefined ? 'none' : `the value '${shown(value)}' of type '${typeName(value)}'`
  return `received ${said(wanted)} but current is ${said(is)}`
}

function shown(value: WireValue): string {
  return 'value' in value ? String(value.value) : 'undefined'
}
