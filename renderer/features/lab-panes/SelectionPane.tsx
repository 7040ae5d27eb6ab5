import type { ReactNode } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { topicOfArgument } from '#renderer/state/fidelity-topics.ts'
import { steadyRates, useRun } from '#renderer/state/run.ts'
import { focusQueue, intervene } from '#renderer/state/run-control.ts'
import { select, useSelection } from '#renderer/state/run-selection.ts'
import { useEvidence } from '#renderer/state/use-evidence.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { EvidenceBadge } from '#renderer/ui/EvidenceBadge.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { Pane } from '#renderer/ui/Pane.tsx'
import type { Fact } from './facts.ts'
import { factsOf } from './facts-of.ts'
import { RulesInUse } from './RulesInUse.tsx'
import { queueTypeOf } from './rules-in-use.ts'
import styles from './selection.module.css'
import { selectionText } from './selection-text.ts'
import { useFrame } from './use-frame.ts'

/** Facts about what is selected, and what can be done to it. */
export function SelectionPane() {
  const say = useText(selectionText)
  const description = useRun((run) => run.description)
  const focus = useRun((run) => run.focus)
  const selected = useSelection((selection) => selection.selected)
  const frame = useFrame()
  const evidence = useEvidence(description?.scenario.profile ?? '')
  if (description === null || frame === null || selected === null) return null
  const facts = factsOf(say, description, frame, steadyRates(), selected)
  if (facts === null) return null
  const focused = focus === selected.name
  const badgeOf = (argument: string) => {
    const topic = topicOfArgument(argument)
    const found = topic && evidence(topic, queueTypeOf(description.scenario, selected))
    return found && <EvidenceBadge {...found} />
  }
  return (
    <Pane
      title={selected.name === '' ? '""' : selected.name}
      note={facts.kind}
      actions={
        <IconButton icon="close" size="small" label={say('close')} onClick={() => select(null)} />
      }
    >
      <div className={styles.acts}>
        {facts.acts.map(({ label, command, locked }) => (
          <Button
            key={command.kind + label}
            size="small"
            locked={locked}
            onClick={() => void intervene(command)}
          >
            {label}
          </Button>
        ))}
        {selected.kind === 'queue' && description.queues.length > 1 ? (
          <Button size="small" onClick={() => void focusQueue(focused ? null : selected.name)}>
            {say(focused ? 'chartAll' : 'chart')}
          </Button>
        ) : null}
      </div>
      {facts.note === undefined ? null : <p className={styles.note}>{facts.note}</p>}
      <FactRows rows={facts.rows} badgeOf={badgeOf} />
      {facts.lists.map(({ title, rows, empty }) => (
        <div key={title} className={styles.list}>
          <h3>{title}</h3>
          {rows.length === 0 ? <p>{empty}</p> : <FactRows rows={rows} badgeOf={badgeOf} wide />}
        </div>
      ))}
      <RulesInUse scenario={description.scenario} selected={selected} />
    </Pane>
  )
}

interface FactRowsProps {
  readonly rows: readonly Fact[]
  readonly badgeOf: (argument: string) => ReactNode
  /** One row per line: names of arguments are long. */
  readonly wide?: boolean
}

function FactRows({ rows, badgeOf, wide = false }: FactRowsProps) {
  return (
    <dl className={classes(styles.rows, wide && styles.wide)}>
      {rows.map(({ name, value, mark, mono = false, reason = false }) => (
        <div key={`${name} ${wide ? value : ''}`}>
          <dt className={mono || reason ? styles.mono : undefined}>
            {mark === undefined ? null : <Mark of={mark} size={10} />} {name}
          </dt>
          <dd className={mono ? styles.mono : undefined}>{value}</dd>
          {mono && badgeOf(name)}
        </div>
      ))}
    </dl>
  )
}
