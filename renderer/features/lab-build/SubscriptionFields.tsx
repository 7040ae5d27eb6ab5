import { brokerNodes, type ConsumerSpec, returnMethods } from '#core/model/scenario.ts'
import { isStreamOffset } from '#core/model/scenario-file-consumers.ts'
import type { QueueType } from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { ChoiceValue, FlagValue, NumberValue, Property, TextValue } from './Property.tsx'
import { termsText } from './terms-text.ts'
import { buildText } from './text.ts'

type Change = (to: Partial<Omit<ConsumerSpec, 'name' | 'group'>>) => void

/** What a consumer asks the broker for by RabbitMQ's own names, and which node it connects to. */
export function SubscriptionFields({
  consumer,
  type,
  onChange,
}: {
  consumer: ConsumerSpec
  /** Of the queue it reads. */
  type: QueueType
  onChange: Change
}) {
  const text = useText(buildText)
  const say = useText(termsText)
  const { priority, exclusive, streamOffset, node } = consumer
  return (
    <>
      {type === 'stream' && (
        <Property
          name="x-stream-offset"
          mono
          isSet={streamOffset !== null}
          help={say('streamOffsetHelp')}
          standard="next"
        >
          {(id) => (
            <TextValue
              id={id}
              value={streamOffset === null ? null : String(streamOffset)}
              unset="next"
              onChange={(value) => {
                if (value === null) onChange({ streamOffset: null })
                else if (/^\d{1,15}$/.test(value)) onChange({ streamOffset: Number(value) })
                else if (isStreamOffset(value)) onChange({ streamOffset: value })
              }}
            />
          )}
        </Property>
      )}
      <Property
        name="x-priority"
        mono
        isSet={priority !== 0}
        help={say('consumerPriorityHelp')}
        standard="0"
      >
        {(id) => (
          <NumberValue
            id={id}
            value={priority}
            whole
            min={-1_000_000}
            max={1_000_000}
            onChange={(value) => onChange({ priority: value ?? 0 })}
          />
        )}
      </Property>
      <Property
        name="exclusive"
        mono
        isSet={exclusive}
        help={say('consumerExclusiveHelp')}
        standard={text('no')}
      >
        {(id) => (
          <FlagValue
            id={id}
            value={exclusive}
            onChange={(value) => onChange({ exclusive: value })}
          />
        )}
      </Property>
      <NodeProperty node={node} onChange={(value) => onChange({ node: value })} />
    </>
  )
}

/** How it gives back what it failed on. */
export function ReturnField({ consumer, onChange }: { consumer: ConsumerSpec; onChange: Change }) {
  const say = useText(termsText)
  const { failure } = consumer
  return (
    <Property
      name={say('returnBy')}
      isSet={failure.by !== 'nack'}
      help={say('returnByHelp')}
      standard="basic.nack"
    >
      {(id) => (
        <ChoiceValue
          id={id}
          value={failure.by}
          options={returnMethods.map((value) => ({ value, label: `basic.${value}` }))}
          onChange={(by) => onChange({ failure: { ...failure, by } })}
        />
      )}
    </Property>
  )
}

/** The node somebody connects to while that is up. */
export function NodeProperty({
  node,
  onChange,
}: {
  node: ConsumerSpec['node']
  onChange: (node: ConsumerSpec['node']) => void
}) {
  const say = useText(termsText)
  return (
    <Property
      name={say('connectsTo')}
      isSet={node !== 1}
      help={say('connectsToHelp')}
      standard={say('nodeName', { node: 1 })}
    >
      {(id) => (
        <ChoiceValue
          id={id}
          value={`${node}`}
          options={brokerNodes.map((each) => ({
            value: `${each}` as const,
            label: say('nodeName', { node: each }),
          }))}
          onChange={(value) => onChange(brokerNodes[Number(value) - 1] ?? 1)}
        />
      )}
    </Property>
  )
}
