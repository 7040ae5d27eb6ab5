import { useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { type BrowsedMessage, useExplore } from '#renderer/state/explore.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Icon } from '#renderer/ui/Icon.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Tabs } from '#renderer/ui/Tabs.tsx'
import { bytesOf } from './base64.ts'
import { fieldText } from './deaths.ts'
import { Facts } from './Facts.tsx'
import styles from './MessageInspector.module.css'
import { PayloadView } from './PayloadView.tsx'
import { exploreText } from './text.ts'
import { WhyHere } from './WhyHere.tsx'

type Tab = 'payload' | 'headers' | 'metadata' | 'raw'

/** One message: why it is here, its payload, headers, metadata and bytes. */
export function MessageInspector() {
  const text = useText(exploreText)
  const [tab, setTab] = useState<Tab>('payload')
  const message = useExplore(
    ({ look, selected }) => look?.messages.find(({ position }) => position === selected) ?? null,
  )
  if (message === null) {
    return (
      <EmptyState icon="inbox" title={text('noSelection')}>
        {text('noSelectionFact')}
      </EmptyState>
    )
  }
  const { headers } = message.properties
  const tabs = [
    { value: 'payload', label: text('payload') },
    { value: 'headers', label: text('headers'), count: String(headers.fields.length) },
    { value: 'metadata', label: text('metadata') },
    { value: 'raw', label: text('raw') },
  ] as const
  return (
    <div className={styles.inspector}>
      <Tabs
        label={text('payload')}
        value={tab}
        tabs={tabs}
        onChange={setTab}
        actions={<CopyBody message={message} />}
      >
        <div className={styles.body}>
          {(tab === 'payload' || tab === 'raw') && (
            <>
              {tab === 'payload' && <WhyHere message={message} />}
              <PayloadView message={message} raw={tab === 'raw'} />
            </>
          )}
          {tab === 'headers' &&
            (headers.fields.length === 0 ? (
              <p className={styles.none}>{text('noHeaders')}</p>
            ) : (
              <Facts facts={headers.fields.map(([name, value]) => [name, fieldText(value)])} />
            ))}
          {tab === 'metadata' && <Facts facts={metadata(message)} />}
        </div>
      </Tabs>
      <footer className={styles.foot}>
        <Icon name="shield" size={14} />
        {text('digits')}
      </footer>
    </div>
  )
}

function CopyBody({ message }: { readonly message: BrowsedMessage }) {
  const text = useText(exploreText)
  const [copied, setCopied] = useState<number | null>(null)
  return (
    <IconButton
      icon={copied === message.position ? 'check' : 'copy'}
      label={text(copied === message.position ? 'copied' : 'copyBody')}
      size="small"
      onClick={async () => {
        const body = new TextDecoder().decode(bytesOf(message.bodyBase64))
        await navigator.clipboard.writeText(body)
        setCopied(message.position)
      }}
    />
  )
}

/** Properties that are set, in AMQP's own names. */
function metadata(message: BrowsedMessage): readonly (readonly [string, string])[] {
  const { properties } = message
  const facts: (readonly [string, string | number | boolean | null])[] = [
    ['exchange', message.exchange === '' ? '""' : message.exchange],
    ['routing-key', message.routingKey],
    ['redelivered', message.redelivered],
    ['content-type', properties.contentType],
    ['content-encoding', properties.contentEncoding],
    ['delivery-mode', properties.deliveryMode],
    ['priority', properties.priority],
    ['correlation-id', properties.correlationId],
    ['reply-to', properties.replyTo],
    ['expiration', properties.expiration],
    ['message-id', properties.messageId],
    ['timestamp', properties.timestamp],
    ['type', properties.type],
    ['user-id', properties.userId],
    ['app-id', properties.appId],
    ['body-bytes', message.sizeBytes],
  ]
  return facts.filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)])
}
