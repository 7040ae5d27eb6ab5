import { overflowModes, type QueueSpec } from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { edit, useDraft } from '#renderer/state/draft.ts'
import { changeQueue, changeQueueFlags } from '#renderer/state/draft-edits.ts'
import { ChoiceValue, FlagValue, NumberValue, TextValue } from './Property.tsx'
import { QueueProperty } from './QueueProperty.tsx'
import { buildText } from './text.ts'

type Arguments = QueueSpec['arguments']

/** The arguments of a queue, by RabbitMQ's own names; unset ones are not sent. */
export function QueueFields({ queue }: { queue: QueueSpec }) {
  const text = useText(buildText)
  const { name, arguments: set } = queue
  const change = (to: Partial<Arguments>) =>
    edit({ what: 'change', name }, (scenario) => changeQueue(scenario, name, to), true)
  const none = text('none')
  const numbers = [
    ['x-message-ttl', 'messageTtlMs', 'ttlHelp', 'ms'],
    ['x-max-length', 'maxLength', 'lengthHelp', undefined],
    ['x-max-length-bytes', 'maxLengthBytes', 'bytesHelp', 'B'],
  ] as const
  return (
    <>
      <QueueProperty
        name="x-queue-type"
        type={queue.type}
        isSet={queue.type !== 'classic'}
        help={text('typeHelp')}
        standard="classic"
      >
        {() => queue.type}
      </QueueProperty>
      {numbers.map(([argument, field, help, unit]) => (
        <QueueProperty
          key={argument}
          name={argument}
          type={queue.type}
          isSet={set[field] !== null}
          help={text(help)}
          standard={none}
        >
          {(id) => (
            <NumberValue
              id={id}
              value={set[field]}
              whole
              unset={none}
              {...(unit ? { unit } : {})}
              onChange={(value) => change({ [field]: value })}
            />
          )}
        </QueueProperty>
      ))}
      <QueueProperty
        name="x-overflow"
        type={queue.type}
        isSet={set.overflow !== 'drop-head'}
        help={text('overflowHelp')}
        standard="drop-head"
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={set.overflow}
            options={overflowModes.map((value) => ({ value, label: value }))}
            onChange={(overflow) => change({ overflow })}
          />
        )}
      </QueueProperty>
      <DeadLetterFields queue={queue} onChange={change} />
      <FlagFields queue={queue} />
    </>
  )
}

function DeadLetterFields({
  queue,
  onChange,
}: {
  queue: QueueSpec
  onChange: (to: Partial<Arguments>) => void
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

function FlagFields({ queue }: { queue: QueueSpec }) {
  const text = useText(buildText)
  const { name } = queue
  const flags = [
    ['durable', 'durable', 'durableHelp', true],
    ['exclusive', 'exclusive', 'exclusiveHelp', false],
    ['auto-delete', 'autoDelete', 'autoDeleteHelp', false],
  ] as const
  return flags.map(([word, field, help, standard]) => (
    <QueueProperty
      key={word}
      name={word}
      type={queue.type}
      isSet={queue[field] !== standard}
      help={text(help)}
      standard={text(standard ? 'yes' : 'no')}
    >
      {(id) => (
        <FlagValue
          id={id}
          value={queue[field]}
          onChange={(value) =>
            edit({ what: 'change', name }, (scenario) =>
              changeQueueFlags(scenario, name, { [field]: value }),
            )
          }
        />
      )}
    </QueueProperty>
  ))
}
