import { useText } from '#renderer/i18n/use-text.ts'
import { useExplore } from '#renderer/state/explore.ts'
import { writeCount } from '#renderer/ui/number.ts'
import { Pane } from '#renderer/ui/Pane.tsx'
import { Facts } from './Facts.tsx'
import { exploreText } from './text.ts'

/** What is known of the open queue before any message is read. */
export function QueueFacts() {
  const text = useText(exploreText)
  const detail = useExplore((explore) => explore.detail)
  if (detail === null) return null
  const amount = (value: number | null) => (value === null ? '–' : writeCount(value))
  return (
    <Pane title={text('queueFacts')} note={detail.queue} fills flush>
      <Facts
        facts={[
          [text('type'), detail.type],
          [text('readyColumn'), amount(detail.ready)],
          [text('unacked'), amount(detail.unacked)],
          [text('consumers'), amount(detail.consumers)],
          [text('durable'), text(detail.durable ? 'yes' : 'no')],
          [text('policy'), detail.policy ?? text('none')],
          ...detail.arguments.map(({ name, value }) => [name, value] as const),
          ...detail.bindings.map(
            ({ exchange, key }) =>
              [text('bindings'), `${exchange === '' ? '""' : exchange} · ${key}`] as const,
          ),
        ]}
      />
    </Pane>
  )
}
