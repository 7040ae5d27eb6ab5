/** What there is to say about the selected thing, as rows of name and value; and what can be done with it. */
import type { Dial as DialCommand } from '#core/model/command.ts'
import type { RunDescription } from '#core/model/run.ts'
import type { Say } from '#renderer/i18n/text.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { RateTable } from '#renderer/state/run-rates.ts'
import type { Selected } from '#renderer/state/run-selection.ts'
import type { MessageState } from '#renderer/ui/Mark.tsx'
import { measureBytes, measureDuration, writeCount, writeMeasure } from '#renderer/ui/number.ts'
import { writeShare } from './numbers.ts'
import { queueArguments } from './queue-arguments.ts'
import type { selectionText } from './selection-text.ts'

export type SelectionSay = Say<(typeof selectionText)['en']>

export interface Fact {
  readonly name: string
  readonly value: string
  readonly mark?: MessageState
  /** A name the broker gives, in mono. */
  readonly mono?: boolean
}

export interface Act {
  readonly label: string
  readonly command: DialCommand
  /** Why it cannot be done now. */
  readonly locked?: string
}

export interface Facts {
  readonly kind: string
  readonly rows: readonly Fact[]
  /** Headed lists under the rows. */
  readonly lists: readonly {
    readonly title: string
    readonly rows: readonly Fact[]
    readonly empty: string
  }[]
  readonly acts: readonly Act[]
}

const crashBackUs = 5_000_000

/** Null when the run has no such thing any more. */
export function factsOf(
  say: SelectionSay,
  description: RunDescription,
  frame: FrameView,
  rates: RateTable,
  selected: Selected,
): Facts | null {
  switch (selected.kind) {
    case 'queue':
      return queueFactsOf(say, description, frame, selected.name)
    case 'exchange':
      return exchangeFactsOf(say, description, frame, selected.name)
    case 'producer':
      return producerFactsOf(say, description, frame, selected.name)
    case 'consumer':
      return consumerFactsOf(say, description, frame, rates, selected.name)
  }
}

function queueFactsOf(
  say: SelectionSay,
  description: RunDescription,
  frame: FrameView,
  name: string,
): Facts | null {
  const index = description.queues.indexOf(name)
  const spec = description.scenario.topology.queues.find((queue) => queue.name === name)
  if (index < 0 || spec === undefined) return null
  const count = (field: Parameters<FrameView['queue']>[1]) => writeCount(frame.queue(index, field))
  const ready = frame.queue(index, 'ready')
  const oldestUs = frame.queue(index, 'oldestUs')
  const marked = (key: 'ready' | 'unacked' | 'acked' | 'redelivered' | 'expired'): Fact => ({
    name: say(key),
    value: count(key),
    mark: key,
  })
  return {
    kind: say('queue', { type: spec.type }),
    rows: [
      marked('ready'),
      marked('unacked'),
      {
        name: say('oldest'),
        value: Number.isNaN(oldestUs) ? '–' : writeMeasure(measureDuration(frame.nowUs - oldestUs)),
      },
      { name: say('published'), value: count('published') },
      { name: say('delivered'), value: count('delivered') },
      marked('acked'),
      marked('redelivered'),
      { name: say('deadLettered'), value: count('deadLettered'), mark: 'dead' },
      marked('expired'),
      { name: say('dropped'), value: count('dropped'), mark: 'expired' },
    ],
    lists: [
      {
        title: say('arguments'),
        rows: queueArguments(spec).map(([argument, value]) => ({
          name: argument,
          value,
          mono: true,
        })),
        empty: say('noArguments'),
      },
      {
        title: say('bindings'),
        rows: description.scenario.topology.bindings
          .filter(({ to, toExchange }) => to === name && !toExchange)
          .map(({ from, key }) => ({
            name: from,
            value: key === '' ? say('anyKey') : key,
            mono: true,
          })),
        empty: say('noBindings'),
      },
    ],
    acts: [
      {
        label: say('purge', { number: writeCount(ready) }),
        command: { kind: 'queue.purge', target: name },
        ...(ready > 0 ? {} : { locked: say('nothingReady') }),
      },
    ],
  }
}

function exchangeFactsOf(
  say: SelectionSay,
  description: RunDescription,
  frame: FrameView,
  name: string,
): Facts | null {
  const index = description.exchanges.indexOf(name)
  if (index < 0) return null
  const { exchanges, bindings } = description.scenario.topology
  const spec = exchanges.find((exchange) => exchange.name === name)
  const count = (field: 'published' | 'routed' | 'unroutable') =>
    writeCount(frame.exchange(index, field))
  return {
    kind:
      name === ''
        ? say('defaultExchange')
        : say('exchange', { type: spec?.type ?? name.replace('amq.', '') }),
    rows: [
      { name: say('published'), value: count('published') },
      { name: say('routed'), value: count('routed') },
      { name: say('unroutable'), value: count('unroutable'), mark: 'expired' },
    ],
    lists:
      name === ''
        ? []
        : [
            {
              title: say('bindings'),
              rows: bindings
                .filter(({ from }) => from === name)
                .map(({ to, key }) => ({
                  name: key === '' ? say('anyKey') : key,
                  value: `→ ${to}`,
                  mono: true,
                })),
              empty: say('leadsNowhere'),
            },
          ],
    acts: [],
  }
}

function producerFactsOf(
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
        value: say(state === 2 ? 'blocked' : state === 1 ? 'stopped' : 'running'),
      },
      {
        name: say('publishesTo'),
        value: spec.exchange === '' ? say('defaultExchange') : spec.exchange,
      },
      { name: say('key'), value: spec.keys.map(({ key }) => key).join(', '), mono: true },
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

function consumerFactsOf(
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
  const { failure } = spec
  return {
    kind: say('consumer'),
    rows: [
      { name: say('state'), value: say(down ? 'down' : 'up') },
      { name: say('reads'), value: spec.queue },
      { name: say('busy'), value: `${writeShare(rates.busy(index))} %` },
      { name: say('acks'), value: say(spec.autoAck ? 'auto' : 'manual') },
      {
        name: say('onFailure'),
        value:
          failure.outcome === 'reject'
            ? say('reject')
            : failure.attemptsMax === null
              ? say('requeue')
              : say('requeueThen', { count: failure.attemptsMax }),
      },
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
