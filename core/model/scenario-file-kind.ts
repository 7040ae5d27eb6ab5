/**
 * A kind of value in a scenario file, said once: how it is read (with a sentence when it is wrong), how it is written, and
 * its JSON Schema. The reader, the writer and the published schema all come from these.
 */
import { type FileNode, quoted, shown } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'
import type { FieldValue } from './topology.ts'

export type JsonSchema = { readonly [key: string]: unknown }

/** What is being read, for the sentences: `Queue "orders"`, field `x-message-ttl`. */
export interface Where {
  readonly subject: string
  readonly field: string
  readonly problems: Problems
}

export interface Kind<T> {
  /** Undefined after a problem was reported. */
  read(node: FileNode, where: Where): T | undefined
  write(value: T): FieldValue
  readonly schema: JsonSchema
}

/** Reports that a value is not what it must be; `why` may add what to try. */
export function wrong(node: FileNode, where: Where, must: string, why = ''): undefined {
  const field = where.field === '' ? 'it' : where.field
  const end = why === '' ? '.' : `: ${why}.`
  where.problems.error(
    node.at,
    `${where.subject}: ${field} must be ${must}, but it is ${shown(node)}${end}`,
  )
}

/** Bytes a text takes in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    else if (unit >= 0xd800 && unit < 0xdc00) {
      bytes += 4
      at += 1
    } else bytes += 3
  }
  return bytes
}

const loneSurrogate = /\p{Cs}/u

/** Any text of `least` to `most` UTF-16 units, or bytes when `inBytes`. */
export function text(least: number, most: number, inBytes = false): Kind<string> {
  const unit = inBytes ? 'bytes' : 'characters'
  return {
    read(node, where) {
      if (node.kind !== 'scalar' || typeof node.value !== 'string') {
        const why =
          node.kind !== 'scalar'
            ? ''
            : node.value === null
              ? 'write "" for an empty text; a # begins a comment unless it is in quotes'
              : `put it in quotes, "${node.written}"`
        return wrong(node, where, 'text', why)
      }
      const value = node.value
      const length = inBytes ? utf8Bytes(value) : value.length
      if (length < least) return wrong(node, where, 'more than an empty text')
      if (length > most) {
        return wrong(node, where, `at most ${most} ${unit} long`, `it has ${length}`)
      }
      if (loneSurrogate.test(value)) {
        return wrong(node, where, 'valid text', 'half of a surrogate pair cannot be sent')
      }
      return value
    },
    write: (value) => value,
    schema: {
      type: 'string',
      ...(least > 0 ? { minLength: least } : {}),
      maxLength: most,
    },
  }
}

export const truth: Kind<boolean> = {
  read: (node, where) =>
    node.kind === 'scalar' && typeof node.value === 'boolean'
      ? node.value
      : wrong(node, where, 'true or false'),
  write: (value) => value,
  schema: { type: 'boolean' },
}

/** One of a closed list of words. */
export function oneOf<const T extends string>(words: readonly T[]): Kind<T> {
  return {
    read(node, where) {
      const found = node.kind === 'scalar' && words.find((word) => word === node.value)
      return found || wrong(node, where, `one of ${words.join(', ')}`)
    },
    write: (value) => value,
    schema: { enum: words },
  }
}

const between = (least: number, most: number) =>
  most === Number.MAX_SAFE_INTEGER
    ? `a whole number, ${least} or more`
    : `a whole number from ${least} to ${most}`

/** A whole number. `advise` may add what to try when something else stands there. */
export function whole(
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
  advise: (written: string) => string = () => '',
): Kind<number> {
  return {
    read(node, where) {
      const value = node.kind === 'scalar' ? node.value : undefined
      if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
        return value
      }
      const why =
        typeof value !== 'string'
          ? ''
          : /^\d{1,15}$/.test(value)
            ? `write ${value} without quotes`
            : advise(value)
      return wrong(node, where, between(least, most), why)
    },
    write: (value) => value,
    schema: { type: 'integer', minimum: least, maximum: most },
  }
}

/** A number as written; of a long integer only its size matters here. */
function numberOf(node: FileNode): number | undefined {
  const value = node.kind === 'scalar' ? node.value : undefined
  const number = typeof value === 'bigint' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** A finite number above `over`, or from 0 to `most` when `over` is null. */
export function real(over: number | null, most: number): Kind<number> {
  return {
    read(node, where) {
      const value = numberOf(node)
      const fits =
        value !== undefined && (over === null ? value >= 0 : value > over) && value <= most
      const least = over === null ? '0 or more' : `above ${over}`
      const end = most === Number.MAX_VALUE ? '' : ` and at most ${most}`
      return fits ? value : wrong(node, where, `a number ${least}${end}`)
    },
    write: (value) => value,
    schema: {
      type: 'number',
      ...(over === null ? { minimum: 0 } : { exclusiveMinimum: over }),
      ...(most === Number.MAX_VALUE ? {} : { maximum: most }),
    },
  }
}

/** Any finite number. */
export const number: Kind<number> = {
  read: (node, where) => numberOf(node) ?? wrong(node, where, 'a number'),
  write: (value) => value,
  schema: { type: 'number' },
}

const int64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n }

function fieldValueOf(node: FileNode, where: Where): FieldValue | undefined {
  if (node.kind === 'map') {
    const fields: [string, FieldValue][] = []
    for (const entry of node.entries) {
      const inside = { ...where, field: `${where.field} ${quoted(entry.key)}` }
      if (utf8Bytes(entry.key) > 255) {
        return wrong(node, inside, 'a table with names of at most 255 bytes')
      }
      const value = fieldValueOf(entry.value, inside)
      if (value === undefined) return undefined
      fields.push([entry.key, value])
    }
    return { fields }
  }
  if (node.kind === 'list') {
    const items: FieldValue[] = []
    for (const item of node.items) {
      const value = fieldValueOf(item, where)
      if (value === undefined) return undefined
      items.push(value)
    }
    return items
  }
  const value = node.value
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return wrong(node, where, 'a number AMQP can carry', 'write it as text, in quotes')
  }
  if (typeof value === 'bigint' && (value < int64.least || value > int64.most)) {
    return wrong(node, where, 'a 64-bit integer', 'write it as text, in quotes')
  }
  if (typeof value === 'string' && loneSurrogate.test(value)) {
    return wrong(node, where, 'valid text', 'half of a surrogate pair cannot be sent')
  }
  return value
}

/** An AMQP field table: headers, binding arguments. Integers beyond 2^53 keep their digits. */
export const table: Kind<{ readonly fields: readonly (readonly [string, FieldValue])[] }> = {
  read(node, where) {
    if (node.kind !== 'map') return wrong(node, where, 'a map of names and values')
    const value = fieldValueOf(node, where)
    return value as { fields: [string, FieldValue][] } | undefined
  },
  write: (value) => value,
  schema: { type: 'object' },
}
