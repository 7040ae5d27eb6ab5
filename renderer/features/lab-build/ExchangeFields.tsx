import { type ExchangeSpec, exchangeTypes } from '#core/model/topology.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { edit, useDraft } from '#renderer/state/draft.ts'
import { changeExchange } from '#renderer/state/draft-edits.ts'
import { ChoiceValue, FlagValue, Property } from './Property.tsx'
import { buildText } from './text.ts'

/** What an exchange is declared with. */
export function ExchangeFields({ exchange }: { exchange: ExchangeSpec }) {
  const text = useText(buildText)
  const exchanges = useDraft((draft) => draft.scenario?.topology.exchanges)
  const { name, alternateExchange } = exchange
  const change = (to: Partial<Omit<ExchangeSpec, 'name'>>) =>
    edit({ what: 'change', name }, (scenario) => changeExchange(scenario, name, to))
  const others = (exchanges ?? []).map((each) => each.name).filter((each) => each !== name)
  const flags = [
    ['durable', 'durable', 'durableHelp', true],
    ['auto-delete', 'autoDelete', 'autoDeleteHelp', false],
    ['internal', 'internal', 'internalHelp', false],
  ] as const
  return (
    <>
      <Property
        name="type"
        mono
        isSet={exchange.type !== 'direct'}
        help={text('exchangeTypeHelp')}
        standard="direct"
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={exchange.type}
            options={exchangeTypes.map((value) => ({ value, label: value }))}
            onChange={(type) => change({ type })}
          />
        )}
      </Property>
      <Property
        name="alternate-exchange"
        mono
        isSet={alternateExchange !== null}
        help={text('alternateHelp')}
        standard={text('none')}
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={alternateExchange === null ? 'none' : `=${alternateExchange}`}
            options={[
              { value: 'none', label: text('none') },
              ...others.map((each) => ({ value: `=${each}`, label: each })),
            ]}
            onChange={(value) =>
              change({ alternateExchange: value === 'none' ? null : value.slice(1) })
            }
          />
        )}
      </Property>
      {flags.map(([word, field, help, standard]) => (
        <Property
          key={word}
          name={word}
          mono
          isSet={exchange[field] !== standard}
          help={text(help)}
          standard={text(standard ? 'yes' : 'no')}
        >
          {(id) => (
            <FlagValue
              id={id}
              value={exchange[field]}
              onChange={(value) => change({ [field]: value })}
            />
          )}
        </Property>
      ))}
    </>
  )
}
