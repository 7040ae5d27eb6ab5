import { matcherOf } from '#core/model/definitions-pattern.ts'
import { type PolicySpec, policyTargets } from '#core/model/policy.ts'
import type { Scenario } from '#core/model/scenario.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { edit } from '#renderer/state/draft.ts'
import { addPolicy, changePolicy, removePolicy } from '#renderer/state/draft-policies.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import style from './build.module.css'
import { LinesValue } from './LinesValue.tsx'
import { ChoiceValue, FlagValue, NumberValue, Property, TextValue } from './Property.tsx'
import { definitionLines, readDefinition } from './policy-lines.ts'
import { policyText } from './policy-text.ts'
import { buildText } from './text.ts'

/** The policies of a scenario: rules for queues and exchanges by name, without declaring them again. */
export function PolicyFields({ scenario }: { scenario: Scenario }) {
  const say = useText(policyText)
  const { policies } = scenario
  return (
    <section className={style.policies} aria-label={say('policies')}>
      <h3>{say('policies')}</h3>
      <p className={style.footnote}>{say('policiesHelp')}</p>
      {policies.map((policy) => (
        <OnePolicy key={`${policy.operator} ${policy.name}`} policy={policy} scenario={scenario} />
      ))}
      <Button
        size="small"
        icon="plus"
        onClick={() => edit({ what: 'add', name: say('policy') }, addPolicy)}
      >
        {say('addPolicy')}
      </Button>
    </section>
  )
}

function OnePolicy({ policy, scenario }: { policy: PolicySpec; scenario: Scenario }) {
  const text = useText(buildText)
  const say = useText(policyText)
  const { name, operator, pattern, priority, applyTo, definition } = policy
  const change = (to: Partial<PolicySpec>) =>
    edit({ what: 'change', name }, (before) => changePolicy(before, policy, to), true)
  const matches = matcherOf(pattern)
  const { queues, exchanges } = scenario.topology
  const matched =
    matches === null ? null : [...queues, ...exchanges].filter((one) => matches(one.name)).length
  return (
    <fieldset className={style.policy} aria-label={name}>
      <div className={style.policyHead}>
        <b>{name}</b>
        <span>{matched === null ? say('patternUnsafe') : say('matches', { count: matched })}</span>
        <IconButton
          icon="trash"
          size="small"
          label={text('delete', { name })}
          onClick={() => edit({ what: 'remove', name }, (before) => removePolicy(before, policy))}
        />
      </div>
      <Property name={text('name')} isSet>
        {(id) => (
          <TextValue
            id={id}
            value={name}
            unset=""
            onChange={(value) => {
              const isTaken = scenario.policies.some(
                (one) => one !== policy && one.operator === operator && one.name === value,
              )
              if (value !== null && !isTaken) change({ name: value })
            }}
          />
        )}
      </Property>
      <Property name="pattern" mono isSet={pattern !== ''} help={say('patternHelp')}>
        {(id) => (
          <TextValue
            id={id}
            value={pattern}
            unset={say('everything')}
            onChange={(value) => change({ pattern: value ?? '' })}
          />
        )}
      </Property>
      <Property
        name="apply-to"
        mono
        isSet={applyTo !== 'all'}
        help={say('applyToHelp')}
        standard="all"
      >
        {(id) => (
          <ChoiceValue
            id={id}
            value={applyTo}
            options={policyTargets.map((value) => ({ value, label: value }))}
            onChange={(value) => change({ applyTo: value })}
          />
        )}
      </Property>
      <Property
        name="priority"
        mono
        isSet={priority !== 0}
        help={say('policyPriorityHelp')}
        standard="0"
      >
        {(id) => (
          <NumberValue
            id={id}
            value={priority}
            whole
            min={-1_000_000}
            max={1_000_000}
            onChange={(value) => change({ priority: value ?? 0 })}
          />
        )}
      </Property>
      <Property
        name={say('operatorPolicy')}
        isSet={operator}
        help={say('operatorHelp')}
        standard={text('no')}
      >
        {(id) => (
          <FlagValue id={id} value={operator} onChange={(value) => change({ operator: value })} />
        )}
      </Property>
      <LinesValue
        name="definition"
        help={say('definitionHelp')}
        lines={definitionLines(definition)}
        onChange={(lines) => {
          const read = readDefinition(lines)
          if (read !== null) change({ definition: read })
        }}
      />
    </fieldset>
  )
}
