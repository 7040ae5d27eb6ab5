import { expect, test } from 'vitest'
import { Clock } from '#core/model/clock.ts'
import { none, TraceKind } from '#core/model/trace.ts'
import { EventLog } from './event-log.ts'

const nothingElse = { queue: null, actor: null, messageId: null }

function filled(records: number, kept: number, clock = new Clock()): EventLog {
  const log = new EventLog(clock, kept)
  for (let i = 0; i < records; i += 1) {
    clock.nowUs = i * 10
    log.append(TraceKind.enqueued, i + 1, i % 3, i % 5, 7)
  }
  return log
}

test('a record reads back as it was written', () => {
  const clock = new Clock()
  const log = new EventLog(clock)
  clock.nowUs = 123_456_789_012
  log.append(TraceKind.requeued | (6 << 8) | (41 << 16), 2 ** 40 + 5, 3, none, 99)
  expect(log.read(0, 10)).toEqual([
    {
      index: 0,
      timeUs: 123_456_789_012,
      kind: TraceKind.requeued,
      reason: 6,
      attempt: 41,
      messageId: 2 ** 40 + 5,
      queue: 3,
      actor: none,
      detail: 99,
    },
  ])
})

test('the hash is 16 hex digits and depends on every field of every record', () => {
  const hashOf = (...fields: [number, number, number, number, number, number]) => {
    const clock = new Clock()
    const log = filled(3, 1, clock)
    const [timeUs, what, message, queue, actor, detail] = fields
    clock.nowUs = timeUs
    log.append(what, message, queue, actor, detail)
    return log.hash()
  }
  const hashes = [
    hashOf(30, 1, 2, 3, 4, 5),
    hashOf(31, 1, 2, 3, 4, 5),
    hashOf(30 + 2 ** 32, 1, 2, 3, 4, 5),
    hashOf(30, 2, 2, 3, 4, 5),
    hashOf(30, 1, 3, 3, 4, 5),
    hashOf(30, 1, 2 + 2 ** 32, 3, 4, 5),
    hashOf(30, 1, 2, 4, 4, 5),
    hashOf(30, 1, 2, 3, 5, 5),
    hashOf(30, 1, 2, 3, 4, 6),
    filled(3, 1).hash(),
    new EventLog(new Clock()).hash(),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{16}$/)
})

test('the hash depends on the order of records', () => {
  const hashOf = (ids: number[]) => {
    const log = new EventLog(new Clock())
    for (const id of ids) log.append(1, id, 0, 0, 0)
    return log.hash()
  }
  expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]))
})

test('one flipped bit in any record changes about half of the hash', () => {
  let changed = 0
  for (let bit = 0; bit < 32; bit += 1) {
    const hash = (id: number) => {
      const log = new EventLog(new Clock())
      log.append(1, id, 0, 0, 0)
      for (let i = 0; i < 50; i += 1) log.append(1, i, 0, 0, 0)
      return BigInt(`0x${log.hash()}`)
    }
    const difference = hash(12345) ^ hash((12345 ^ (1 << bit)) >>> 0)
    changed += [...difference.toString(2)].filter((digit) => digit === '1').length
  }
  expect(changed / 32).toBeGreaterThan(26)
  expect(changed / 32).toBeLessThan(38)
})

test('the hash is the same on every machine and does not depend on how much is kept', () => {
  expect(filled(100_000, 1).hash()).toBe(filled(100_000, 1_000_000).hash())
  expect(filled(1000, 1000).hash()).toMatchInlineSnapshot(`"caf6c0c51b991d8e"`)
})

test('only the newest records are kept, at least as many as asked for', () => {
  const log = filled(200_000, 65_536)
  expect(log.recordsTotal).toBe(200_000)
  expect(log.oldest).toBeGreaterThan(0)
  expect(log.oldest).toBeLessThanOrEqual(200_000 - 65_536)
  const kept = log.read(0, 300_000)
  expect(kept[0]!.index).toBe(log.oldest)
  expect(kept.at(-1)).toMatchObject({ index: 199_999, messageId: 200_000 })
  expect(kept.every((event) => event.messageId === event.index + 1)).toBe(true)
})

test('reading back filters by queue, actor and message and says where to go on', () => {
  const log = filled(100, 1)
  const first = log.readBack(null, 3, { ...nothingElse, queue: 1 })
  expect(first.events.map((event) => event.index)).toEqual([97, 94, 91])
  const next = log.readBack(first.next, 2, { ...nothingElse, queue: 1 })
  expect(next.events.map((event) => event.index)).toEqual([88, 85])
  expect(log.readBack(null, 9, { ...nothingElse, messageId: 43 })).toMatchObject({
    events: [{ index: 42 }],
    next: null,
  })
  expect(
    log.readBack(20, 9, { ...nothingElse, actor: 4 }).events.map(({ index }) => index),
  ).toEqual([19, 14, 9, 4])
})

test('a sample copies every n-th record as bytes', () => {
  const log = filled(100, 1)
  const out = new Uint8Array(32 * 4)
  expect(log.copy(10, 30, 4, out, 0)).toBe(3)
  const view = new DataView(out.buffer)
  expect([0, 1, 2].map((i) => view.getUint32(i * 32 + 12, true))).toEqual([11, 41, 71])
})
