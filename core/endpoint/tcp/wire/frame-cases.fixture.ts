/** Headers, frames, channels and connections. */
import { ByteWriter } from '#core/amqp/byte-writer.ts'
import { closeFrame, openFrame } from '#core/amqp/frame-writer.ts'
import { FrameType, protocolHeader } from '#core/amqp/frames.ts'
import { get, open, publish, queue, type WireCase } from './wire-case.fixture.ts'

export const frameCases: readonly WireCase[] = [
  {
    name: 'header 0-9-1 in pieces',
    bare: true,
    steps: async (c) => {
      c.raw(protocolHeader.slice(0, 3))
      await c.quiet(50)
      c.raw(protocolHeader.slice(3))
    },
  },
  { name: 'header 0-10', bare: true, steps: (c) => c.raw([65, 77, 81, 80, 1, 1, 0, 10]) },
  { name: 'header 0-0-9-2', bare: true, steps: (c) => c.raw([65, 77, 81, 80, 0, 0, 9, 2]) },
  {
    name: 'header 1.0 without SASL',
    bare: true,
    steps: (c) => c.raw([65, 77, 81, 80, 0, 1, 0, 0]),
  },
  { name: 'header of nobody', bare: true, steps: (c) => c.raw([1, 2, 3, 4, 5, 6, 7, 8]) },
  {
    name: 'unknown virtual host',
    bare: true,
    steps: async (c) => {
      c.raw(protocolHeader)
      await c.until((line) => line.includes('start'))
      c.startOk()
      await c.until((line) => line.includes('tune'))
      c.send(0, 'connection.tune-ok', { channelMax: 2047, frameMax: 131_072, heartbeat: 0 })
      c.send(0, 'connection.open', { virtualHost: 'nowhere', reserved1: '', reserved2: false })
    },
  },
  { name: 'method on a channel never opened', steps: (c) => queue(c, 'wire-q') },
  { name: 'channel opened twice', steps: (c) => open(open(c)) },
  { name: 'body without a method', steps: (c) => open(c).body(1, 'x') },
  { name: 'header without a method', steps: (c) => open(c).header(1, 2) },
  { name: 'body where a header belongs', steps: (c) => publish(open(c), '', 'q').body(1, 'x') },
  { name: 'method where a header belongs', steps: (c) => open(publish(open(c), '', 'q')) },
  {
    name: 'header of another class',
    steps: (c) => publish(open(c), '', 'q').header(1, 2, [0, 0], 50),
  },
  {
    name: 'method where a body belongs',
    steps: (c) => open(publish(open(c), '', 'q').header(1, 2)),
  },
  {
    name: 'more body than announced',
    steps: (c) => publish(open(c), '', 'q').header(1, 1).body(1, 'xyz'),
  },
  {
    name: 'body of no bytes',
    steps: (c) => publish(open(c), '', 'nobody', { mandatory: true }).header(1, 0),
  },
  {
    name: 'empty body frames between',
    steps: (c) =>
      publish(open(c), '', 'nobody', { mandatory: true })
        .header(1, 2)
        .body(1, '')
        .body(1, 'a')
        .body(1, '')
        .body(1, 'b'),
  },
  { name: 'frame type 0', steps: (c) => open(c).frame(0, 1, [1, 2, 3]) },
  {
    name: 'frame type 4 on channel 0',
    steps: (c) => c.frame(4, 0, [...new TextEncoder().encode('some printable text')]),
  },
  { name: 'heartbeat on a channel', steps: (c) => open(c).frame(FrameType.heartbeat, 1, []) },
  { name: 'heartbeat with a payload', steps: (c) => c.frame(FrameType.heartbeat, 0, [1]) },
  { name: 'body on channel 0', steps: (c) => c.body(0, 'x') },
  {
    name: 'wrong end mark',
    steps: (c) => {
      const writer = new ByteWriter(64)
      const mark = openFrame(writer, 1, 0)
      writer.raw(Uint8Array.of(0, 10, 0, 51))
      closeFrame(writer, mark)
      const bytes = writer.take().slice()
      bytes[bytes.length - 1] = 0
      c.raw(bytes)
    },
  },
  { name: 'frame too large', steps: (c) => c.raw([3, 0, 1, 0, 2, 0, 1, 0]) },
  { name: 'channel method on channel 0', steps: (c) => open(c, 0) },
  {
    name: 'connection method on a channel',
    steps: (c) =>
      open(c).send(1, 'connection.open', { virtualHost: '/', reserved1: '', reserved2: false }),
  },
  {
    name: 'tune again',
    steps: (c) =>
      c.send(0, 'connection.tune-ok', { channelMax: 1, frameMax: 131_072, heartbeat: 0 }),
  },
  {
    name: "the server's own method",
    steps: (c) =>
      open(c).send(1, 'queue.declare-ok', { queue: 'q', messageCount: 0, consumerCount: 0 }),
  },
  {
    name: 'update-secret',
    steps: (c) => c.send(0, 'connection.update-secret', { newSecret: 'guest', reason: 'why not' }),
  },
  {
    name: 'connection.close',
    steps: (c) =>
      c.send(0, 'connection.close', { replyCode: 200, replyText: 'bye', classId: 0, methodId: 0 }),
  },
  {
    name: 'channel.close',
    steps: async (c) => {
      open(c).send(1, 'channel.close', {
        replyCode: 200,
        replyText: 'bye',
        classId: 0,
        methodId: 0,
      })
      await c.quiet()
      open(c)
    },
  },
  { name: 'flow on', steps: (c) => open(c).send(1, 'channel.flow', { active: true }) },
  { name: 'flow off', steps: (c) => open(c).send(1, 'channel.flow', { active: false }) },
  {
    name: 'access.request',
    steps: (c) =>
      open(c).send(1, 'access.request', {
        realm: '/',
        exclusive: false,
        passive: true,
        active: true,
        write: true,
        read: true,
      }),
  },
  {
    name: 'too many channels',
    steps: async (c) => {
      for (let channel = 1; channel <= 3; channel++) open(c, channel)
    },
  },
  {
    name: 'after a channel error everything but goodbyes is ignored',
    steps: async (c) => {
      get(open(c), 'wire-missing')
      await c.quiet()
      queue(c, 'wire-ignored')
      c.send(1, 'channel.close', { replyCode: 0, replyText: '', classId: 0, methodId: 0 })
      c.send(1, 'channel.close-ok', {})
      open(c)
    },
  },
]
