import { alarmKinds, brokerNodes } from '#core/model/scenario.ts'
import type { Say } from '#renderer/i18n/text.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { intervene } from '#renderer/state/run-control.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Pane } from '#renderer/ui/Pane.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import style from './broker.module.css'
import { brokerText } from './broker-text.ts'
import { ledBy } from './leaders.ts'
import { useFrame } from './use-frame.ts'

/** The broker itself: its nodes and what they lead, its alarms, and a restart. Every change is a mark on the axis. */
export function BrokerPane() {
  const say = useText(brokerText)
  const description = useRun((run) => run.description)
  const frame = useFrame()
  if (description === null || frame === null) return null
  return (
    <Pane title={say('broker')} note={troubleOf(say, frame)}>
      <ul className={style.nodes}>
        {brokerNodes.map((node) => (
          <NodeRow key={node} node={node} frame={frame} leads={ledBy(description, frame, node)} />
        ))}
      </ul>
      <div className={style.alarms}>
        {alarmKinds.map((target) => (
          <Switch
            key={target}
            checked={frame.isAlarmed(target)}
            onChange={(on) => void intervene({ kind: 'broker.alarm', target, on })}
            note={frame.isAlarmed(target) ? say('blocks') : ''}
          >
            {say(target)}
          </Switch>
        ))}
      </div>
      <div className={style.restarts}>
        <Button
          size="small"
          tip={say('restartTip')}
          onClick={() => void intervene({ kind: 'broker.restart', target: 'clean' })}
        >
          {say('restart')}
        </Button>
        <Button
          size="small"
          tip={say('killTip')}
          onClick={() => void intervene({ kind: 'broker.restart', target: 'crash' })}
        >
          {say('kill')}
        </Button>
      </div>
    </Pane>
  )
}

/** What is wrong with it in a few words: seen even while the rest of the pane is scrolled away. */
function troubleOf(say: Say<(typeof brokerText)['en']>, frame: FrameView): string {
  const words = [
    ...alarmKinds.filter((kind) => frame.isAlarmed(kind)).map((kind) => say(kind)),
    ...brokerNodes.flatMap((node) => {
      if (!frame.isUp(node)) return [say('nodeDown', { node })]
      return frame.isParted(node) ? [say('nodeParted', { node })] : []
    }),
  ]
  return words.length === 0 ? say('nodes') : words.join(', ')
}

interface NodeRowProps {
  readonly node: (typeof brokerNodes)[number]
  readonly frame: FrameView
  readonly leads: readonly string[]
}

function NodeRow({ node, frame, leads }: NodeRowProps) {
  const say = useText(brokerText)
  const isUp = frame.isUp(node)
  const isParted = frame.isParted(node)
  const target = `${node}` as const
  const state = !isUp ? 'down' : isParted ? 'parted' : 'up'
  const led = leads.length === 0 ? '' : say('leads', { count: leads.length, queue: leads[0] ?? '' })
  return (
    <li className={style.node} data-state={state} aria-label={say('node', { node })}>
      <span className={style.dot} />
      <span className={style.name}>{say('node', { node })}</span>
      <span className={style.said}>{state === 'up' ? led : say(state)}</span>
      <Button
        size="small"
        kind="quiet"
        locked={isUp ? null : say('isDown')}
        tip={say(isParted ? 'rejoinTip' : 'partTip')}
        onClick={() => void intervene({ kind: isParted ? 'node.rejoin' : 'node.part', target })}
      >
        {say(isParted ? 'rejoin' : 'part')}
      </Button>
      <Button
        size="small"
        kind="quiet"
        onClick={() => void intervene({ kind: isUp ? 'node.stop' : 'node.start', target })}
      >
        {say(isUp ? 'stop' : 'start')}
      </Button>
    </li>
  )
}
