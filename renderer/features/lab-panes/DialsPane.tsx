import { useMemo } from 'react'
import type { RunDescription } from '#core/model/run.ts'
import type { Say } from '#renderer/i18n/text.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { queueFacts } from '#renderer/state/queue-facts.ts'
import { steadyRates, useRun } from '#renderer/state/run.ts'
import { restart } from '#renderer/state/run-control.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Pane } from '#renderer/ui/Pane.tsx'
import { type DialScope, dialsOf, scopeOf } from './dials.ts'
import { dialsText } from './dials-text.ts'
import styles from './inspector.module.css'
import { LabDial } from './LabDial.tsx'
import { Utilisation } from './Utilisation.tsx'
import { useFrame } from './use-frame.ts'

type DialSay = Say<(typeof dialsText)['en']>

/** What can be turned while it runs: for everything, or for what is selected. */
export function DialsPane() {
  const say = useText(dialsText)
  const description = useRun((run) => run.description)
  const selected = useSelection((selection) => selection.selected)
  const frame = useFrame()
  const scope = useMemo(
    () => (description === null ? null : scopeOf(description, selected)),
    [description, selected],
  )
  if (description === null || frame === null || scope === null) return null
  const dials = dialsOf(description, frame, scope)
  const touched = new Set(scope.consumers.map((at) => description.scenario.consumers[at]!.queue))
  const queues = queueFacts(description, frame, steadyRates()).filter(({ name }) =>
    touched.has(name),
  )
  return (
    <Pane
      title={say('dials')}
      note={selected === null ? say('all') : selected.name}
      actions={
        <IconButton
          icon="restart"
          size="small"
          label={say('restart')}
          onClick={() => void restart(null)}
        />
      }
    >
      <div className={styles.dials}>
        {dials.length === 0 ? <p className={styles.hint}>{say('nothing')}</p> : null}
        {dials.map((dial) => {
          const law =
            dial.id === 'rate'
              ? arrivalLaw(say, description, scope)
              : dial.id === 'service'
                ? serviceLaw(say, description, scope)
                : undefined
          return (
            <LabDial
              key={dial.id}
              dial={dial}
              scope={scope}
              {...(law === undefined ? {} : { law })}
            />
          )
        })}
        <Utilisation queues={queues} />
      </div>
    </Pane>
  )
}

/** The law of a scope's producers, or that they have several. */
export function arrivalLaw(say: DialSay, { scenario }: RunDescription, scope: DialScope): string {
  const laws = new Set(
    scope.producers.map((at) => {
      const { arrivals } = scenario.producers[at]!
      return arrivals.law === 'bursts' ? say('bursts', { size: arrivals.size }) : say(arrivals.law)
    }),
  )
  return laws.size > 1 ? say('several') : ([...laws][0] ?? '')
}

export function serviceLaw(say: DialSay, { scenario }: RunDescription, scope: DialScope): string {
  const laws = new Set(scope.consumers.map((at) => say(scenario.consumers[at]!.service.law)))
  return laws.size > 1 ? say('several') : ([...laws][0] ?? '')
}
