import { expect, test } from 'vitest'
import { HeaderTap } from './header-tap.ts'

function frame(type: number, payload: Buffer): Buffer {
  const bytes = Buffer.alloc(payload.length + 8)
  bytes.writeUInt8(type, 0)
  bytes.writeUInt16BE(1, 1)
  bytes.writeUInt32BE(payload.length, 3)
  payload.copy(bytes, 7)
  bytes.writeUInt8(0xce, payload.length + 7)
  return bytes
}

/** A content header that carries a message id only. */
const header = (id: string) =>
  frame(2, Buffer.concat([Buffer.alloc(12), Buffer.from([0, 0x80, id.length]), Buffer.from(id)]))
const body = frame(3, Buffer.from('some body with an \xce inside'))
const method = frame(1, Buffer.from([0, 60, 0, 71]))

test('headers are found in order, however the bytes are cut', () => {
  const stream = Buffer.concat([
    method,
    header('one'),
    body,
    body,
    method,
    header('two'),
    header('three'),
  ])
  for (let size = 1; size <= stream.length; size++) {
    const tap = new HeaderTap()
    for (let at = 0; at < stream.length; at += size) tap.feed(stream.subarray(at, at + size))
    expect([tap.take(), tap.take(), tap.take()].map(({ messageId }) => messageId)).toEqual([
      'one',
      'two',
      'three',
    ])
  }
})

test('a stream that is out of step is refused, not guessed', () => {
  const tap = new HeaderTap()
  tap.feed(Buffer.concat([header('one').subarray(0, -1), Buffer.from([0]), header('two')]))
  expect(() => tap.take()).toThrow('connect again')
})

test('headers nobody asked for are forgotten', () => {
  const tap = new HeaderTap()
  tap.feed(header('old'))
  tap.clear()
  tap.feed(header('new'))
  expect(tap.take().messageId).toBe('new')
})
