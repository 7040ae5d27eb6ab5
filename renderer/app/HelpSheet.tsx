import { glossary } from '#core/model/glossary.ts'
import { marksText } from '#renderer/i18n/marks-text.ts'
import { useLanguage, useText } from '#renderer/i18n/use-text.ts'
import { allCommands, useCommandRegistry } from '#renderer/state/commands.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Keycap } from '#renderer/ui/Keycap.tsx'
import { Mark, states } from '#renderer/ui/Mark.tsx'
import { appText } from './app-text.ts'
import styles from './HelpSheet.module.css'
import { closeOverlay } from './overlay.ts'

/** Every key that does something here, what the marks mean, and the words of the field. */
export function HelpSheet() {
  const text = useText(appText)
  const marks = useText(marksText)
  const language = useLanguage()
  const commands = allCommands(useCommandRegistry())
  return (
    <Dialog label={text('help')} widthPx={880} onClose={closeOverlay}>
      <header className={styles.head}>
        <h2>{text('help')}</h2>
        <IconButton icon="close" label={text('close')} keys="Escape" onClick={closeOverlay} />
      </header>
      <div className={styles.columns}>
        <div className={styles.column}>
          <h3>{text('shortcuts')}</h3>
          <dl className={styles.keys}>
            {commands.map(({ id, title, keys }) =>
              keys === undefined ? null : (
                <div key={id}>
                  <dt>{title}</dt>
                  <dd>
                    <Keycap keys={keys} />
                  </dd>
                </div>
              ),
            )}
          </dl>
          <h3>{text('marks')}</h3>
          <dl className={styles.marks}>
            {states.map((state) => (
              <div key={state}>
                <dt>
                  <Mark of={state} />
                  <span style={{ color: `var(--${state}-text)` }}>{marks(state)}</span>
                </dt>
                <dd>{marks(`${state}Means`)}</dd>
              </div>
            ))}
          </dl>
        </div>
        <div className={`${styles.column} ${styles.second}`}>
          <h3>{text('words')}</h3>
          <dl className={styles.words}>
            {glossary.map(({ term, zh, en, inChinese }) => (
              <div key={term}>
                <dt>
                  {language === 'zh' ? zh : term}
                  {language === 'zh' && zh !== term && <span>{term}</span>}
                </dt>
                <dd>{language === 'zh' ? inChinese.means : en.means}</dd>
              </div>
            ))}
          </dl>
        </div>
      </div>
    </Dialog>
  )
}
