/** Producers and consumers in rows. */
import type { RunDescription } from '#core/model/run.ts'
import type { ConsumerSpec } from '#core/model/scenario.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { RateTable } from '#renderer/state/run-rates.ts'
import { measureBytes, writeCount, writeMeasure } from '#renderer/ui/number.ts'
import type { Fact, Facts, SelectionSay } from './facts.ts'
import { writeShare } from './numbers.ts'

/** As frames number them. */
const producerStates = ['running', 'stopped', 'blocked', 'alarmed', 'away'] as const

const nodeRow = (say: SelectionSay, node: number): readonly Fact[] => [
  { name: say('connectedTo'), value: node > 0 ? say('node', { node }) : '–' },
]

const crashBackUs = 5_000_000

export function producerFactsOf(
  say: SelectionSay,
  description: RunDescription,
  frame: FrameView,
  name: string,
): Facts | null {
  const index = description.producers.indexOf(name)
  const spec = description.scenario.producers[index]
  if (spec === undefined) return null
  const count = (field: 'published' | 'confirmed' | 'returned' | 'refused') =>
    writeCount(frame.producer(index, field))
  const state = frame.producer(index, 'state')
  return {
    kind: say('producer'),
    rows: [
      {
        name: say('state'),
        value: say(producerStates[state] ?? 'running'),
      },
      {
        name: say('publishesTo'),
        value: spec.exchange === '' ? say('defaultExchange') : spec.exchange,
      },
      { name: say('key'), value: spec.keys.map(({ key }) => key).join(', '), mono: true },
      ...(spec.priority === null ? [] : [{ name: say('priority'), value: String(spec.priority) }]),
      ...nodeRow(say, frame.producer(index, 'node')),
      { name: say('size'), value: writeMeasure(measureBytes(spec.sizeBytes)) },
      {
        name: say('confirms'),
        value: !spec.confirms
          ? say('off')
          : spec.confirmWindow === null
            ? say('on')
            : say('window', { count: spec.confirmWindow }),
      },
      { name: say('published'), value: count('published') },
      ...(spec.confirms ? [{ name: say('confirmed'), value: count('confirmed') }] : []),
      ...(spec.mandatory
        ? [{ name: say('returned'), value: count('returned'), mark: 'expired' } as const]
        : []),
      ...(spec.confirms
        ? [{ name: say('refused'), value: count('refused'), mark: 'blocked' } as const]
        : []),
    ],
    lists: [],
    acts: [
      state === 1
        ? { label: say('start', { name }), command: { kind: 'producer.start', target: name } }
        : { label: say('stop', { name }), command: { kind: 'producer.stop', target: name } },
    ],
  }
}

export function consumerFactsOf(
  say: SelectionSay,
  description: RunDescription,
  frame: FrameView,
  rates: RateTable,
  name: string,
): Facts | null {
  const index = description.consumers.indexOf(name)
  const spec = description.scenario.consumers[index]
  if (spec === undefined) return null
  const count = (field: 'delivered' | 'acked' | 'nacked' | 'crashed' | 'redelivered' | 'unacked') =>
    writeCount(frame.consumer(index, field))
  const down = frame.consumer(index, 'state') === 1
  return {
    kind: say('consumer'),
    rows: [
      { name: say('state'), value: consumerStateWord(say, description, frame, index) },
      { name: say('reads'), value: spec.queue },
      ...subscriptionRows(say, description, frame, index),
      ...nodeRow(say, frame.consumer(index, 'node')),
      { name: say('busy'), value: `${writeShare(rates.busy(index))} %` },
      { name: say('acks'), value: say(spec.autoAck ? 'auto' : 'manual') },
      ...failureRows(say, spec, description),
      { name: say('unacked'), value: count('unacked'), mark: 'unacked' },
      { name: say('delivered'), value: count('delivered') },
      { name: say('redelivered'), value: count('redelivered'), mark: 'redelivered' },
      { name: say('acked'), value: count('acked'), mark: 'acked' },
      { name: say('nacked'), value: count('nacked') },
      { name: say('crashed'), value: count('crashed') },
    ],
    lists: [],
    acts: down
      ? [{ label: say('restart', { name }), command: { kind: 'consumer.restart', target: name } }]
      : [
          {
            label: say('crash', { name }),
            command: { kind: 'consumer.crash', target: name, restartAfterUs: null },
          },
          {
            label: say('crashBack'),
            command: { kind: 'consumer.crash', target: name, restartAfterUs: crashBackUs },
          },
        ],
  }
}

/** What it does with a message it failed on, and by which method. */
function failureRows(
  say: SelectionSay,
  { queue, failure }: ConsumerSpec,
  { scenario }: RunDescription,
): readonly Fact[] {
  const name = say('onFailure')
  const type = scenario.topology.queues.find((one) => one.name === queue)?.type
  if (type === 'stream') return [{ name, value: say('goesOn') }]
  if (failure.outcome === 'reject') return [{ name, value: say('reject') }]
  const { attemptsMax, by } = failure
  return [
    { name, value: say('requeue') },
    { name: say('returnsBy'), value: `basic.${by}` },
    ...(attemptsMax === null
      ? []
      : [{ name: say('rejectsAfter'), value: say('tries', { count: attemptsMax }) }]),
  ]
}

function consumerStateWord(
  say: SelectionSay,
  { scenario }: RunDescription,
  frame: FrameView,
  index: number,
): string {
  const state = frame.consumer(index, 'state')
  if (state === 1) return say('down')
  if (state === 2) return say('unsubscribed')
  const { queue } = scenario.consumers[index]!
  const isSole = scenario.topology.queues.some(
    ({ name, arguments: set }) => name === queue && set.singleActiveConsumer,
  )
  if (!isSole) return say('up')
  return say(frame.consumer(index, 'served') === 1 ? 'active' : 'standsBy')
}

/** What it asked the broker for beside its prefetch. */
function subscriptionRows(
  say: SelectionSay,
  { scenario }: RunDescription,
  frame: FrameView,
  index: number,
): readonly Fact[] {
  const { priority, exclusive, streamOffset } = scenario.consumers[index]!
  const behind = frame.consumer(index, 'behind')
  return [
    ...(priority === 0 ? [] : [{ name: say('consumerPriority'), value: String(priority) }]),
    ...(exclusive ? [{ name: say('exclusive'), value: say('on') }] : []),
    ...(Number.isNaN(behind)
      ? []
      : [
          { name: say('beganAt'), value: String(streamOffset ?? 'next') },
          { name: say('behind'), value: writeCount(behind) },
        ]),
  ]
}
