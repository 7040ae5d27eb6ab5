/** Values as RabbitMQ prints them in its sentences, which is as Erlang does. */

import type { WireValue } from '#core/amqp/field-table.ts'
import { bytesOfText, decodeText } from '#core/amqp/text.ts'

/** `<<1,2,3>>`. [Erlang: io format ~w] */
export function binaryText(bytes: Uint8Array): string {
  return `<<${[...bytes].join()}>>`
}

/** `<<"text">>` when all of it can be printed, else as `binaryText`. [Erlang: io format ~tp] */
export function printedBinary(bytes: Uint8Array): string {
  if (bytes.length > 0 && bytes.every(isPrinted)) {
    const text = decodeText(bytes, 0, bytes.length).replaceAll('\\', '\\\\').replaceAll('"', '\\"')
    return `<<"${text}">>`
  }
  return binaryText(bytes)
}

function isPrinted(octet: number): boolean {
  return octet >= 0x20 && octet < 0x7f
}

const typeNames: Readonly<Record<WireValue['letter'], string>> = {
  t: 'bool',
  b: 'byte',
  B: 'unsignedbyte',
  s: 'short',
  U: 'short',
  u: 'unsignedshort',
  I: 'signedint',
  i: 'unsignedint',
  l: 'long',
  L: 'long',
  T: 'timestamp',
  f: 'float',
  d: 'double',
  D: 'decimal',
  S: 'longstr',
  x: 'binary',
  A: 'array',
  F: 'table',
  V: 'void',
}

/** `signedint` and the like. */
export function typeName({ letter }: WireValue): string {
  return typeNames[letter]
}

/** `{signedint,5}`, `{longstr,<<"text">>}`. */
export function termText(value: WireValue): string {
  const shown =
    value.letter === 'S'
      ? printedBinary(bytesOfText(value.value))
      : 'value' in value
        ? String(value.value)
        : 'undefined'
  return `{${typeName(value)},${shown}}`
}
