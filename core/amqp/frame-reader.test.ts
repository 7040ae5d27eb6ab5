import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteWriter } from './byte-writer.ts'
import { type Frame, type FrameFault, FrameReader, type Onward } from './frame-reader.ts'
import { closeFrame, openFrame } from './frame-writer.ts'

interface Seen {
  readonly type: number
  readonly channel: number
  readonly payload: readonly number[]
}

const anyFrame: fc.Arbitrary<Seen> = fc.record({
  type: fc.integer({ min: 0, max: 255 }),
  channel: fc.integer({ min: 0, max: 65_535 }),
  payload: fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 50 }),
})
const seenOf = ({ type, channel, bytes, start, end }: Frame): Seen => ({
  type,
  channel,
  payload: [...bytes.subarray(start, end)],
})

function bytesOf(frames: readonly Seen[]): Uint8Array {
  const writer = new ByteWriter()
  for (const { type, channel, payload } of frames) {
    const mark = openFrame(writer, type, channel)
    writer.raw(Uint8Array.from(payload))
    closeFrame(writer, mark)
  }
  return writer.take()
}

/** Cuts bytes at these places, any order. */
function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  const edges = [0, ...places, bytes.length]
  return edges.slice(1).map((edge, at) => bytes.slice(edges[at]!, edge))
}

test('frames are the same however the bytes arrive', () => {
  fc.assert(
    fc.property(fc.array(anyFrame), fc.array(fc.nat(), { maxLength: 30 }), (frames, cuts) => {
      const reader = new FrameReader(100)
      const seen: Seen[] = []
      for (const piece of pieces(bytesOf(frames), cuts)) {
        const fault = reader.read(piece, (frame) => {
          seen.push(seenOf(frame))
          return 'go-on'
        })
        // What arrived may be written over at once.
        piece.fill(0)
        expect(fault).toBeNull()
      }
      expect(seen).toEqual(frames)
      expect(reader.waitingBytes).toBe(0)
    }),
  )
})

test('a pause loses nothing and hands nothing out before it is over', () => {
  fc.assert(
    fc.property(
      fc.array(anyFrame, { minLength: 1 }),
      fc.array(fc.nat(), { maxLength: 10 }),
      fc.func(fc.boolean()),
      (frames, cuts, pauses) => {
        const reader = new FrameReader(100)
        const seen: Seen[] = []
        let isPaused = false
        const handle = (frame: Frame): Onward => {
          expect(isPaused).toBe(false)
          seen.push(seenOf(frame))
          isPaused = pauses(seen.length)
          return isPaused ? 'pause' : 'go-on'
        }
        for (const piece of pieces(bytesOf(frames), cuts)) {
          reader.read(piece, handle)
          piece.fill(0)
        }
        while (isPaused) {
          isPaused = false
          reader.resume(handle)
        }
        expect(seen).toEqual(frames)
      },
    ),
  )
})

const faultOf = (bytes: Uint8Array, step: number): FrameFault | null => {
  const reader = new FrameReader(10)
  for (let at = 0; at < bytes.length; at += step) {
    const fault = reader.read(bytes.slice(at, at + step), () => 'go-on')
    if (fault !== null) return fault
  }
  return null
}

test.each([1, 3, 7, 100])(
  'a frame beyond the largest is told by its head, %i B at a time',
  (step) => {
    const bytes = bytesOf([{ type: 3, channel: 7, payload: Array(11).fill(1) }])
    expect(faultOf(bytes, step)).toEqual({ kind: 'too-large', type: 3, channel: 7, size: 11 })
  },
)

test.each([1, 5, 100])('a wrong end mark is told with the payload, %i B at a time', (step) => {
  const bytes = bytesOf([{ type: 1, channel: 2, payload: [9, 8] }]).slice()
  bytes[bytes.length - 1] = 7
  const payload = Uint8Array.of(9, 8)
  expect(faultOf(bytes, step)).toEqual({ kind: 'no-end', type: 1, channel: 2, marker: 7, payload })
})

test('nothing is read after a fault or a stop', () => {
  const frame = { type: 1, channel: 0, payload: [] }
  const reader = new FrameReader(10)
  let seen = 0
  const count = (): Onward => {
    seen++
    return 'stop'
  }
  reader.read(bytesOf([frame, frame]), count)
  reader.read(bytesOf([frame]), count)
  expect(seen).toBe(1)
})

test('half a frame takes no more room than the largest allowed', () => {
  const reader = new FrameReader(1000)
  const bytes = bytesOf([{ type: 3, channel: 1, payload: Array(1000).fill(5) }])
  for (let at = 0; at < 500; at++) reader.read(bytes.slice(at, at + 1), () => 'go-on')
  expect(reader.waitingBytes).toBe(500)
})
