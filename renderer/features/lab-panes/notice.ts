/** What the Lab has to say about the last file: what an import proposed and left out. Shown until it is put away. */
import { create } from 'zustand'

export interface ImportReport {
  readonly file: string
  readonly counts: {
    readonly virtualHosts: number
    readonly exchanges: number
    readonly queues: number
    readonly bindings: number
    readonly policies: number
  }
  readonly unsupported: readonly string[]
  readonly proposed: string
}

interface Notice {
  readonly report: ImportReport | null
}

export const useNotice = create<Notice>()(() => ({ report: null }))

export function showReport(report: ImportReport | null): void {
  useNotice.setState({ report })
}
