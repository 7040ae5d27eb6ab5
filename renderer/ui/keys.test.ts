import { expect, test } from 'vitest'
import { isPress, keyWords } from './keys.ts'

const press = (
  key: string,
  held: Partial<Record<'ctrl' | 'meta' | 'shift' | 'alt', true>> = {},
) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
})

test('Mod is the command key on a Mac and Ctrl elsewhere', () => {
  expect(isPress(press('k', { meta: true }), 'Mod+K', true)).toBe(true)
  expect(isPress(press('k', { ctrl: true }), 'Mod+K', false)).toBe(true)
  expect(isPress(press('k', { ctrl: true }), 'Mod+K', true)).toBe(false)
})

test('a combination with one key more is another combination', () => {
  expect(isPress(press('ArrowRight', { shift: true }), 'ArrowRight', false)).toBe(false)
  expect(isPress(press('ArrowRight', { shift: true }), 'Shift+ArrowRight', false)).toBe(true)
  expect(isPress(press('k', { ctrl: true, alt: true }), 'Mod+K', false)).toBe(false)
})

test('a sign is the same with and without Shift, because keyboards differ', () => {
  expect(isPress(press('?', { shift: true }), '?', false)).toBe(true)
  expect(isPress(press('/'), '/', false)).toBe(true)
})

test('Space and capital letters are found', () => {
  expect(isPress(press(' '), 'Space', false)).toBe(true)
  expect(isPress(press('K', { ctrl: true, shift: true }), 'Mod+Shift+K', false)).toBe(true)
})

test('keys are written as they are on the keyboard', () => {
  expect(keyWords('Mod+Shift+K', true)).toEqual(['⌘', '⇧', 'K'])
  expect(keyWords('Mod+ArrowLeft', false)).toEqual(['Ctrl', '←'])
})
