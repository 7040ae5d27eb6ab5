import type { QueueSpec } from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { useDraft } from '#renderer/state/draft.ts'
import { ChoiceValue, TextValue } from './Property.tsx'
import { QueueProperty } from './QueueProperty.tsx'
import { buildText } from './text.ts'

/** Where what a queue lets go is published again, and with which key. */
export function DeadLetterFields({
  queue,
  onChange,
}: {
  queue: QueueSpec
  onChange: (to: Partial<QueueSpec['arguments']>) => void
}) {
  const text = useText(buildText)
  const exchanges = useDraft((draft) => draft.scenario?.topology.exchanges)
  const { deadLetterExchange, deadLetterRoutingKey } = queue.arguments
  const names = (exchanges ?? []).map(({ name }) => name)
  const known = ['', ...names]
  const strange = deadLetterExchange !== null && !known.includes(deadLetterExchange)
  const shown = [...known, ...(strange ? [deadLetterExchange] : [])]
  return (
    <>
      <QueueProperty
        name="x-dead-letter-exchange"
        type={queue.type}
        isSet={deadLetterExchange !== null}
        help={text('dlxHelp')}
        standard={text('none')}
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={deadLetterExchange === null ? 'none' : `=${deadLetterExchange}`}
            options={[
              { value: 'none', label: text('none') },
              ...shown.map((name) => ({ value: `=${name}`, label: name === '' ? '""' : name })),
            ]}
            onChange={(value) =>
              onChange(
                value === 'none'
                  ? { deadLetterExchange: null, deadLetterRoutingKey: null }
                  : { deadLetterExchange: value.slice(1) },
              )
            }
          />
        )}
      </QueueProperty>
      <QueueProperty
        name="x-dead-letter-routing-key"
        type={queue.type}
        isSet={deadLetterRoutingKey !== null}
        help={text('dlkHelp')}
        standard={text('none')}
      >
        {(id) => (
          <TextValue
            id={id}
            value={deadLetterRoutingKey}
            unset={text('none')}
            onChange={(value) => onChange({ deadLetterRoutingKey: value })}
          />
        )}
      </QueueProperty>
    </>
  )
}
