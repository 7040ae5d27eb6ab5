import styles from './Keycap.module.css'
import { isMac, keyWords } from './keys.ts'

/** A key combination as small caps: one cap on a Mac, where it is written in one, else one per key. */
export function Keycap({ keys }: { readonly keys: string }) {
  const words = keyWords(keys)
  const caps = isMac() ? [words.join('')] : words
  return (
    <span className={styles.keys}>
      {caps.map((word) => (
        <kbd key={word} className={styles.key}>
          {word}
        </kbd>
      ))}
    </span>
  )
}
