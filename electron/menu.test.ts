import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { type MenuActions, menuTemplate } from './menu.ts'

const items = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  template.flatMap(({ submenu, ...item }) => [
    item,
    ...(Array.isArray(submenu) ? items(submenu) : []),
  ])

test.each([
  ['linux', 'control'],
  ['win32', 'control'],
  ['darwin', 'meta'],
] as const)(
  'on %s an entry shows a key of the page and presses it when clicked',
  (platform, modifier) => {
    const pressed: unknown[] = []
    const actions: MenuActions = { press: (...key) => pressed.push(key) }
    const own = items(menuTemplate(platform, true, actions)).filter(({ click }) => click)
    for (const { click } of own) (click as () => void)()
    expect(own.map(({ accelerator }) => accelerator)).toEqual([
      'CmdOrCtrl+O',
      'CmdOrCtrl+,',
      'CmdOrCtrl+K',
    ])
    expect(own.every(({ registerAccelerator }) => registerAccelerator === false)).toBe(true)
    expect(pressed).toEqual([
      ['O', [modifier]],
      [',', [modifier]],
      ['K', [modifier]],
    ])
  },
)

test('developer tools are offered from the sources only', () => {
  const roles = (isPackaged: boolean) =>
    items(menuTemplate('linux', isPackaged, { press: () => {} })).map(({ role }) => role)
  expect(roles(false)).toContain('toggleDevTools')
  expect(roles(true)).not.toContain('toggleDevTools')
})
