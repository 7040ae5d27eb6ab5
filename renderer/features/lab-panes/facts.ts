/** What there is to say about a thing, as rows of name and value; and what can be done with it. */
import type { Dial as DialCommand } from '#core/model/command.ts'
import type { Say } from '#renderer/i18n/text.ts'
import type { MessageState } from '#renderer/ui/Mark.tsx'
import type { selectionText } from './selection-text.ts'

export type SelectionSay = Say<(typeof selectionText)['en']>

export interface Fact {
  readonly name: string
  readonly value: string
  readonly mark?: MessageState
  /** A name the broker gives, in mono. */
  readonly mono?: boolean
  /** A reason in a word of the broker's, without a rule of its own to show evidence for. */
  readonly reason?: boolean
}

export interface Act {
  readonly label: string
  readonly command: DialCommand
  /** Why it cannot be done now. */
  readonly locked?: string
}

export interface Facts {
  readonly kind: string
  readonly rows: readonly Fact[]
  /** Headed lists under the rows. */
  readonly lists: readonly {
    readonly title: string
    readonly rows: readonly Fact[]
    readonly empty: string
  }[]
  readonly acts: readonly Act[]
  /** A sentence about what kind of thing it is. */
  readonly note?: string
}
