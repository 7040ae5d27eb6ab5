import { type ByteReader, Malformed } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import { readTable, type WireTable, writeTable } from './field-table.ts'
import { type FieldType, methodList } from './method-list.ts'

export type MethodName = keyof typeof methodList

interface Values {
  readonly octet: number
  readonly short: number
  readonly long: number
  readonly longlong: number | bigint
  readonly shortstr: string
  readonly longstr: string
  readonly bit: boolean
  readonly table: WireTable
}

type Shapes = typeof methodList
/** The fields of a method by name. */
export type FieldsOf<Name extends MethodName> = {
  readonly [Field in keyof Shapes[Name]['fields']]: Shapes[Name]['fields'][Field] extends FieldType
    ? Values[Shapes[Name]['fields'][Field]]
    : never
}

/** A decoded method: its name tells the type of its fields. */
export type Method = {
  [Name in MethodName]: { readonly name: Name; readonly fields: FieldsOf<Name> }
}[MethodName]

export interface MethodSpec {
  readonly name: MethodName
  readonly classId: number
  readonly methodId: number
  readonly hasContent: boolean
  readonly fields: readonly (readonly [name: string, type: FieldType])[]
}

const specs: readonly MethodSpec[] = Object.entries(methodList).map(([name, shape]) => ({
  name: name as MethodName,
  classId: shape.ids[0],
  methodId: shape.ids[1],
  hasContent: 'content' in shape,
  fields: Object.entries(shape.fields),
}))
const byName = new Map<MethodName, MethodSpec>(specs.map((spec) => [spec.name, spec]))
const idOf = (classId: number, methodId: number) => (classId << 16) | methodId
const byId = new Map<number, MethodSpec>(
  specs.map((spec) => [idOf(spec.classId, spec.methodId), spec]),
)

/** All methods, in the order of the list. */
export const methodSpecs = specs

/** Undefined when there is none of these ids. */
export function specOfIds(classId: number, methodId: number): MethodSpec | undefined {
  return byId.get(idOf(classId, methodId))
}

export function specOf(name: MethodName): MethodSpec {
  return byName.get(name)!
}

/** Reads the fields behind the ids. Throws `Malformed` when they end too early or do not end where the frame does. */
export function readMethod(spec: MethodSpec, reader: ByteReader): Method {
  const fields: Record<string, Values[FieldType]> = {}
  let bits = 0
  let bit = 8
  for (const [name, type] of spec.fields) {
    if (type !== 'bit') {
      bit = 8
      fields[name] = readField(reader, type)
      continue
    }
    if (bit === 8) {
      bits = reader.octet()
      bit = 0
    }
    fields[name] = ((bits >> bit++) & 1) === 1
  }
  if (reader.left > 0) throw new Malformed(`${spec.name} is followed by ${reader.left} B`)
  return { name: spec.name, fields } as unknown as Method
}

function readField(reader: ByteReader, type: Exclude<FieldType, 'bit'>): Values[FieldType] {
  switch (type) {
    case 'octet':
      return reader.octet()
    case 'short':
      return reader.short()
    case 'long':
      return reader.long()
    case 'longlong':
      return reader.longlong()
    case 'shortstr':
      return reader.shortText()
    case 'longstr':
      return reader.longText()
    case 'table':
      return readTable(reader)
  }
}

/** Writes ids and fields: the payload of a method frame. */
export function writeMethod<Name extends MethodName>(
  writer: ByteWriter,
  name: Name,
  fields: FieldsOf<Name>,
): void {
  const spec = specOf(name)
  const values = fields as Readonly<Record<string, Values[FieldType]>>
  writer.short(spec.classId)
  writer.short(spec.methodId)
  let bits = 0
  let bit = 0
  for (const [field, type] of spec.fields) {
    if (type === 'bit') {
      if (bit === 8) {
        writer.octet(bits)
        bits = 0
        bit = 0
      }
      if (values[field] === true) bits |= 1 << bit
      bit++
      continue
    }
    if (bit > 0) writer.octet(bits)
    bits = 0
    bit = 0
    writeField(writer, type, values[field]!)
  }
  if (bit > 0) writer.octet(bits)
}

function writeField(
  writer: ByteWriter,
  type: Exclude<FieldType, 'bit'>,
  value: Values[FieldType],
): void {
  switch (type) {
    case 'octet':
      writer.octet(value as number)
      return
    case 'short':
      writer.short(value as number)
      return
    case 'long':
      writer.long(value as number)
      return
    case 'longlong':
      writer.longlong(value as number | bigint)
      return
    case 'shortstr':
      writer.shortText(value as string)
      return
    case 'longstr':
      writer.longText(value as string)
      return
    case 'table':
      writeTable(writer, value as WireTable)
  }
}
