/** What there is to say about the selected thing. */
import type { RunDescription } from '#core/model/run.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { RateTable } from '#renderer/state/run-rates.ts'
import type { Selected } from '#renderer/state/run-selection.ts'
import { writeCount } from '#renderer/ui/number.ts'
import type { Facts, SelectionSay } from './facts.ts'
import { consumerFactsOf, producerFactsOf } from './facts-of-actors.ts'
import { queueFactsOf } from './facts-of-queue.ts'

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
