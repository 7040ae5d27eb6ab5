import { useState } from 'react'
import type { Listening } from '#core/model/endpoint.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Segmented } from '#renderer/ui/Segmented.tsx'
import styles from './clients.module.css'
import { clientsText } from './clients-text.ts'
import { languageNames, type SnippetLanguage, snippet, snippetLanguages } from './snippets.ts'

/** Where the door is, who may come in, and the line to paste. */
export function Address({ listening }: { readonly listening: Listening }) {
  const say = useText(clientsText)
  const [language, setLanguage] = useState<SnippetLanguage>('python')
  const [copied, setCopied] = useState<string | null>(null)
  const line = snippet(language, listening)
  const { host, port, user, password } = listening
  const copy = async () => {
    await navigator.clipboard.writeText(line)
    setCopied(line)
  }
  return (
    <>
      <dl className={styles.facts}>
        <dt>{say('address')}</dt>
        <dd>
          <code>
            {host}:{port}
          </code>
        </dd>
        <dt>{say('login')}</dt>
        <dd>
          <code>
            {user} / {password}
          </code>
        </dd>
      </dl>
      <Segmented
        label={say('language')}
        value={language}
        segments={snippetLanguages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={setLanguage}
      />
      <div className={styles.snippet}>
        <code>{line}</code>
        <IconButton
          icon={copied === line ? 'check' : 'copy'}
          size="small"
          label={copied === line ? say('copied') : say('copy')}
          onClick={() => void copy()}
        />
      </div>
    </>
  )
}
