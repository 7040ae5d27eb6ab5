import { useState } from 'react'
import type { z } from 'zod'
import type { scenarioEntry } from '#core/contract/shapes.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { buildNew } from '#renderer/state/draft.ts'
import type { RunOrigin } from '#renderer/state/run.ts'
import { useRun } from '#renderer/state/run.ts'
import { attempt, loadScenario } from '#renderer/state/run-control.ts'
import { Breadcrumb } from '#renderer/ui/Breadcrumb.tsx'
import { Icon } from '#renderer/ui/Icon.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Menu, type MenuItem } from '#renderer/ui/Menu.tsx'
import styles from './head.module.css'
import { isShipped, labText, shippedText } from './lab-text.ts'
import { showReport } from './notice.ts'
import { pickFile } from './open-file.ts'

type Entry = z.infer<typeof scenarioEntry>

interface Opened {
  readonly anchor: HTMLElement
  readonly entries: readonly Entry[]
}

/** Which scenario is open, the way to another one, and whether it runs. */
export function LabHead() {
  const say = useText(labText)
  const sayShipped = useText(shippedText)
  const title = useRun((run) => run.description?.scenario.title)
  const origin = useRun((run) => run.origin)
  const [opened, setOpened] = useState<Opened | null>(null)

  const open = async (anchor: HTMLElement) => {
    await attempt(async ({ scenario }) => setOpened({ anchor, entries: await scenario.list({}) }))
  }
  const nameOf = ({
    source,
    id,
    title,
  }: Pick<Entry, 'id' | 'title'> & Pick<RunOrigin, 'source'>) =>
    source === 'shipped' && isShipped(id) ? sayShipped(id) : title
  const items: MenuItem[] = [
    ...(opened?.entries ?? []).map(
      (entry, index, all): MenuItem => ({
        label: nameOf(entry),
        icon: entry.source === 'shipped' ? 'lab' : 'file',
        begins: index > 0 && entry.source !== all[index - 1]!.source,
        onChoose: () => {
          showReport(null)
          void loadScenario({ source: entry.source, id: entry.id })
        },
      }),
    ),
    { label: say('openFile'), icon: 'folder', keys: 'Mod+O', begins: true, onChoose: pickFile },
    { label: say('buildNew'), icon: 'plus', onChoose: buildNew },
  ]
  return (
    <Breadcrumb
      path={[
        say('lab'),
        title === undefined || origin === null ? (title ?? '…') : nameOf({ ...origin, title }),
      ]}
    >
      <IconButton
        icon="chevronDown"
        size="small"
        label={say('open')}
        onClick={(event) => void open(event.currentTarget)}
      />
      <StateWord />
      {opened === null ? null : (
        <Menu
          label={say('open')}
          anchor={opened.anchor}
          items={items}
          onClose={() => setOpened(null)}
        />
      )}
    </Breadcrumb>
  )
}

/** An icon and a word: state is never said by colour here. */
function StateWord() {
  const say = useText(labText)
  const state = useRun((run) => (run.phase === 'open' ? run.state : run.phase))
  const icons = {
    running: 'play',
    paused: 'pause',
    finished: 'check',
    halted: 'close',
    waiting: 'clock',
    lost: 'disconnected',
  } as const
  return (
    <span className={styles.state} role="status">
      <Icon name={icons[state]} size={14} /> {say(state)}
    </span>
  )
}
