import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { about as aboutShape } from '#core/contract/shapes.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { setView, useView } from '#renderer/state/view.ts'
import { Breadcrumb } from '#renderer/ui/Breadcrumb.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { writeFixed } from '#renderer/ui/number.ts'
import { Segmented } from '#renderer/ui/Segmented.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { appText } from './app-text.ts'
import { Frame } from './Frame.tsx'
import { closeOverlay } from './overlay.ts'
import styles from './Settings.module.css'

export type About = z.infer<typeof aboutShape>

/** The choices about the app itself. Each holds at once. */
export function Settings({ about }: { readonly about: About | null }) {
  const text = useText(appText)
  const theme = useView((view) => view.theme)
  const language = useView((view) => view.language)
  const density = useView((view) => view.density)
  const motion = useView((view) => view.motion)
  return (
    <Frame
      head={<Breadcrumb path={[text('settings')]} />}
      actions={
        <IconButton icon="close" label={text('close')} keys="Escape" onClick={closeOverlay} />
      }
      status={text('saved')}
    >
      <div className={styles.page}>
        <section>
          <h2>{text('look')}</h2>
          <Field label={text('language')} hint={text('languageHint')}>
            <span className={styles.select}>
              <Select
                label={text('language')}
                value={language}
                options={[
                  { value: 'system', label: text('system') },
                  { value: 'en', label: 'English' },
                  { value: 'zh', label: '简体中文' },
                ]}
                onChange={(value) => setView({ language: value })}
              />
            </span>
          </Field>
          <Field label={text('theme')}>
            <Segmented
              label={text('theme')}
              value={theme}
              segments={[
                { value: 'system', label: text('system') },
                { value: 'light', label: text('light') },
                { value: 'dark', label: text('dark') },
              ]}
              onChange={(value) => setView({ theme: value })}
            />
          </Field>
          <Field label={text('density')} hint={text('densityHint')}>
            <Segmented
              label={text('density')}
              value={density}
              segments={[
                { value: 'compact', label: text('compact') },
                { value: 'comfortable', label: text('comfortable') },
              ]}
              onChange={(value) => setView({ density: value })}
            />
          </Field>
          <Field label={text('motion')} hint={text('motionHint')}>
            <Segmented
              label={text('motion')}
              value={motion}
              segments={[
                { value: 'system', label: text('system') },
                { value: 'full', label: text('full') },
                { value: 'reduced', label: text('reduced') },
              ]}
              onChange={(value) => setView({ motion: value })}
            />
          </Field>
          <Field label={text('numbers')}>
            <span className={styles.fact}>
              <b>{writeFixed(1_234_567.8, 1)}</b> {text('numbersHint')}
            </span>
          </Field>
        </section>
        {about && (
          <section>
            <h2>{text('about')}</h2>
            <Field label={text('version')}>
              <span className={styles.fact}>
                <b>
                  {about.name} {about.version}
                </b>
              </span>
            </Field>
            <Field label={text('shell')}>
              <span className={styles.fact}>{text(about.shell)}</span>
            </Field>
            <Field label={text('profile')}>
              <span className={styles.fact}>RabbitMQ 4.3</span>
            </Field>
          </section>
        )}
      </div>
    </Frame>
  )
}

interface FieldProps {
  readonly label: string
  readonly hint?: string
  readonly children: ReactNode
}

function Field({ label, hint, children }: FieldProps) {
  return (
    <div className={styles.field}>
      <span>{label}</span>
      <div>
        {children}
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  )
}
