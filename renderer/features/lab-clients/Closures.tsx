import type { ClosureEntry } from '#core/model/endpoint.ts'
import { closureText } from '#renderer/i18n/closure-text.ts'
import { closureWords } from '#renderer/i18n/closure-words.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { writeClock } from '#renderer/ui/number.ts'
import styles from './clients.module.css'
import { clientsText } from './clients-text.ts'

/** What clients did wrong, newest first, in the broker's words and in plain ones. */
export function Closures({ closures }: { readonly closures: readonly ClosureEntry[] }) {
  const say = useText(clientsText)
  const sayWrong = useText(closureText)
  return (
    <section className={styles.closures}>
      <h3>{say('closures')}</h3>
      <ol>
        {closures.map((closure) => (
          <li key={`${closure.atUs} ${closure.name} ${closure.channel}`}>
            <p>
              <time>{writeClock(closure.atUs)}</time> <b>{closure.name}</b>{' '}
              {closure.channel === 0
                ? say('wholeConnection')
                : say('channel', { channel: closure.channel })}
            </p>
            <p>{closureWords(sayWrong, closure)}</p>
            <code>
              {closure.replyCode} {closure.replyText}
            </code>
          </li>
        ))}
      </ol>
    </section>
  )
}
