import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { frameFlags, frameVersion, header } from '#core/contract/frame.ts'
import type { Command } from '#core/model/command.ts'
import { runStates, type Speed } from '#core/model/run.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { parseScenario } from '#core/model/scenario-file.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import { RunRoom } from './run-room.ts'
import { HandClock } from './testing/hand-clock.ts'
import { shippedFolder } from './testing/test-host.ts'

function shipped(name: string, durationUs: number): Scenario {
  const { scenario } = parseScenario(readFileSync(join(shippedFolder, `${name}.yaml`), 'utf8'))
  if (scenario === null) throw new Error(`${name} does not parse`)
  return { ...scenario, durationUs }
}

function roomAt(lookMs?: number) {
  const clock = new HandClock(lookMs)
  const frames: DataView[] = []
  const mistakes: unknown[] = []
  const room = new RunRoom({
    clock,
    sendFrame: (frame) => frames.push(new DataView(frame.buffer)),
    report: (error) => mistakes.push(error),
  })
  const last = () => frames.at(-1) as DataView
  const state = () => runStates[last().getUint8(header.state)]
  return { clock, room, frames, mistakes, last, state }
}

const scenario = shipped('poison-message', 60_000_000)

function headless(of: Scenario): string {
  const simulation = new Simulation(of)
  while (simulation.advance(Number.POSITIVE_INFINITY, 1_000_000) === 'budget');
  return simulation.hash()
}

/** Runs to the end, however long the wall clock needs for it. */
function ran(speed: Speed, lookMs?: number): string {
  const { clock, room } = roomAt(lookMs)
  room.load(scenario, { seed: null, run: true, speed })
  while (clock.turn());
  return room.simulation.hash()
}

test.each<[speed: Speed, lookMs: number]>([
  ['max', 0.05],
  ['max', 3],
  [1, 0.05],
  [1, 0.7],
  [7.3, 0.05],
  [1000, 0.05],
  [1000, 5],
])('at speed %s, with %d ms a look, the log is that of a run without a window', (speed, lookMs) => {
  expect(ran(speed, lookMs)).toBe(headless(scenario))
})

/** Goes on until it stands. */
function settle({ clock, state }: ReturnType<typeof roomAt>): void {
  while (state() === 'running' && clock.turn());
}

test('a run gone back to a moment stands there as it stood then, and goes on to the same log', () => {
  const at = roomAt()
  at.room.load(scenario, { seed: null, run: false, speed: 'max' })
  at.room.intervene({ kind: 'consumer.prefetch', target: 'worker-1', prefetch: 7 })
  for (let n = 0; n < 300; n += 1) at.room.step('event')
  const { nowUs } = at.room.simulation
  const hash = at.room.simulation.hash()
  for (let n = 0; n < 300; n += 1) at.room.step('event')
  at.room.intervene({ kind: 'producer.stop', target: 'checkout' })
  at.room.rewind({ events: 300 })
  settle(at)
  expect(at.room.simulation).toMatchObject({ eventsTotal: 300, nowUs })
  expect(at.room.simulation.hash()).toBe(hash)
  expect(at.state()).toBe('paused')
  expect(at.room.simulation.marks).toHaveLength(1)
  for (let n = 0; n < 400; n += 1) at.room.step('event')
  expect(at.room.simulation.marks).toHaveLength(2)
})

test('a change in a run gone back makes another run of it: what came later does not come again', () => {
  const at = roomAt()
  at.room.load(scenario, { seed: null, run: false, speed: 'max' })
  for (let n = 0; n < 300; n += 1) at.room.step('event')
  at.room.intervene({ kind: 'consumer.prefetch', target: 'worker-1', prefetch: 7 })
  at.room.rewind({ atUs: 1_000_000 })
  settle(at)
  expect(at.room.simulation.nowUs).toBe(1_000_000)
  at.room.intervene({ kind: 'consumer.prefetch', target: 'worker-1', prefetch: 2 })
  for (let n = 0; n < 600; n += 1) at.room.step('event')
  expect(at.room.simulation.marks.map(({ atUs }) => atUs)).toEqual([1_000_000])
})

test('stepping, pausing and changing speed leave the log as it is', () => {
  const { clock, room } = roomAt()
  room.load(scenario, { seed: null, run: false, speed: 1 })
  for (let n = 0; n < 500; n += 1) room.step('event')
  for (let n = 0; n < 50; n += 1) room.step('message')
  room.run()
  for (let n = 0; n < 400; n += 1) {
    clock.turn()
    if (n % 90 === 0) room.pause()
    if (n % 90 === 1) room.run()
    if (n % 70 === 0) room.setSpeed(n % 140 === 0 ? 3 : 0.5)
  }
  room.setSpeed('max')
  room.run()
  while (clock.turn());
  expect(room.simulation.hash()).toBe(headless(scenario))
})

test('what a person changed at any pace replays to the same log', () => {
  const { clock, room } = roomAt()
  room.load(scenario, { seed: null, run: true, speed: 5 })
  const commands: readonly Command[] = [
    { kind: 'producer.rate', target: 'checkout', ratePerSecond: 60 },
    { kind: 'consumer.crash', target: 'worker', restartAfterUs: 2_000_000 },
    { kind: 'queue.purge', target: 'orders.work' },
    { kind: 'queue.browse', target: 'orders.work', count: 20 },
  ]
  for (const command of commands) {
    for (let n = 0; n < 150; n += 1) clock.turn()
    room.intervene(command)
  }
  room.setSpeed('max')
  while (clock.turn());
  const first = room.simulation
  const again = new Simulation(scenario, { commands: first.commands })
  while (again.advance(Number.POSITIVE_INFINITY, 10_000) === 'budget');
  expect(again.hash()).toBe(first.hash())
})

test('a frame follows every command at once, and the state is in it', () => {
  const { clock, room, frames, last, state } = roomAt()
  room.load(scenario, { seed: 7, run: false, speed: 2 })
  expect(frames).toHaveLength(1)
  expect(state()).toBe('paused')
  expect(last().getUint16(header.version, true)).toBe(frameVersion)
  expect(last().getUint8(header.flags) & frameFlags.reset).toBe(frameFlags.reset)
  expect(last().getFloat64(header.speed, true)).toBe(2)
  room.step('event')
  expect(frames).toHaveLength(2)
  expect(last().getFloat64(header.eventsTotal, true)).toBe(1)
  room.run()
  expect(state()).toBe('running')
  clock.turn()
  room.pause()
  expect(state()).toBe('paused')
  const told = frames.length
  expect(clock.turn()).toBe(false)
  expect(frames).toHaveLength(told)
})

test('frames come twenty times a second at most while a run runs', () => {
  const { clock, room, frames } = roomAt(0.01)
  room.load(scenario, { seed: null, run: true, speed: 1 })
  const beganMs = clock.nowMs()
  const began = frames.length
  while (clock.nowMs() - beganMs < 5000) clock.turn()
  const perSecond = (frames.length - began) / 5
  expect(perSecond).toBeLessThanOrEqual(20)
  expect(perSecond).toBeGreaterThan(15)
})

test('a run ends as finished, and a new seed makes another run', () => {
  const { clock, room, state } = roomAt()
  const first = room.load(scenario, { seed: 1, run: true, speed: 'max' })
  while (clock.turn());
  expect(state()).toBe('finished')
  const hash = room.simulation.hash()
  const second = room.restart(2)
  expect(second.runId).toBe(first.runId + 1)
  expect(second.seed).toBe(2)
  expect(state()).toBe('paused')
  room.run()
  while (clock.turn());
  expect(room.simulation.hash()).not.toBe(hash)
  room.restart(1)
  room.run()
  while (clock.turn());
  expect(room.simulation.hash()).toBe(hash)
})

test('the chart points of the frames join to the whole series, also after a change of focus', () => {
  const { clock, room, frames } = roomAt()
  room.load(scenario, { seed: null, run: true, speed: 20 })
  let points = 0
  const gather = () => {
    for (const frame of frames.splice(0)) {
      if (frame.getUint8(header.flags) & frameFlags.reset) points = 0
      points += frame.getUint32(header.pointCount, true)
    }
  }
  for (let n = 0; n < 1000 && clock.turn(); n += 1) gather()
  room.focus(0)
  gather()
  expect(points).toBe(room.simulation.sampler.series(0).count)
  while (clock.turn()) gather()
  gather()
  expect(points).toBe(room.simulation.sampler.series(0).count)
  expect(points).toBeGreaterThan(10)
})

test('a mistake of ours halts the run where it is, says so once, and another run can be loaded', () => {
  const { clock, room, mistakes, state } = roomAt()
  room.load(scenario, { seed: null, run: true, speed: 1 })
  clock.turn()
  room.simulation.advance = () => {
    throw new Error('assertion failed: this test')
  }
  while (clock.turn());
  expect(state()).toBe('halted')
  expect(mistakes).toHaveLength(1)
  room.run()
  expect(state()).toBe('halted')
  expect(() => room.intervene({ kind: 'queue.purge', target: 'orders.work' })).toThrow('Restart it')
  room.restart(null)
  expect(state()).toBe('paused')
  room.step('event')
  expect(room.simulation.eventsTotal).toBe(1)
})

test('without a scenario every question says so', () => {
  const { room } = roomAt()
  expect(room.description).toBe(null)
  expect(() => room.run()).toThrow('No scenario is loaded')
  expect(() => room.simulation).toThrow('No scenario is loaded')
})
