import { useText } from '#renderer/i18n/use-text.ts'
import { edit, useDraft } from '#renderer/state/draft.ts'
import type { PartRef } from '#renderer/state/draft-edits.ts'
import { disconnect, meaningOf, setKeys } from '#renderer/state/draft-wiring.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { LinesValue } from './LinesValue.tsx'
import { buildText } from './text.ts'

/** What a chosen wire says: its keys, when it is a binding, and the way to take it away. */
export function WireFields({ from, to }: { from: PartRef; to: PartRef }) {
  const text = useText(buildText)
  const bindings = useDraft((draft) => draft.scenario?.topology.bindings)
  const keys = (bindings ?? [])
    .filter(
      (one) =>
        one.from === from.name && one.to === to.name && one.toExchange === (to.kind === 'exchange'),
    )
    .map(({ key }) => key)
  return (
    <>
      {meaningOf(from, to) === 'bind' && (
        <LinesValue
          name={text('keys')}
          help={text('keysHint')}
          lines={keys}
          onChange={(lines) =>
            edit({ what: 'change', name: `${from.name} → ${to.name}` }, (scenario) =>
              setKeys(scenario, from, to, lines),
            )
          }
        />
      )}
      <Button
        icon="trash"
        keys="Delete"
        onClick={() =>
          edit({ what: 'unwire', name: to.name }, (scenario) => disconnect(scenario, from, to))
        }
      >
        {text('delete', { name: `${from.name} → ${to.name}` })}
      </Button>
    </>
  )
}
