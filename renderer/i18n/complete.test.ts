import { expect, test } from 'vitest'
import type { Entry, Texts } from './text.ts'

type Found = Texts<Record<string, Entry>>

const modules = import.meta.glob<Record<string, unknown>>('/renderer/**/{*-text,text}.ts', {
  eager: true,
})
const rooms = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported)
    .filter((entry): entry is [string, Found] => isTexts(entry[1]))
    .map(([name, texts]) => ({ room: `${file} ${name}`, texts })),
)

function isTexts(value: unknown): value is Found {
  return typeof value === 'object' && value !== null && 'en' in value && 'zh' in value
}

const forms = (entry: Entry) => (typeof entry === 'string' ? [entry] : [entry.one, entry.other])

function namesIn(entry: Entry): string[] {
  const names = forms(entry).flatMap((text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!),
  )
  const counted = typeof entry === 'string' ? names : [...names, 'count']
  return [...new Set(counted)].sort()
}

test('the texts of more than one room are found', () => {
  expect(rooms.length).toBeGreaterThan(1)
})

test.each(rooms)('$room: both languages have the same keys', ({ texts }) => {
  expect(Object.keys(texts.zh).sort()).toEqual(Object.keys(texts.en).sort())
})

test.each(rooms)('$room: both languages use the same parameters', ({ texts }) => {
  const names = (table: Readonly<Record<string, Entry>>) =>
    Object.fromEntries(Object.entries(table).map(([key, entry]) => [key, namesIn(entry)]))
  expect(names(texts.zh)).toEqual(names(texts.en))
})

test.each(rooms)('$room: no text is empty', ({ texts }) => {
  const empty = [...Object.entries(texts.en), ...Object.entries(texts.zh)]
    .filter(([, entry]) => forms(entry).some((text) => text.trim() === ''))
    .map(([key]) => key)
  expect(empty).toEqual([])
})

test.each(rooms)(
  '$room: Chinese stands apart from Latin letters and digits by a space',
  ({ texts }) => {
    const tight = Object.entries(texts.zh).flatMap(([key, entry]) =>
      forms(entry).some((text) =>
        /\p{Script=Han}[A-Za-z0-9{]|[A-Za-z0-9}]\p{Script=Han}/u.test(text),
      )
        ? [key]
        : [],
    )
    expect(tight).toEqual([])
  },
)
