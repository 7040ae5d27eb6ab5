/** Maps with named fields: which there are, which may be left out, and what each means. */
import { type JsonSchema, type Kind, type Where, wrong } from './scenario-file-kind.ts'
import { nearest } from './scenario-file-nearest.ts'
import { type FileNode, quoted } from './scenario-file-node.ts'
import type { FieldValue } from './topology.ts'

export interface Field<T> {
  readonly kind: Kind<T>
  /** What a left-out field stands for; undefined makes it required. */
  readonly preset: T | undefined
  readonly means: string
  /** Written even when it could be left out. */
  readonly always?: boolean
}

export const required = <T>(kind: Kind<T>, means: string): Field<T> => ({
  kind,
  preset: undefined,
  means,
})

export const optional = <T>(kind: Kind<T>, preset: T, means: string): Field<T> => ({
  kind,
  preset,
  means,
})

/** May be left out, which reads as null. */
export const nullable = <T>(kind: Kind<T>, means: string): Field<T | null> => ({
  kind: {
    read: kind.read,
    write: (value) => (value === null ? null : kind.write(value)),
    schema: kind.schema,
  },
  preset: null,
  means,
})

type FieldOf<F> = F extends Field<infer T> ? T : never
export type Values<F> = { readonly [Name in keyof F]: FieldOf<F[Name]> }

/** Equal as data: what a left-out field stands for, or what need not be written again. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = Object.entries(a)
  const right = new Map(Object.entries(b))
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  )
}

export interface Form<T> extends Kind<T> {
  /** Everything that may be written here, for "did you mean". */
  readonly names: readonly string[]
  write(value: T): { readonly fields: readonly (readonly [string, FieldValue])[] }
}

/** A field that is known but not read, with the sentence that says what to do about it. */
export type Refusals = ReadonlyMap<string, string>

/** A map with these fields. `refused` names fields that deserve their own sentence. */
export function form<F extends Readonly<Record<string, Field<unknown>>>>(
  fields: F,
  refused?: Refusals,
): Form<Values<F>>
export function form(
  fields: Readonly<Record<string, Field<unknown>>>,
  refused: Refusals = new Map(),
): Form<Readonly<Record<string, unknown>>> {
  const known = new Map(Object.entries(fields))
  return {
    names: [...known.keys()],
    read(node, where) {
      if (node.kind !== 'map') return wrong(node, where, 'a map of fields')
      const values: Record<string, unknown> = {}
      for (const [name, field] of known) values[name] = field.preset
      let complete = true
      for (const entry of node.entries) {
        const field = known.get(entry.key)
        if (!field) {
          complete = false
          reportUnknown(entry.key, entry.at, where, known.keys(), refused)
          continue
        }
        const value = field.kind.read(entry.value, inside(where, entry.key))
        if (value === undefined) complete = false
        else values[entry.key] = value
      }
      const whole = reportMissing(node, where, known)
      return complete && whole ? values : undefined
    },
    write(values) {
      const written: [string, FieldValue][] = []
      for (const [name, field] of known) {
        const value = values[name]
        if (field.preset !== undefined && !field.always && same(value, field.preset)) continue
        written.push([name, field.kind.write(value)])
      }
      return { fields: written }
    },
    schema: schemaOf(known),
  }
}

const inside = (where: Where, name: string): Where => ({
  ...where,
  field: where.field === '' ? name : `${where.field}.${name}`,
})

export function reportUnknown(
  key: string,
  at: number,
  where: Where,
  known: Iterable<string>,
  refused: Refusals = new Map(),
): void {
  const subject = where.field === '' ? where.subject : `${where.subject}, ${where.field}`
  const refusal = refused.get(key)
  if (refusal !== undefined) {
    where.problems.error(at, `${subject}: ${refusal}`)
    return
  }
  const names = [...known]
  const meant = nearest(key, names)
  const advice = meant === null ? `known are ${names.join(', ')}` : `did you mean ${meant}`
  const end = meant === null ? '.' : '?'
  where.problems.error(at, `${subject}: ${quoted(key)} is not a field here; ${advice}${end}`)
}

function reportMissing(
  node: FileNode & { kind: 'map' },
  where: Where,
  known: ReadonlyMap<string, Field<unknown>>,
): boolean {
  const present = new Set(node.entries.map((entry) => entry.key))
  let complete = true
  for (const [name, field] of known) {
    if (field.preset !== undefined || present.has(name)) continue
    complete = false
    const path = inside(where, name).field
    where.problems.error(
      node.at,
      `${where.subject}: ${path} is missing: write ${field.means[0]!.toLowerCase()}${field.means.slice(1)}`,
    )
  }
  return complete
}

function schemaOf(known: ReadonlyMap<string, Field<unknown>>): JsonSchema {
  const properties: Record<string, unknown> = {}
  const needed: string[] = []
  for (const [name, field] of known) {
    properties[name] = { description: field.means, ...field.kind.schema }
    if (field.preset === undefined) needed.push(name)
  }
  return {
    type: 'object',
    properties,
    ...(needed.length > 0 ? { required: needed } : {}),
    additionalProperties: false,
  }
}

export type ReadOf<K> = K extends Kind<infer T> ? T : never
