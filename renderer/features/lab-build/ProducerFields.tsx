import type { Arrivals, ProducerSpec } from '#core/model/scenario.ts'
import { priorityMax } from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { edit } from '#renderer/state/draft.ts'
import { changeProducers, setReplicas } from '#renderer/state/draft-edits.ts'
import { LinesValue } from './LinesValue.tsx'
import { ChoiceValue, FlagValue, NumberValue, Property } from './Property.tsx'
import { NodeProperty } from './SubscriptionFields.tsx'
import { buildText } from './text.ts'

const laws = ['constant', 'poisson', 'bursts'] as const

/** The load a producer brings, and how it publishes. */
export function ProducerFields({
  producer,
  replicas,
}: {
  producer: ProducerSpec
  replicas: number
}) {
  const text = useText(buildText)
  const { group: name, arrivals } = producer
  const change = (to: Partial<Omit<ProducerSpec, 'name' | 'group'>>) =>
    edit({ what: 'change', name }, (scenario) => changeProducers(scenario, name, to), true)
  return (
    <>
      <Property name={text('rate')} isSet>
        {(id) => (
          <NumberValue
            id={id}
            value={arrivals.ratePerSecond}
            unit="/s"
            max={1e9}
            onChange={(rate) => change({ arrivals: { ...arrivals, ratePerSecond: rate ?? 0 } })}
          />
        )}
      </Property>
      <Property name={text('law')} isSet={arrivals.law !== 'poisson'} standard={text('poisson')}>
        {(id) => (
          <ChoiceValue
            id={id}
            value={arrivals.law}
            options={laws.map((value) => ({ value, label: text(value) }))}
            onChange={(law) => change({ arrivals: asLaw(law, arrivals.ratePerSecond) })}
          />
        )}
      </Property>
      {arrivals.law === 'bursts' && (
        <Property name={text('burst')} isSet>
          {(id) => (
            <NumberValue
              id={id}
              value={arrivals.size}
              whole
              min={1}
              max={1_000_000}
              onChange={(size) => change({ arrivals: { ...arrivals, size: size ?? 1 } })}
            />
          )}
        </Property>
      )}
      {producer.exchange !== '' && (
        <LinesValue
          name={text('routingKeys')}
          help={text('routingKeysHint')}
          lines={producer.keys.map(({ key }) => key)}
          onChange={(keys) => change({ keys: keys.map((key) => ({ key, weight: 1 })) })}
        />
      )}
      <Replicas kind="producer" name={name} count={replicas} />
      <PublishFields producer={producer} onChange={change} />
    </>
  )
}

const asLaw = (law: Arrivals['law'], ratePerSecond: number): Arrivals =>
  law === 'bursts' ? { law, ratePerSecond, size: 10 } : { law, ratePerSecond }

function PublishFields({
  producer,
  onChange,
}: {
  producer: ProducerSpec
  onChange: (to: Partial<Omit<ProducerSpec, 'name' | 'group'>>) => void
}) {
  const text = useText(buildText)
  const none = text('none')
  const { poisonShare, sizeBytes, messagesMax, expirationMs, confirmWindow, link, priority } =
    producer
  const flags = [
    ['persistent', 'persistentHint', true],
    ['mandatory', 'mandatoryHint', false],
    ['confirms', 'confirmsHint', false],
  ] as const
  return (
    <>
      <Property name={text('poison')} isSet={poisonShare > 0} help={text('poisonHint')}>
        {(id) => (
          <NumberValue
            id={id}
            value={percentOf(poisonShare)}
            unit="%"
            max={100}
            onChange={(value) => onChange({ poisonShare: (value ?? 0) / 100 })}
          />
        )}
      </Property>
      <Property name={text('size')} isSet={sizeBytes !== 1024}>
        {(id) => (
          <NumberValue
            id={id}
            value={sizeBytes}
            unit="B"
            whole
            max={16 * 1024 * 1024}
            onChange={(value) => onChange({ sizeBytes: value ?? 0 })}
          />
        )}
      </Property>
      <Property name={text('most')} isSet={messagesMax !== null} help={text('mostHint')}>
        {(id) => (
          <NumberValue
            id={id}
            value={messagesMax}
            whole
            unset={none}
            onChange={(value) => onChange({ messagesMax: value })}
          />
        )}
      </Property>
      <Property
        name={text('expiration')}
        isSet={expirationMs !== null}
        help={text('expirationHint')}
      >
        {(id) => (
          <NumberValue
            id={id}
            value={expirationMs}
            unit="ms"
            whole
            unset={none}
            onChange={(value) => onChange({ expirationMs: value })}
          />
        )}
      </Property>
      <Property
        name={text('messagePriority')}
        isSet={priority !== null}
        help={text('messagePriorityHint')}
      >
        {(id) => (
          <NumberValue
            id={id}
            value={priority}
            whole
            max={priorityMax}
            unset={none}
            onChange={(value) => onChange({ priority: value })}
          />
        )}
      </Property>
      {flags.map(([field, help, standard]) => (
        <Property
          key={field}
          name={text(field)}
          isSet={producer[field] !== standard}
          help={text(help)}
          standard={text(standard ? 'yes' : 'no')}
        >
          {(id) => (
            <FlagValue
              id={id}
              value={producer[field]}
              onChange={(value) => onChange({ [field]: value })}
            />
          )}
        </Property>
      ))}
      {producer.confirms && (
        <Property name={text('window')} isSet={confirmWindow !== null} help={text('windowHint')}>
          {(id) => (
            <NumberValue
              id={id}
              value={confirmWindow}
              whole
              min={1}
              unset={none}
              onChange={(value) => onChange({ confirmWindow: value })}
            />
          )}
        </Property>
      )}
      <NodeProperty node={producer.node} onChange={(node) => onChange({ node })} />
      <Property name={text('latency')} isSet={link.latencyUs > 0} help={text('latencyHint')}>
        {(id) => (
          <NumberValue
            id={id}
            value={link.latencyUs / 1000}
            unit="ms"
            onChange={(value) =>
              onChange({ link: { ...link, latencyUs: Math.round((value ?? 0) * 1000) } })
            }
          />
        )}
      </Property>
    </>
  )
}

/** A share as per cent without the dust of floating point. */
export const percentOf = (share: number): number => Number((share * 100).toPrecision(12))

/** How many of the same. */
export function Replicas({
  kind,
  name,
  count,
}: {
  kind: 'producer' | 'consumer'
  name: string
  count: number
}) {
  const text = useText(buildText)
  return (
    <Property name={text('count')} isSet={count > 1} help={text('countHint')} standard="1">
      {(id) => (
        <NumberValue
          id={id}
          value={count}
          whole
          min={1}
          max={1000}
          onChange={(value) =>
            edit({ what: 'change', name }, (scenario) =>
              setReplicas(scenario, { kind, name }, value ?? 1),
            )
          }
        />
      )}
    </Property>
  )
}
