/**
 * The words on the screen, in both languages, where they are used. A feature keeps its own in a file named `text.ts` (or
 * `…-text.ts`) and adds nothing anywhere else:
 *
 *     // renderer/features/lab-panes/text.ts
 *     export const labText = defineText({
 *       en: { depth: 'Depth', routed: '{name} took it', events: { one: '{count} event', other: '{count} events' } },
 *       zh: { depth: '深度', routed: '{name} 已接收', events: '{count} 个事件' },
 *     })
 *
 *     // in a component
 *     const text = useText(labText)
 *     text('depth')
 *     text('events', { count: 3 })
 *     text.rich('routed', { name: <b>orders</b> })   // parameters may be elements here
 *
 * Keys and parameters are checked by the compiler; `complete.test.ts` finds every such file and checks the rest.
 * A parameter that is a number is written as it is: format it first where it can reach a thousand.
 */
import { createElement, Fragment, type ReactNode } from 'react'

export type Language = 'en' | 'zh'

/** One text, or two where English tells one from many; `{count}` decides. */
export type Entry = string | { readonly one: string; readonly other: string }
export type Table = Readonly<Record<string, Entry>>

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never
type NamesOf<Some> = Some extends { readonly one: infer One; readonly other: infer Other }
  ? NamesIn<One> | NamesIn<Other> | 'count'
  : NamesIn<Some>
type SameNames<English, Other> = {
  readonly [Key in keyof English]: Key extends keyof Other
    ? [NamesOf<Other[Key]>] extends [NamesOf<English[Key]>]
      ? Other[Key]
      : `{${Exclude<NamesOf<Other[Key]>, NamesOf<English[Key]>>}} is not in the English text`
    : never
}

export interface Texts<English extends Table> {
  readonly en: English
  readonly zh: { readonly [Key in keyof English]: Entry }
}

type Parameters<Some, Value> = [NamesOf<Some>] extends [never]
  ? []
  : [parameters: { readonly [Name in NamesOf<Some>]: Name extends 'count' ? number : Value }]

/** Says a text in the language it was made for. */
export interface Say<English extends Table> {
  <Key extends keyof English & string>(
    key: Key,
    ...parameters: Parameters<English[Key], string | number>
  ): string
  /** The same with elements for parameters: names in bold, a message id as a button. */
  rich<Key extends keyof English & string>(
    key: Key,
    ...parameters: Parameters<English[Key], ReactNode>
  ): ReactNode
}

/** Declares the texts of one room. Both languages have the same keys and the same parameters. */
export function defineText<
  const English extends Table,
  const Other extends { readonly [Key in keyof English]: Entry },
>(texts: { readonly en: English; readonly zh: SameNames<English, Other> & Other }): Texts<English> {
  return texts
}

/** The texts of `texts` in `language`. `useText` is this with the language of the page. */
export function sayIn<English extends Table>(
  texts: Texts<English>,
  language: Language,
): Say<English> {
  const table: Readonly<Record<string, Entry>> = texts[language]
  const find = (key: string, values: Readonly<Record<string, unknown>>): string => {
    const entry = table[key]!
    if (typeof entry === 'string') return entry
    return values.count === 1 ? entry.one : entry.other
  }
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    find(key, values).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))
  const rich = (key: string, values: Readonly<Record<string, ReactNode>> = {}): ReactNode =>
    spell(find(key, values), values)
  return Object.assign(say, { rich }) as Say<English>
}

/** A text with its parameters put in as nodes. They are children by place, so none needs a key. */
function spell(entry: string, values: Readonly<Record<string, ReactNode>>): ReactNode {
  const parts = entry
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? part : values[part]))
  return createElement(Fragment, null, ...parts)
}
