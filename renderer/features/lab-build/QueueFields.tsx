import { overflowModes, type QueueSpec } from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { edit, useDraft } from '#renderer/state/draft.ts'
import { changeQueue, changeQueueFlags } from '#renderer/state/draft-edits.ts'
import { ChoiceValue, FlagValue, NumberValue, Property, TextValue } from './Property.tsx'
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
      <Property name="x-queue-type" mono isSet={false} help={text('typeHelp')} standard="classic">
        {() => queue.type}
      </Property>
      {numbers.map(([argument, field, help, unit]) => (
        <Property
          key={argument}
          name={argument}
          mono
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
        </Property>
      ))}
      <Property
        name="x-overflow"
        mono
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
      </Property>
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
      <Property
        name="x-dead-letter-exchange"
        mono
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
      </Property>
      <Property
        name="x-dead-letter-routing-key"
        mono
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
      </Property>
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
    <Property
      key={word}
      name={word}
      mono
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
    </Property>
  ))
}
