import type { ByteWriter } from './byte-writer.ts'
import { emptyFrameBytes, FrameType, frameEnd } from './frames.ts'
import { type FieldsOf, type MethodName, writeMethod } from './methods.ts'

const basicClass = 60

/** Writes one method frame. */
export function writeMethodFrame<Name extends MethodName>(
  writer: ByteWriter,
  channel: number,
  name: Name,
  fields: FieldsOf<Name>,
): void {
  const mark = openFrame(writer, FrameType.method, channel)
  writeMethod(writer, name, fields)
  closeFrame(writer, mark)
}

/** Part of an array. */
interface Part {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
}

/** Writes a content header and the body in as few frames as `frameMax` allows; an empty body has none. 0 is no limit. */
export function writeContentFrames(
  writer: ByteWriter,
  channel: number,
  frameMax: number,
  { properties, body }: { readonly properties: Part; readonly body: Part },
): void {
  const size = body.to - body.from
  const mark = openFrame(writer, FrameType.header, channel)
  writer.short(basicClass)
  writer.short(0)
  writer.longlong(size)
  writer.raw(properties.bytes, properties.from, properties.to)
  closeFrame(writer, mark)
  const payloadMax = frameMax === 0 ? size : frameMax - emptyFrameBytes
  for (let at = body.from; at < body.to; at += payloadMax) {
    const end = Math.min(body.to, at + payloadMax)
    writer.octet(FrameType.body)
    writer.short(channel)
    writer.long(end - at)
    writer.raw(body.bytes, at, end)
    writer.octet(frameEnd)
  }
}

/** Begins a frame; `closeFrame` of the returned mark ends it. */
export function openFrame(writer: ByteWriter, type: number, channel: number): number {
  writer.octet(type)
  writer.short(channel)
  return writer.openLength()
}

export function closeFrame(writer: ByteWriter, mark: number): void {
  writer.closeLength(mark)
  writer.octet(frameEnd)
}
