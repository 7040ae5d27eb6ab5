import { useId, useState } from 'react'
import { noProperties, type PublishOutcome } from '#core/model/message.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { publish, setPublishing } from '#renderer/state/explore.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { base64Of } from './base64.ts'
import { readHeaders } from './headers-text.ts'
import styles from './PublishForm.module.css'
import { exploreText } from './text.ts'

interface PublishFormProps {
  readonly exchange: string
  readonly routingKey: string
}

/** Publishes one message, always with confirm and mandatory, and says what became of it. */
export function PublishForm(initial: PublishFormProps) {
  const text = useText(exploreText)
  const ids = useId()
  const [exchange, setExchange] = useState(initial.exchange)
  const [routingKey, setRoutingKey] = useState(initial.routingKey)
  const [contentType, setContentType] = useState('application/json')
  const [persistent, setPersistent] = useState(true)
  const [headers, setHeaders] = useState('')
  const [body, setBody] = useState('{"hello": "queue"}')
  const [outcome, setOutcome] = useState<PublishOutcome | null>(null)
  const [sending, setSending] = useState(false)
  const table = readHeaders(headers)
  const send = async () => {
    if ('wrongLine' in table) return
    setSending(true)
    setOutcome(
      await publish({
        exchange,
        routingKey,
        properties: {
          ...noProperties,
          contentType: contentType === '' ? null : contentType,
          deliveryMode: persistent ? 2 : 1,
          headers: table,
        },
        bodyBase64: base64Of(body),
      }),
    )
    setSending(false)
  }
  return (
    <form
      className={styles.form}
      aria-label={text('publishTo')}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setPublishing(false)
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
      }}
    >
      <label htmlFor={`${ids}-exchange`}>{text('exchange')}</label>
      <TextField
        id={`${ids}-exchange`}
        mono
        value={exchange}
        placeholder={text('defaultExchange')}
        onChange={setExchange}
      />
      <label htmlFor={`${ids}-key`}>{text('routingKey')}</label>
      <TextField id={`${ids}-key`} mono value={routingKey} onChange={setRoutingKey} />
      <label htmlFor={`${ids}-type`}>{text('contentType')}</label>
      <TextField id={`${ids}-type`} mono value={contentType} onChange={setContentType} />
      <span />
      <Switch checked={persistent} onChange={setPersistent}>
        {text('persistent')}
      </Switch>
      <label htmlFor={`${ids}-headers`}>{text('headers')}</label>
      <div>
        <textarea
          id={`${ids}-headers`}
          className={styles.area}
          rows={2}
          value={headers}
          aria-invalid={'wrongLine' in table || undefined}
          onChange={(event) => setHeaders(event.target.value)}
        />
        <p className={styles.hint}>
          {'wrongLine' in table
            ? text('badHeader', { line: table.wrongLine })
            : text('headersHint')}
        </p>
      </div>
      <label htmlFor={`${ids}-body`}>{text('body')}</label>
      <textarea
        id={`${ids}-body`}
        className={styles.area}
        rows={4}
        value={body}
        onChange={(event) => setBody(event.target.value)}
      />
      <span />
      <div className={styles.foot}>
        <Button
          kind="primary"
          type="submit"
          keys="Mod+Enter"
          locked={'wrongLine' in table ? text('badHeader', { line: table.wrongLine }) : undefined}
        >
          {text('publish')}
        </Button>
        <Button kind="quiet" onClick={() => setPublishing(false)}>
          {text('close')}
        </Button>
        <span className={styles.hint}>{text('publishAlways')}</span>
      </div>
      {outcome !== null && !sending && <Outcome outcome={outcome} />}
    </form>
  )
}

function Outcome({ outcome }: { readonly outcome: PublishOutcome }) {
  const text = useText(exploreText)
  const marks = {
    routed: 'acked',
    unroutable: 'expired',
    refused: 'blocked',
    unknown: 'unknown',
  } as const
  return (
    <p className={styles.outcome} role="status">
      <Mark of={marks[outcome.outcome]} />
      {outcome.outcome === 'routed'
        ? text('routed')
        : text(outcome.outcome, { reply: outcome.reply })}
    </p>
  )
}
