import { useText } from '#renderer/i18n/use-text.ts'
import type { LookPrice, LookResult, QueueDetail } from '#renderer/state/explore.ts'
import { Icon } from '#renderer/ui/Icon.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { writeCount } from '#renderer/ui/number.ts'
import styles from './LookLedger.module.css'
import { signed } from './signed.ts'
import { exploreText } from './text.ts'

const methods = {
  'get-nack': 'getNack',
  'get-close': 'getClose',
  'read-offset': 'readOffset',
  copy: 'copy',
} as const

interface LookLedgerProps {
  readonly price: LookPrice | null
  readonly look: LookResult | null
  readonly detail: QueueDetail | null
}

/** What a look changes in the broker: declared before anything is touched, measured after, side by side. */
export function LookLedger({ price, look, detail }: LookLedgerProps) {
  const text = useText(exploreText)
  const declared = look?.declared ?? price
  if (declared === null) return null
  const ready = look?.readyBefore ?? detail?.ready ?? null
  const orders = {
    kept: text('kept'),
    'may-change': text('mayChange'),
    changed: text('changed'),
    'not-measured': text('notMeasured'),
  }
  return (
    <section className={styles.ledger} aria-label={text('whatLookCosts')}>
      <Icon name="eye" />
      <div>
        <h3 className={styles.title}>{text(look ? 'whatThisLookCost' : 'whatLookCosts')}</h3>
        <p className={styles.how}>
          {ready === null
            ? text(methods[declared.method])
            : text('ofReady', {
                method: text(methods[declared.method]),
                amount: writeCount(look?.messages.length ?? declared.count),
                ready: writeCount(ready),
              })}
        </p>
        {look && <Verdict asDeclared={look.measured.asDeclared} />}
      </div>
      <table className={styles.table}>
        <thead className={styles.titles}>
          <tr>
            <td />
            <th scope="col">{text('redeliveredMark')}</th>
            <th scope="col">{text('deliveryCount')}</th>
            <th scope="col">{text('readyColumn')}</th>
            <th scope="col">{text('order')}</th>
          </tr>
        </thead>
        <tbody>
          <tr className={styles.declared}>
            <th scope="row">{text('declaredBefore')}</th>
            <td>{signed(declared.redeliveredMarks)}</td>
            <td>{signed(declared.deliveryCount)}</td>
            <td>{signed(declared.readyChange)}</td>
            <td>{orders[declared.order]}</td>
          </tr>
          {look ? (
            <tr className={look.measured.asDeclared ? styles.measured : styles.differs}>
              <th scope="row">{text('measuredAfter')}</th>
              <td className={look.measured.redeliveredMarks > 0 ? styles.marked : undefined}>
                {signed(look.measured.redeliveredMarks)}
              </td>
              <td>{signed(look.measured.deliveryCount)}</td>
              <td>{signed(look.measured.readyChange)}</td>
              <td>{orders[look.measured.order]}</td>
            </tr>
          ) : (
            <tr className={styles.declared}>
              <th scope="row">{text('measuredAfter')}</th>
              <td colSpan={4}>{text('notLooked')}</td>
            </tr>
          )}
        </tbody>
      </table>
      {declared.warnings.length > 0 && (
        <ul className={styles.warnings}>
          {declared.warnings.map((warning) => (
            <li key={warning}>
              <Mark of="failed" />
              {warning}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Verdict({ asDeclared }: { readonly asDeclared: boolean }) {
  const text = useText(exploreText)
  return (
    <p className={styles.verdict}>
      <Mark of={asDeclared ? 'acked' : 'differs'} />
      {text(asDeclared ? 'asDeclared' : 'notAsDeclared')}
    </p>
  )
}
