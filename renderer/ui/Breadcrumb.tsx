import { Fragment, type ReactNode } from 'react'
import styles from './Breadcrumb.module.css'

interface BreadcrumbProps {
  /** From the place down to the thing that is open, which is the title of the page. */
  readonly path: readonly string[]
  /** Behind it: its state, its tags. */
  readonly children?: ReactNode
}

export function Breadcrumb({ path, children }: BreadcrumbProps) {
  const last = path.length - 1
  return (
    <div className={styles.breadcrumb}>
      {path.map((name, index) => (
        <Fragment key={path.slice(0, index + 1).join('/')}>
          {index > 0 && <span aria-hidden="true">/</span>}
          {index === last ? <h1 className={styles.title}>{name}</h1> : <span>{name}</span>}
        </Fragment>
      ))}
      {children}
    </div>
  )
}
