import { useText } from '#renderer/i18n/use-text.ts'
import { closeEndpoint, openEndpoint, useEndpoint } from '#renderer/state/endpoint.ts'
import { restart } from '#renderer/state/run-control.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { Address } from './Address.tsx'
import { ClientRow } from './ClientRow.tsx'
import { Closures } from './Closures.tsx'
import styles from './clients.module.css'
import { clientsText } from './clients-text.ts'

/** The door: whether it is open, how to come in, who is there and what hinders them. */
export function ClientsPanel() {
  const say = useText(clientsText)
  const { listening, rewound, clients, closures } = useEndpoint()
  return (
    <div className={styles.panel}>
      <Switch
        checked={listening !== null}
        note={say('loopback')}
        onChange={(on) => void (on ? openEndpoint(null) : closeEndpoint())}
      >
        {say('accept')}
      </Switch>
      {listening === null ? (
        <p className={styles.what}>
          {say('what')} {say('begins')}
        </p>
      ) : (
        <>
          <Address listening={listening} />
          {rewound ? (
            <div className={styles.rewound} role="status">
              <p>{say('rewound')}</p>
              <Button size="small" icon="restart" onClick={() => void restart(null)}>
                {say('restart')}
              </Button>
            </div>
          ) : null}
          {clients.length === 0 && !rewound ? (
            <p className={styles.what} role="status">
              {say('nobody')}
            </p>
          ) : (
            <ul className={styles.clients}>
              {clients.map((client) => (
                <ClientRow key={client.connection} client={client} />
              ))}
            </ul>
          )}
        </>
      )}
      {closures.length > 0 ? <Closures closures={closures} /> : null}
    </div>
  )
}
