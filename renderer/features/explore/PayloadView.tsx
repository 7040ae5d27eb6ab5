import { useMemo, useState } from 'react'
import type { Line } from '#core/payload/token.ts'
import { view } from '#core/payload/view.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { type BrowsedMessage, wholeBody } from '#renderer/state/explore.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import { bytesOf } from './base64.ts'
import styles from './PayloadView.module.css'
import { exploreText } from './text.ts'

/** A body as it reads, or as bytes: a view, never the truth; what it leaves out it says. */
export function PayloadView({
  message,
  raw,
}: {
  readonly message: BrowsedMessage
  readonly raw: boolean
}) {
  const text = useText(exploreText)
  const [fetched, setFetched] = useState<BrowsedMessage | null>(null)
  const shown = fetched?.position === message.position ? fetched : message
  const body = useMemo(() => bytesOf(shown.bodyBase64), [shown])
  const { contentType, contentEncoding } = shown.properties
  const seen = useMemo(
    () => view(body, raw ? null : contentType, raw ? 'bytes' : contentEncoding),
    [body, raw, contentType, contentEncoding],
  )
  return (
    <div className={styles.payload}>
      <header className={styles.head}>
        <span className={styles.kind}>{seen.kind === 'hex' ? 'hex' : seen.kind}</span>
        {!raw && (
          <span className={styles.reason}>
            {seen.reason === 'content-type'
              ? text('fromContentType')
              : seen.reason === 'bytes'
                ? text('fromBytes')
                : seen.sentence}
          </span>
        )}
        <span className={styles.size}>{text('sizeBytes', { count: message.sizeBytes })}</span>
      </header>
      {seen.kind === 'hex' ? (
        <ol className={styles.hex}>
          {seen.rows.map((row) => (
            <li key={row.offset}>
              <span className={styles.offset}>{row.offset.toString(16).padStart(6, '0')}</span>
              <span>{row.hex}</span>
              <span className={styles.ascii}>{row.ascii}</span>
            </li>
          ))}
        </ol>
      ) : (
        <Lines lines={seen.lines} />
      )}
      {!shown.complete && (
        <p className={styles.cut}>
          {text('cut', { shown: writeCount(body.length), size: writeCount(message.sizeBytes) })}{' '}
          <Button size="small" onClick={async () => setFetched(await wholeBody(message.position))}>
            {text('showWhole')}
          </Button>
        </p>
      )}
    </div>
  )
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ol className={styles.lines}>
      {lines.map((line, number) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; the list never reorders
        <li key={number}>
          <span className={styles.lineNumber}>{number + 1}</span>
          <code>
            {'  '.repeat(line.indent)}
            {line.tokens.map((token, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the line
              <span key={at} className={styles[token.class]}>
                {token.text}
              </span>
            ))}
          </code>
        </li>
      ))}
    </ol>
  )
}
