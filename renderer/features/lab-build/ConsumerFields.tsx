import type { ConsumerSpec, ServiceTime } from '#core/model/scenario.ts'
import type { QueueType } from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { edit, useDraft } from '#renderer/state/draft.ts'
import { changeConsumers } from '#renderer/state/draft-edits.ts'
import { percentOf, Replicas } from './ProducerFields.tsx'
import { ChoiceValue, FlagValue, NumberValue, Property } from './Property.tsx'
import { ReturnField, SubscriptionFields } from './SubscriptionFields.tsx'
import { buildText } from './text.ts'

type Change = (to: Partial<Omit<ConsumerSpec, 'name' | 'group'>>) => void
const laws = ['exponential', 'constant', 'lognormal', 'uniform'] as const

/** How a consumer works: from which queue, how fast, how much at once, and what goes wrong. */
export function ConsumerFields({
  consumer,
  replicas,
}: {
  consumer: ConsumerSpec
  replicas: number
}) {
  const text = useText(buildText)
  const queues = useDraft((draft) => draft.scenario?.topology.queues)
  const { group: name, service, link } = consumer
  const type = queues?.find((queue) => queue.name === consumer.queue)?.type ?? 'classic'
  const change: Change = (to) =>
    edit({ what: 'change', name }, (scenario) => changeConsumers(scenario, name, to), true)
  return (
    <>
      <Property name={text('queue')} isSet={consumer.queue !== ''}>
        {(id) => (
          <ChoiceValue
            id={id}
            value={`=${consumer.queue}`}
            options={[
              { value: '=', label: text('none') },
              ...(queues ?? []).map((queue) => ({ value: `=${queue.name}`, label: queue.name })),
            ]}
            onChange={(value) => change({ queue: value.slice(1) })}
          />
        )}
      </Property>
      <Replicas kind="consumer" name={name} count={replicas} />
      <Property name={text('prefetch')} isSet help={text('prefetchHint')}>
        {(id) => (
          <NumberValue
            id={id}
            value={consumer.prefetch}
            whole
            max={65535}
            onChange={(value) => change({ prefetch: value ?? 0 })}
          />
        )}
      </Property>
      <Property name={text('service')} isSet>
        {(id) => (
          <NumberValue
            id={id}
            value={meanUs(service) / 1000}
            unit="ms"
            onChange={(value) =>
              change({ service: asLaw(service.law, Math.round((value ?? 0) * 1000)) })
            }
          />
        )}
      </Property>
      <Property
        name={text('serviceLaw')}
        isSet={service.law !== 'exponential'}
        standard={text('exponential')}
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={service.law}
            options={laws.map((value) => ({ value, label: text(value) }))}
            onChange={(law) => change({ service: asLaw(law, meanUs(service)) })}
          />
        )}
      </Property>
      <FailureFields consumer={consumer} type={type} onChange={change} />
      <Property
        name={text('autoAck')}
        isSet={consumer.autoAck}
        help={text('autoAckHint')}
        standard={text('no')}
      >
        {(id) => (
          <FlagValue id={id} value={consumer.autoAck} onChange={(autoAck) => change({ autoAck })} />
        )}
      </Property>
      <SubscriptionFields consumer={consumer} type={type} onChange={change} />
      <Property name={text('latency')} isSet={link.latencyUs > 0} help={text('latencyHint')}>
        {(id) => (
          <NumberValue
            id={id}
            value={link.latencyUs / 1000}
            unit="ms"
            onChange={(value) =>
              change({ link: { ...link, latencyUs: Math.round((value ?? 0) * 1000) } })
            }
          />
        )}
      </Property>
    </>
  )
}

const meanUs = (service: ServiceTime) =>
  service.law === 'uniform' ? (service.minUs + service.maxUs) / 2 : service.meanUs

/** The law with this mean; a uniform one from nothing to twice as much. */
function asLaw(law: ServiceTime['law'], mean: number): ServiceTime {
  if (law === 'uniform') return { law, minUs: 0, maxUs: 2 * mean }
  return law === 'lognormal' ? { law, meanUs: mean, sigma: 1 } : { law, meanUs: mean }
}

function FailureFields({
  consumer,
  type,
  onChange,
}: {
  consumer: ConsumerSpec
  type: QueueType
  onChange: Change
}) {
  const text = useText(buildText)
  const { failure, crash, ackTimeoutUs } = consumer
  const none = text('none')
  const seconds = (us: number | null) => (us === null ? null : us / 1e6)
  const us = (value: number | null) => (value === null ? null : Math.round(value * 1e6))
  return (
    <>
      <Property name={text('failure')} isSet={failure.probability > 0} help={text('failureHint')}>
        {(id) => (
          <NumberValue
            id={id}
            value={percentOf(failure.probability)}
            unit="%"
            max={100}
            onChange={(value) =>
              onChange({ failure: { ...failure, probability: (value ?? 0) / 100 } })
            }
          />
        )}
      </Property>
      <Property
        name={text('outcome')}
        isSet={failure.outcome !== 'requeue'}
        standard={text('requeue')}
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={failure.outcome}
            options={(['requeue', 'reject'] as const).map((value) => ({
              value,
              label: text(value),
            }))}
            onChange={(outcome) => onChange({ failure: { ...failure, outcome } })}
          />
        )}
      </Property>
      {failure.outcome === 'requeue' && type !== 'stream' && (
        <ReturnField consumer={consumer} onChange={onChange} />
      )}
      {failure.outcome === 'requeue' && (
        <Property
          name={text('attempts')}
          isSet={failure.attemptsMax !== null}
          help={text('attemptsHint')}
        >
          {(id) => (
            <NumberValue
              id={id}
              value={failure.attemptsMax}
              whole
              min={1}
              unset={none}
              onChange={(attemptsMax) => onChange({ failure: { ...failure, attemptsMax } })}
            />
          )}
        </Property>
      )}
      <Property name={text('crash')} isSet={crash.probability > 0} help={text('crashHint')}>
        {(id) => (
          <NumberValue
            id={id}
            value={percentOf(crash.probability)}
            unit="%"
            max={100}
            onChange={(value) => onChange({ crash: { ...crash, probability: (value ?? 0) / 100 } })}
          />
        )}
      </Property>
      {crash.probability > 0 && (
        <Property
          name={text('restart')}
          isSet={crash.restartAfterUs !== null}
          help={text('restartHint')}
        >
          {(id) => (
            <NumberValue
              id={id}
              value={seconds(crash.restartAfterUs)}
              unit="s"
              unset={none}
              onChange={(value) => onChange({ crash: { ...crash, restartAfterUs: us(value) } })}
            />
          )}
        </Property>
      )}
      <Property name={text('timeout')} isSet={ackTimeoutUs !== null} help={text('timeoutHint')}>
        {(id) => (
          <NumberValue
            id={id}
            value={seconds(ackTimeoutUs)}
            unit="s"
            unset={none}
            onChange={(value) => onChange({ ackTimeoutUs: us(value) })}
          />
        )}
      </Property>
    </>
  )
}
