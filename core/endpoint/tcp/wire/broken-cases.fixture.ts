/** Methods and contents that cannot be read. */
import { FrameType } from '#core/amqp/frames.ts'
import { open, publish, type WireCase } from './wire-case.fixture.ts'

export const brokenCases: readonly WireCase[] = [
  { name: 'ids of no method', steps: (c) => open(c).frame(FrameType.method, 1, [0, 60, 0, 200]) },
  {
    name: 'ids of no method on channel 0',
    steps: (c) => c.frame(FrameType.method, 0, [0, 10, 0, 255]),
  },
  { name: 'half a method', steps: (c) => open(c).frame(FrameType.method, 1, [0, 50, 0, 10, 0]) },
  {
    name: 'method cut within a text',
    steps: (c) => open(c).frame(FrameType.method, 1, [0, 50, 0, 40, 0, 0, 9, 97]),
  },
  {
    name: 'method with more behind it',
    steps: (c) => open(c).frame(FrameType.method, 1, [0, 60, 0, 110, 1, 1, 1]),
  },
  { name: 'method of three bytes', steps: (c) => open(c).frame(FrameType.method, 1, [0, 50, 0]) },
  {
    name: 'half a method on channel 0',
    steps: (c) => c.frame(FrameType.method, 0, [0, 10, 0, 70, 0]),
  },
  {
    name: 'table of an unknown letter',
    steps: async (c) => {
      open(c)
      await c.quiet()
      c.frame(FrameType.method, 1, [0, 50, 0, 10, 0, 0, 1, 97, 0, 0, 0, 0, 4, 1, 97, 90, 1])
    },
  },
  {
    name: 'half a header',
    steps: (c) => publish(open(c), '', 'q').frame(FrameType.header, 1, [0, 60, 0, 0, 0]),
  },
  {
    name: 'header with a weight',
    steps: (c) =>
      publish(open(c), '', 'q').frame(
        FrameType.header,
        1,
        [0, 60, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0],
      ),
  },
  {
    name: 'properties nobody defined',
    steps: (c) => publish(open(c), '', 'q').header(1, 0, [0, 2]),
  },
  {
    name: 'properties that go on',
    steps: (c) => publish(open(c), '', 'q').header(1, 0, [0, 1, 0, 0]),
  },
  { name: 'properties cut', steps: (c) => publish(open(c), '', 'q').header(1, 0, [128, 0, 9, 97]) },
  {
    name: 'properties with more behind them',
    steps: (c) => publish(open(c), '', 'q').header(1, 0, [0, 0, 9]),
  },
  { name: 'body beyond everything', steps: (c) => publish(open(c), '', 'q').header(1, 2 ** 30) },
]
