/** What is said of frames that are none, or come where none belongs. */
import type { Frame, FrameFault } from '#core/amqp/frame-reader.ts'
import { emptyFrameBytes, FrameType } from '#core/amqp/frames.ts'
import { printedBinary } from './erlang-text.ts'
import { Refusal } from './refusal.ts'

/** Of a payload that is shown in a sentence. [source: rabbit_reader payload_snippet] */
const snippetBytes = 16

/** Whether a frame of its type can be of its length. [source: rabbit_command_assembler analyze_frame] */
export function isFrame({ type, start, end }: Frame): boolean {
  const length = end - start
  if (type === FrameType.method) return length >= 4
  if (type === FrameType.header) return length >= 12
  return type === FrameType.body || (type === FrameType.heartbeat && length === 0)
}

export function unknownFrame(frame: Frame): Refusal {
  return new Refusal(501, `${aboutFrame(frame)}: unknown_frame`)
}

export function unexpectedFrame(frame: Frame): Refusal {
  return new Refusal(505, aboutFrame(frame))
}

function aboutFrame({ type, bytes, start, end }: Frame): string {
  return `type ${type}, ${octetsOf(bytes.subarray(start, end))}`
}

function octetsOf(payload: Uint8Array): string {
  const isShort = payload.length <= snippetBytes
  const shown = printedBinary(isShort ? payload : payload.subarray(0, snippetBytes))
  return `${isShort ? 'all' : `first ${snippetBytes}`} octets = ${shown}`
}

/** [source: rabbit_reader fatal_frame_error] */
export function faultRefusal(fault: FrameFault, frameMax: number): Refusal {
  if (fault.kind === 'too-large') {
    const most = frameMax - emptyFrameBytes
    const why = `type ${fault.type}, all octets = <<>>: {frame_too_large,${fault.size},${most}}`
    return new Refusal(501, why)
  }
  const about = octetsOf(fault.payload)
  return new Refusal(
    501,
    `type ${fault.type}, ${about}: {invalid_frame_end_marker,${fault.marker}}`,
  )
}
