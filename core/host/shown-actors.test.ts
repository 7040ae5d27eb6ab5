import { expect, test } from 'vitest'
import { GuestActors } from '#core/endpoint/guest-actors.ts'
import { none } from '#core/model/trace.ts'
import { ShownActors } from './shown-actors.ts'

const terms = { queue: 'tasks', consumerTag: 'c1', autoAck: false, prefetch: 1 }

/** Two producers and one consumer of the scenario; then a guest consumes, and one publishes. */
function actors(): ShownActors {
  const guests = new GuestActors(3)
  guests.addConsumer('go', 0, 1, terms)
  guests.addProducer('pika', 1, 1, '')
  return new ShownActors(2, 1, guests.list)
}

test('guests are shown behind the scenario’s own actors of their kind', () => {
  const shown = actors()
  expect([0, 1, 2, 3, 4].map((logged) => shown.shown(logged))).toEqual([0, 1, 3, 4, 2])
})

test('and the way back leads where it came from', () => {
  const shown = actors()
  for (const logged of [0, 1, 2, 3, 4]) expect(shown.logged(shown.shown(logged))).toBe(logged)
})

test('who is no longer listed is nobody', () => {
  expect(actors().shown(77)).toBe(none)
  expect(actors().shown(none)).toBe(none)
})
