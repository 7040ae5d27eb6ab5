import { expect, test } from 'vitest'
import { Clock } from '#core/model/clock.ts'
import { Agenda } from './agenda.ts'
import { Lane } from './lane.ts'

function nextUs(agenda: Agenda): number {
  agenda.seek()
  return agenda.nextUs
}

/** Everything on the line until it is empty, as [time, first, second]. */
function arrivals(agenda: Agenda, lane: Lane): [number, number, number][] {
  const seen: [number, number, number][] = []
  for (let timeUs = nextUs(agenda); timeUs < Number.POSITIVE_INFINITY; timeUs = nextUs(agenda)) {
    agenda.take()
    seen.push([timeUs, lane.first, lane.second])
    lane.shift()
  }
  return seen
}

function line(latencyUs: number, bandwidthBytesPerSecond: number | null) {
  const agenda = new Agenda(1, new Clock())
  return { agenda, lane: new Lane(agenda, 0, { latencyUs, bandwidthBytesPerSecond }) }
}

test('a link without delay is no lane at all', () => {
  const agenda = new Agenda(1, new Clock())
  expect(Lane.of({ latencyUs: 0, bandwidthBytesPerSecond: null }, agenda, 0)).toBeNull()
  expect(Lane.of({ latencyUs: 1, bandwidthBytesPerSecond: null }, agenda, 0)).toBeInstanceOf(Lane)
})

test('latency alone delays everything alike', () => {
  const { agenda, lane } = line(500, null)
  for (let i = 0; i < 40; i += 1) lane.send(i, 1000, i, -i)
  expect(arrivals(agenda, lane)).toEqual(Array.from({ length: 40 }, (_, i) => [i + 500, i, -i]))
})

test('bandwidth serialises: a message waits until the one before is on the line', () => {
  const { agenda, lane } = line(10, 1_000_000)
  lane.send(0, 300, 1, 0)
  lane.send(0, 100, 2, 0)
  lane.send(1000, 100, 3, 0)
  expect(arrivals(agenda, lane).map(([timeUs]) => timeUs)).toEqual([310, 410, 1110])
})

test('nothing overtakes when the latency falls', () => {
  const { agenda, lane } = line(500, null)
  lane.send(0, 0, 1, 0)
  expect(lane.setLatency(100)).toBe(500)
  lane.send(10, 0, 2, 0)
  lane.send(450, 0, 3, 0)
  expect(arrivals(agenda, lane)).toEqual([
    [500, 1, 0],
    [500, 2, 0],
    [550, 3, 0],
  ])
})

test('a cleared line delivers nothing of before', () => {
  const { agenda, lane } = line(500, null)
  lane.send(0, 0, 1, 0)
  lane.clear()
  lane.send(100, 0, 2, 0)
  expect(arrivals(agenda, lane)).toEqual([[600, 2, 0]])
})

test('a line that grows while its head is in the middle keeps the order', () => {
  const { agenda, lane } = line(500, null)
  for (let i = 0; i < 6; i += 1) lane.send(0, 0, i, -i)
  for (let i = 0; i < 4; i += 1) {
    nextUs(agenda)
    agenda.take()
    lane.shift()
  }
  for (let i = 6; i < 60; i += 1) lane.send(0, 0, i, -i)
  expect(arrivals(agenda, lane).map(([, first]) => first)).toEqual(
    Array.from({ length: 56 }, (_, i) => i + 4),
  )
})
