import { expect, test } from 'vitest'
import { none, type TraceEvent, TraceKind, TraceReason } from '#core/model/trace.ts'
import { graphOf } from './graph.ts'
import { markKinds } from './mark-pool.ts'
import { MarkRoutes, TrackNumbers } from './mark-routes.ts'
import { RunIndex } from './run-index.ts'
import { poison, poisonRun } from './scenario.fixture.ts'

const run = poisonRun
const worker = (number: number) => run.producers.length + number - 1

function marksOf(...events: (Partial<TraceEvent> & Pick<TraceEvent, 'kind'>)[]): string[] {
  const graph = graphOf(poison)
  const tracks = new TrackNumbers(graph)
  const routes = new MarkRoutes(run, graph, new RunIndex(run), tracks)
  const seen: string[] = []
  for (const event of events) {
    routes.take(
      {
        index: 0,
        timeUs: 0,
        reason: TraceReason.none,
        attempt: 0,
        messageId: 1,
        queue: none,
        actor: none,
        detail: 0,
        ...event,
      },
      (track, kind, attempt, order) =>
        seen.push(`${order} ${markKinds[kind]} ${attempt} ${tracks.keys[track]}`),
    )
  }
  return seen
}

test('a published message travels to the exchange, then on to its queue', () => {
  expect(
    marksOf(
      { kind: TraceKind.published, actor: 0, detail: 1 },
      { kind: TraceKind.enqueued, queue: 0 },
    ),
  ).toEqual([
    '0 ready 0 out publish producer:checkout exchange:orders',
    '1 ready 0 out route exchange:orders queue:orders.work',
  ])
})

test('a second delivery is a ring with the number of the attempt', () => {
  const wire = 'out deliver queue:orders.work consumer:worker-2'
  const delivered = { kind: TraceKind.delivered, queue: 0, actor: worker(2) }
  expect(marksOf({ ...delivered, attempt: 1 })).toEqual([`0 unacked 0 ${wire}`])
  expect(marksOf({ ...delivered, attempt: 3 })).toEqual([`0 redelivered 3 ${wire}`])
})

test('settlements travel on the way back', () => {
  const wire = 'back deliver queue:orders.work consumer:worker-1'
  const settled = { queue: 0, actor: worker(1), attempt: 2 }
  expect(
    marksOf({ ...settled, kind: TraceKind.acked }, { ...settled, kind: TraceKind.requeued }),
  ).toEqual([`0 acked 0 ${wire}`, `0 redelivered 2 ${wire}`])
})

test('a rejected message goes back, down and into the dead-letter queue, in turn', () => {
  expect(
    marksOf(
      {
        kind: TraceKind.deadLettered,
        reason: TraceReason.rejected,
        queue: 0,
        actor: worker(1),
        detail: 2,
      },
      { kind: TraceKind.enqueued, queue: 1 },
    ),
  ).toEqual([
    '0 dead 0 back deliver queue:orders.work consumer:worker-1',
    '1 dead 0 out dead queue:orders.work exchange:orders.dlx',
    '2 dead 0 out route exchange:orders.dlx queue:orders.dead',
  ])
})

test('what no queue matched is lost at its exchange', () => {
  expect(
    marksOf(
      { kind: TraceKind.published, actor: 0, detail: 1 },
      { kind: TraceKind.unroutable, actor: 0 },
    ).at(-1),
  ).toBe('1 expired 0 lost exchange:orders')
})
