import { expect, test } from 'vitest'
import { none, type TraceEvent, TraceKind, TraceReason } from '#core/model/trace.ts'
import { frameOf } from './frame.fixture.ts'
import { graphOf } from './graph.ts'
import { MarksScene } from './marks-scene.ts'
import { poison, poisonRun } from './scenario.fixture.ts'

const event = (change: Partial<TraceEvent>): TraceEvent => ({
  index: 0,
  timeUs: 0,
  kind: TraceKind.published,
  reason: TraceReason.none,
  attempt: 0,
  messageId: 1,
  queue: none,
  actor: none,
  detail: 0,
  ...change,
})
const published = event({ actor: 0, detail: 1 })
const scene = () => new MarksScene(poisonRun, graphOf(poison))

test('a mark is on its wire for 0.6 s of wall time, whatever the speed', () => {
  for (const speed of [0.1, 1, 10]) {
    const marks = scene()
    marks.take(frameOf(poisonRun, { speed, events: [published] }), 0, true)
    expect(marks.underway(0)).toBe(1)
    marks.take(frameOf(poisonRun, { speed, nowUs: 590_000 * speed }), 590, true)
    expect(marks.underway(650)).toBe(1)
    marks.take(frameOf(poisonRun, { speed, nowUs: 660_000 * speed }), 660, true)
    expect(marks.underway(730)).toBe(0)
  }
})

test('at full speed, and where motion is unwanted, nothing travels', () => {
  const fast = scene()
  fast.take(frameOf(poisonRun, { speed: Number.POSITIVE_INFINITY, events: [published] }), 0, true)
  expect(fast.underway(0)).toBe(0)
  const still = scene()
  still.take(frameOf(poisonRun, { events: [published] }), 0, false)
  expect(still.underway(0)).toBe(0)
})

test('what is paused does not move by itself', () => {
  const marks = scene()
  marks.take(frameOf(poisonRun, { state: 'paused', events: [published] }), 0, true)
  expect(marks.moves()).toBe(false)
  expect(marks.underway(10_000)).toBe(1)
})

test('a dead wire says why its last letter was given up', () => {
  const marks = scene()
  const letter = event({
    kind: TraceKind.deadLettered,
    reason: TraceReason.maxlen,
    queue: 0,
    detail: 2,
  })
  marks.take(frameOf(poisonRun, { events: [letter] }), 0, true)
  expect(marks.why('dead queue:orders.work exchange:orders.dlx')).toBe('maxlen')
})
