import {
  deadLetterStrategies,
  overflowModes,
  type QueueSpec,
  queueTypes,
  retryTypes,
} from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { edit } from '#renderer/state/draft.ts'
import { changeQueue, changeQueueFlags, changeQueueType } from '#renderer/state/draft-edits.ts'
import { DeadLetterFields } from './DeadLetterFields.tsx'
import { ChoiceValue, FlagValue, NumberValue } from './Property.tsx'
import { QueueProperty } from './QueueProperty.tsx'
import { StreamFields } from './StreamFields.tsx'
import { buildText } from './text.ts'

type Change = (to: Partial<QueueSpec['arguments']>) => void

const numbersOfAll = [
  ['x-message-ttl', 'messageTtlMs', 'ttlHelp', 'ms'],
  ['x-expires', 'expiresMs', 'expiresHelp', 'ms'],
  ['x-max-length', 'maxLength', 'lengthHelp', undefined],
  ['x-max-length-bytes', 'maxLengthBytes', 'bytesHelp', 'B'],
] as const
const numbersOfClassic = [['x-max-priority', 'maxPriority', 'priorityHelp', undefined]] as const
const numbersOfQuorum = [
  ['x-delivery-limit', 'deliveryLimit', 'deliveryLimitHelp', undefined],
  ['x-delayed-retry-min', 'delayedRetryMinMs', 'retryMinHelp', 'ms'],
  ['x-delayed-retry-max', 'delayedRetryMaxMs', 'retryMaxHelp', 'ms'],
  ['x-consumer-timeout', 'consumerTimeoutMs', 'consumerTimeoutHelp', 'ms'],
] as const
/** RabbitMQ's way to ask for none. */
const noDeliveryLimit = -1

/** What holds when it is not set, where that is not nothing. */
const standards: Readonly<Record<string, 'deliveryLimitUsual'>> = {
  'x-delivery-limit': 'deliveryLimitUsual',
}
type NumberField =
  | (typeof numbersOfAll)[number]
  | (typeof numbersOfClassic)[number]
  | (typeof numbersOfQuorum)[number]

/** The arguments of a queue of its type, by RabbitMQ's own names; unset ones are not sent. */
export function QueueFields({ queue }: { queue: QueueSpec }) {
  const text = useText(buildText)
  const { name } = queue
  const change: Change = (to) =>
    edit({ what: 'change', name }, (scenario) => changeQueue(scenario, name, to), true)
  const isStream = queue.type === 'stream'
  return (
    <>
      <QueueProperty
        name="x-queue-type"
        type={queue.type}
        isSet={queue.type !== 'classic'}
        help={text('typeHelp')}
        standard="classic"
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={queue.type}
            options={queueTypes.map((value) => ({ value, label: value }))}
            onChange={(type) =>
              edit({ what: 'change', name }, (scenario) => changeQueueType(scenario, name, type))
            }
          />
        )}
      </QueueProperty>
      {isStream ? (
        <StreamFields queue={queue} onChange={change} />
      ) : (
        <ArgumentFields queue={queue} onChange={change} />
      )}
    </>
  )
}

/** The arguments of a classic or a quorum queue. */
function ArgumentFields({ queue, onChange: change }: { queue: QueueSpec; onChange: Change }) {
  const text = useText(buildText)
  const { arguments: set } = queue
  const isQuorum = queue.type === 'quorum'
  return (
    <>
      <NumberFields of={numbersOfAll} queue={queue} onChange={change} />
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
      <QueueProperty
        name="x-single-active-consumer"
        type={queue.type}
        isSet={set.singleActiveConsumer}
        help={text('singleActiveHelp')}
        standard={text('no')}
      >
        {(id) => (
          <FlagValue
            id={id}
            value={set.singleActiveConsumer}
            onChange={(singleActiveConsumer) => change({ singleActiveConsumer })}
          />
        )}
      </QueueProperty>
      {isQuorum && <QuorumChoices queue={queue} onChange={change} />}
      <NumberFields
        of={isQuorum ? numbersOfQuorum : numbersOfClassic}
        queue={queue}
        onChange={change}
      />
      {!isQuorum && <FlagFields queue={queue} />}
    </>
  )
}

function NumberFields({
  of,
  queue,
  onChange,
}: {
  of: readonly NumberField[]
  queue: QueueSpec
  onChange: Change
}) {
  const text = useText(buildText)
  const set = queue.arguments
  return of.map(([argument, field, help, unit]) => (
    <QueueProperty
      key={argument}
      name={argument}
      type={queue.type}
      isSet={set[field] !== null}
      help={text(help)}
      standard={text(standards[argument] ?? 'none')}
    >
      {(id) => (
        <NumberValue
          id={id}
          value={set[field]}
          whole
          min={field === 'deliveryLimit' ? noDeliveryLimit : 0}
          unset={text(standards[argument] ?? 'none')}
          {...(unit ? { unit } : {})}
          onChange={(value) => onChange({ [field]: value })}
        />
      )}
    </QueueProperty>
  ))
}

/** What a quorum queue alone can be told in words. */
function QuorumChoices({ queue, onChange }: { queue: QueueSpec; onChange: Change }) {
  const text = useText(buildText)
  const { deadLetterStrategy, delayedRetryType } = queue.arguments
  return (
    <>
      <QueueProperty
        name="x-dead-letter-strategy"
        type={queue.type}
        isSet={deadLetterStrategy !== null}
        help={text('strategyHelp')}
        standard="at-most-once"
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={deadLetterStrategy ?? 'at-most-once'}
            options={deadLetterStrategies.map((value) => ({ value, label: value }))}
            onChange={(value) =>
              onChange({ deadLetterStrategy: value === 'at-most-once' ? null : value })
            }
          />
        )}
      </QueueProperty>
      <QueueProperty
        name="x-delayed-retry-type"
        type={queue.type}
        isSet={delayedRetryType !== null}
        help={text('retryHelp')}
        standard="disabled"
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={delayedRetryType ?? 'disabled'}
            options={retryTypes.map((value) => ({ value, label: value }))}
            onChange={(value) =>
              onChange({ delayedRetryType: value === 'disabled' ? null : value })
            }
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
