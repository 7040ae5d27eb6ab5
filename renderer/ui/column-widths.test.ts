import { expect, test } from 'vitest'
import { columnWidths } from './column-widths.ts'

const ten = (text: string) => text.length * 10
const rows = [{ name: 'a' }, { name: 'orders.work' }]

test('a column is as wide as its longest text', () => {
  expect(columnWidths([{ title: 'name', text: (row) => row.name }], rows, ten)).toEqual([130])
})

test('a title that is longer than its cells still fits, with its arrow', () => {
  expect(columnWidths([{ title: 'redelivered', text: () => '1' }], rows, ten)).toEqual([144])
})

test('no column passes its limit or falls below one that can be grabbed', () => {
  const wide = { title: 'w', text: () => 'x'.repeat(900), maxPx: 200 }
  const narrow = { title: '', text: () => '' }
  expect(columnWidths([wide, narrow], rows, ten)).toEqual([200, 40])
})

test('a column without texts takes what is left', () => {
  expect(columnWidths([{ title: 'payload' }, { title: 'n', widthPx: 60 }], rows, ten)).toEqual([
    null,
    60,
  ])
})
