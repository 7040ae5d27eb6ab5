import type { Scenario } from '#core/model/scenario.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { edit } from '#renderer/state/draft.ts'
import { LinesValue } from './LinesValue.tsx'
import { PolicyFields } from './PolicyFields.tsx'
import { NumberValue, Property, TextValue } from './Property.tsx'
import { buildText } from './text.ts'

/** What belongs to no part: the scenario's own lines. */
export function ScenarioFields({ scenario }: { scenario: Scenario }) {
  const text = useText(buildText)
  const change = (to: Partial<Scenario>) =>
    edit({ what: 'change', name: text('scenario') }, (before) => ({ ...before, ...to }), true)
  return (
    <>
      <Property name={text('title')} isSet>
        {(id) => (
          <TextValue
            id={id}
            value={scenario.title}
            unset={text('untitled')}
            onChange={(title) => title !== null && change({ title })}
          />
        )}
      </Property>
      <LinesValue
        name={text('summary')}
        help=""
        lines={[scenario.summary]}
        onChange={(lines) => change({ summary: lines.join(' ') })}
      />
      <Property name={text('seed')} isSet>
        {(id) => (
          <NumberValue
            id={id}
            value={scenario.seed}
            whole
            max={0xffffffff}
            onChange={(seed) => change({ seed: seed ?? 1 })}
          />
        )}
      </Property>
      <Property
        name={text('duration')}
        isSet={scenario.durationUs !== null}
        help={text('durationHint')}
      >
        {(id) => (
          <NumberValue
            id={id}
            value={scenario.durationUs === null ? null : scenario.durationUs / 1e6}
            unit="s"
            unset={text('none')}
            onChange={(seconds) =>
              change({ durationUs: seconds === null ? null : Math.round(seconds * 1e6) })
            }
          />
        )}
      </Property>
      <PolicyFields scenario={scenario} />
    </>
  )
}
