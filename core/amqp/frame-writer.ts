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

/** Writes a content header and the body in as few frames as `frameMax` allows; an empty body has none. 0 is no limit. */
export function writeContentFrames(
  writer: ByteWriter,
  channel: number,
  frameMax: number,
  properties: Uint8Array,
  body: Uint8Array,
): void {
  const mark = openFrame(writer, FrameType.header, channel)
  writer.short(basicClass)
  writer.short(0)
  writer.longlong(body.length)
  writer.raw(properties)
  closeFrame(writer, mark)
  const payloadMax = frameMax === 0 ? body.length : frameMax - emptyFrameBytes
  for (let at = 0; at < body.length; at += payloadMax) {
    const end = Math.min(body.length, at + payloadMax)
    writer.octet(FrameType.body)
    writer.short(channel)
    writer.long(end - at)
    writer.raw(body, at, end)
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
