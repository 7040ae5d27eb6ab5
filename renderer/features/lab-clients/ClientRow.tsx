import type { ClientEntry } from '#core/model/endpoint.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { cutClient, hinderClient } from '#renderer/state/endpoint.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { NumberField } from '#renderer/ui/NumberField.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import styles from './clients.module.css'
import { clientsText } from './clients-text.ts'

const latencyMaxMs = 60_000

/** One client: who it is, and what its network and the broker do to it. */
export function ClientRow({ client }: { readonly client: ClientEntry }) {
  const say = useText(clientsText)
  const { connection, name, product, peer, channels, latencyMs, stalled, blocked } = client
  const hinder = (change: Partial<ClientEntry>) =>
    void hinderClient(connection, { latencyMs, stalled, blocked, ...change })
  return (
    <li className={styles.client}>
      <p className={styles.who}>
        <b>{name}</b>
        <span>
          {[product, say('from', { peer }), say('channels', { count: channels })]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </p>
      <div className={styles.faults}>
        <Switch checked={stalled} onChange={(on) => hinder({ stalled: on })}>
          <span title={say('stallTip')}>{say('stall')}</span>
        </Switch>
        <Switch checked={blocked} onChange={(on) => hinder({ blocked: on })}>
          <span title={say('blockTip')}>{say('block')}</span>
        </Switch>
        <span className={styles.latency}>
          {say('latency')}
          <NumberField
            label={say('latency')}
            value={latencyMs}
            unit="ms"
            min={0}
            max={latencyMaxMs}
            whole
            onChange={(ms) => hinder({ latencyMs: ms ?? 0 })}
          />
        </span>
        <Button
          size="small"
          tip={say('cutTip', { name })}
          onClick={() => void cutClient(connection)}
        >
          {say('cut')}
        </Button>
      </div>
    </li>
  )
}
