import type { ReactNode } from 'react'
import styles from './Tabs.module.css'

interface TabsProps<Value extends string> {
  /** What the tabs are about, for a screen reader. */
  readonly label: string
  readonly value: Value
  readonly tabs: readonly {
    readonly value: Value
    readonly label: string
    readonly count?: string
  }[]
  readonly onChange: (value: Value) => void
  /** Small controls at the right end. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** Views of one thing. The place is marked in ink; arrow keys move, the opened one follows. */
export function Tabs<Value extends string>({
  label,
  value,
  tabs,
  onChange,
  actions,
  children,
}: TabsProps<Value>) {
  const move = (from: number, by: number, list: HTMLElement | null) => {
    const next = (from + by + tabs.length) % tabs.length
    onChange(tabs[next]!.value)
    const tab = list?.children[next]
    if (tab instanceof HTMLElement) tab.focus()
  }
  return (
    <div className={styles.tabs}>
      <div className={styles.bar}>
        <div role="tablist" aria-label={label} className={styles.list}>
          {tabs.map((tab, index) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              aria-selected={tab.value === value}
              tabIndex={tab.value === value ? 0 : -1}
              className={styles.tab}
              onClick={() => onChange(tab.value)}
              onKeyDown={(event) => {
                const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
                if (by === undefined) return
                event.preventDefault()
                move(index, by, event.currentTarget.parentElement)
              }}
            >
              {tab.label}
              {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
            </button>
          ))}
        </div>
        {actions}
      </div>
      <div role="tabpanel" aria-label={label} className={styles.panel}>
        {children}
      </div>
    </div>
  )
}
