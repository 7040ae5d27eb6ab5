import { expect, test } from 'vitest'
import { countPublish, GuestActors } from './guest-actors.ts'

const terms = { queue: 'tasks', consumerTag: 'c1', autoAck: false, prefetch: 1 }

test('numbers count on from the scenario and names are told apart', () => {
  const actors = new GuestActors(5)
  actors.addProducer('pika', 0, 1, '')
  actors.addConsumer('pika', 0, 1, terms)
  expect(actors.list.map(({ number, name }) => `${number} ${name}`)).toEqual(['5 pika', '6 pika 2'])
})

test('of those that ended the latest sixteen are listed, and a forgotten name is free again', () => {
  const actors = new GuestActors(0)
  for (let client = 0; client < 17; client++) actors.end(actors.addConsumer('pika', 0, 1, terms))
  expect(actors.list.map(({ number }) => number)).toEqual(
    Array.from({ length: 16 }, (_, at) => at + 1),
  )
  expect(actors.addConsumer('pika', 0, 1, terms).name).toBe('pika')
})

test('an actor ends once', () => {
  const actors = new GuestActors(0)
  const consumer = actors.addConsumer('pika', 0, 1, terms)
  actors.end(consumer)
  const { edition } = actors
  actors.end(consumer)
  expect(actors.edition).toBe(edition)
})

test('a producer counts what it sends, by key for the first thirty-two keys', () => {
  const producer = new GuestActors(0).addProducer('pika', 0, 1, 'logs')
  for (let at = 0; at < 40; at++) countPublish(producer, `key-${at % 36}`, 100, at)
  expect(producer.keys.size).toBe(32)
  expect(producer.keys.get('key-1')).toBe(2)
  expect(producer).toMatchObject({ published: 40, bytes: 4000, firstUs: 0, lastUs: 39 })
})
