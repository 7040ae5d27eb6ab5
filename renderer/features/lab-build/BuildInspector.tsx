import { useState } from 'react'
import type { Scenario } from '#core/model/scenario.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { remove, rename, useDraft } from '#renderer/state/draft.ts'
import type { PartRef } from '#renderer/state/draft-edits.ts'
import { mayBeCalled } from '#renderer/state/draft-rename.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Pane } from '#renderer/ui/Pane.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import style from './build.module.css'
import { ConsumerFields } from './ConsumerFields.tsx'
import { ExchangeFields } from './ExchangeFields.tsx'
import { ProducerFields } from './ProducerFields.tsx'
import { QueueFields } from './QueueFields.tsx'
import { ScenarioFields } from './ScenarioFields.tsx'
import { buildText } from './text.ts'
import { WireFields } from './WireFields.tsx'
import { wireEnds } from './wire-ends.ts'

/** What the chosen part is declared with; the scenario itself when nothing is chosen. */
export function BuildInspector() {
  const text = useText(buildText)
  const scenario = useDraft((draft) => draft.scenario)
  const wire = useDraft((draft) => draft.wire)
  const selected = useSelection((selection) => selection.selected)
  if (scenario === null) return null
  const ends = wire === null ? null : wireEnds(wire)
  if (ends !== null) {
    return (
      <Pane title={`${ends.from.name} → ${ends.to.name}`} note={text(noteOf(wire ?? ''))} fills>
        <WireFields key={wire} {...ends} />
      </Pane>
    )
  }
  if (selected === null) {
    return (
      <Pane title={scenario.title} note={text('scenario')} fills>
        <ScenarioFields scenario={scenario} />
      </Pane>
    )
  }
  const part: PartRef = selected
  return (
    <Pane title={part.name} note={text(part.kind).toLowerCase()} fills>
      <div key={`${part.kind} ${part.name}`}>
        <NameField part={part} scenario={scenario} />
        <Fields part={part} scenario={scenario} />
        {part.kind === 'queue' && <p className={style.footnote}>{text('unsetNote')}</p>}
        <Button icon="trash" keys="Delete" onClick={() => remove(part)}>
          {text('delete', { name: part.name })}
        </Button>
      </div>
    </Pane>
  )
}

function noteOf(wire: string): 'binding' | 'deadLetterRoute' | 'publish' | 'consume' {
  if (wire.startsWith('dead')) return 'deadLetterRoute'
  if (wire.startsWith('publish')) return 'publish'
  return wire.startsWith('deliver') ? 'consume' : 'binding'
}

function NameField({ part, scenario }: { part: PartRef; scenario: Scenario }) {
  const text = useText(buildText)
  const [typed, setTyped] = useState(part.name)
  const isFree = mayBeCalled(scenario, part, typed)
  const commit = () => (isFree ? rename(part, typed) : setTyped(part.name))
  return (
    <div className={style.nameField}>
      <TextField
        label={text('name')}
        value={typed}
        invalid={!isFree}
        onChange={setTyped}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setTyped(part.name)
        }}
        after={
          isFree || typed === '' ? undefined : (
            <span className={style.unit}>{text('nameTaken')}</span>
          )
        }
      />
    </div>
  )
}

function Fields({ part, scenario }: { part: PartRef; scenario: Scenario }) {
  const { topology, producers, consumers } = scenario
  switch (part.kind) {
    case 'queue': {
      const queue = topology.queues.find(({ name }) => name === part.name)
      return queue ? <QueueFields queue={queue} /> : null
    }
    case 'exchange': {
      const exchange = topology.exchanges.find(({ name }) => name === part.name)
      return exchange ? <ExchangeFields exchange={exchange} /> : null
    }
    case 'producer': {
      const group = producers.filter((spec) => spec.group === part.name)
      return group[0] ? <ProducerFields producer={group[0]} replicas={group.length} /> : null
    }
    case 'consumer': {
      const group = consumers.filter((spec) => spec.group === part.name)
      return group[0] ? <ConsumerFields consumer={group[0]} replicas={group.length} /> : null
    }
  }
}
