/** A queue in rows: its messages, who leads and reads it, what it was declared with and what policies make of that. */
import { PoliciesInEffect } from '#core/model/in-effect.ts'
import type { PolicySpec } from '#core/model/policy.ts'
import { queueArguments } from '#core/model/queue-arguments.ts'
import type { RunDescription } from '#core/model/run.ts'
import { writePolicyDefinition } from '#core/model/scenario-file-policies.ts'
import type { QueueSpec } from '#core/model/topology.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import { measureDuration, writeCount, writeMeasure } from '#renderer/ui/number.ts'
import type { Fact, Facts, SelectionSay } from './facts.ts'
import { membersOf } from './leaders.ts'

export function queueFactsOf(
  say: SelectionSay,
  description: RunDescription,
  frame: FrameView,
  name: string,
): Facts | null {
  const index = description.queues.indexOf(name)
  const { topology, policies } = description.scenario
  const spec = topology.queues.find((queue) => queue.name === name)
  if (index < 0 || spec === undefined) return null
  const isLog = spec.type === 'stream'
  const ready = frame.queue(index, 'ready')
  return {
    kind: say(isLog ? 'stream' : 'queue', { type: spec.type }),
    ...(isLog ? { note: say('logNote') } : {}),
    rows: [...(isLog ? logRows(say, frame, index) : queueRows(say, frame, index))],
    lists: [
      ...memberList(say, description, frame, spec),
      ...deathList(say, frame, index),
      {
        title: say('arguments'),
        rows: queueArguments(spec).map(([argument, value]) => ({
          name: argument,
          value,
          mono: true,
        })),
        empty: say('noArguments'),
      },
      ...policyLists(say, spec, policies),
      {
        title: say('bindings'),
        rows: topology.bindings
          .filter(({ to, toExchange }) => to === name && !toExchange)
          .map(({ from, key }) => ({
            name: from,
            value: key === '' ? say('anyKey') : key,
            mono: true,
          })),
        empty: say('noBindings'),
      },
    ],
    acts: isLog
      ? []
      : [
          {
            label: say('purge', { number: writeCount(ready) }),
            command: { kind: 'queue.purge', target: name },
            ...(ready > 0 ? {} : { locked: say('nothingReady') }),
          },
        ],
  }
}

function oldestRow(name: string, frame: FrameView, index: number): Fact {
  const oldestUs = frame.queue(index, 'oldestUs')
  const age = Number.isNaN(oldestUs) ? '–' : writeMeasure(measureDuration(frame.nowUs - oldestUs))
  return { name, value: age }
}

function queueRows(say: SelectionSay, frame: FrameView, index: number): readonly Fact[] {
  const count = (field: Parameters<FrameView['queue']>[1]) => writeCount(frame.queue(index, field))
  const marked = (key: 'ready' | 'unacked' | 'acked' | 'redelivered' | 'expired'): Fact => ({
    name: say(key),
    value: count(key),
    mark: key,
  })
  const aside = frame.queue(index, 'aside')
  return [
    marked('ready'),
    marked('unacked'),
    ...(aside > 0
      ? [{ name: say('aside'), value: writeCount(aside), mark: 'delayed' } as const]
      : []),
    oldestRow(say('oldest'), frame, index),
    { name: say('published'), value: count('published') },
    { name: say('delivered'), value: count('delivered') },
    marked('acked'),
    marked('redelivered'),
    { name: say('deadLettered'), value: count('deadLettered'), mark: 'dead' },
    marked('expired'),
    { name: say('dropped'), value: count('dropped'), mark: 'expired' },
  ]
}

/** Of a stream: what it retains and what went with its oldest segments; reads take nothing away. */
function logRows(say: SelectionSay, frame: FrameView, index: number): readonly Fact[] {
  const count = (field: Parameters<FrameView['queue']>[1]) => writeCount(frame.queue(index, field))
  const trimmed = frame.queue(index, 'dropped') + frame.queue(index, 'expired')
  return [
    { name: say('retained'), value: count('ready'), mark: 'ready' },
    { name: say('published'), value: count('published') },
    { name: say('trimmed'), value: writeCount(trimmed), mark: 'expired' },
    { name: say('firstOffset'), value: writeCount(trimmed) },
    { name: say('reads'), value: count('delivered') },
    { name: say('readsUnacked'), value: count('unacked'), mark: 'unacked' },
    oldestRow(say('oldestKept'), frame, index),
  ]
}

/** Who leads a quorum queue and who follows, and the one that is served where only one is. */
function memberList(
  say: SelectionSay,
  description: RunDescription,
  frame: FrameView,
  spec: QueueSpec,
): Facts['lists'] {
  const index = description.queues.indexOf(spec.name)
  const rows = [...memberRows(say, frame, index), ...activeRow(say, description, frame, spec)]
  return rows.length === 0 ? [] : [{ title: say('members'), rows, empty: '' }]
}

function memberRows(say: SelectionSay, frame: FrameView, index: number): readonly Fact[] {
  const members = membersOf(frame, index)
  if (members === null) return []
  const list = (nodes: readonly number[]) => (nodes.length === 0 ? '–' : nodes.join(', '))
  const { leader, followers, missing } = members
  return [
    {
      name: say('leader'),
      value: leader === null ? say('noMajority') : say('node', { node: leader }),
    },
    { name: say('followers'), value: list(followers) },
    { name: say('online'), value: `${3 - missing.length - (leader === null ? 1 : 0)} / 3` },
  ]
}

/** The one that is served, where only one is. */
function activeRow(
  say: SelectionSay,
  { scenario }: RunDescription,
  frame: FrameView,
  { name, arguments: set }: QueueSpec,
): readonly Fact[] {
  if (!set.singleActiveConsumer) return []
  const active = scenario.consumers.find(
    ({ queue }, at) => queue === name && frame.consumer(at, 'served') === 1,
  )
  return [{ name: say('activeConsumer'), value: active?.name ?? '–' }]
}

/** Why its messages were dead-lettered, in the words of x-death. */
function deathList(say: SelectionSay, frame: FrameView, index: number): Facts['lists'] {
  if (frame.queue(index, 'deadLettered') === 0) return []
  const reasons = [
    ['rejected', 'deadRejected'],
    ['expired', 'deadExpired'],
    ['maxlen', 'deadMaxlen'],
    ['delivery_limit', 'deadDeliveryLimit'],
  ] as const
  const rows = reasons.flatMap(([reason, field]): readonly Fact[] => {
    const count = frame.queue(index, field)
    return count === 0 ? [] : [{ name: reason, value: writeCount(count), reason: true }]
  })
  return [{ title: say('deathReasons'), rows, empty: '' }]
}

/** The policies that count for it, and what they say. */
function policyLists(
  say: SelectionSay,
  spec: QueueSpec,
  policies: readonly PolicySpec[],
): Facts['lists'] {
  const { user, operator } = new PoliciesInEffect(policies).ofQueue(spec)
  return [user, operator].flatMap((policy) =>
    policy === null
      ? []
      : [
          {
            title: say(policy.operator ? 'operatorPolicy' : 'policy', { name: policy.name }),
            rows: writePolicyDefinition(policy.definition).map(([name, value]) => ({
              name,
              value,
              mono: true,
            })),
            empty: '',
          },
        ],
  )
}
