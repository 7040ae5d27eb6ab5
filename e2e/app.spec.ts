import { expect, test } from './fixtures.ts'
import { Lab } from './pages/lab.ts'

test('the palette goes anywhere by keyboard', async ({ app }) => {
  await new Lab(app).runs()
  await app.keyboard.press('Control+k')
  await app.getByRole('combobox').fill('slow')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Slow consumer')
})

test('language and theme change at once and stay', async ({ app }) => {
  await new Lab(app).runs()
  await app.getByRole('button', { name: 'Settings' }).click()
  await app.getByRole('combobox', { name: 'Language' }).selectOption({ label: '简体中文' })
  await expect(app.locator('html')).toHaveAttribute('lang', /^zh/)
  await app.getByText('深色', { exact: true }).click()
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('the page holds no password, and asks nobody outside for anything', async ({ app }) => {
  const asked: string[] = []
  app.on('request', (request) => asked.push(new URL(request.url()).host))
  await new Lab(app).runs()
  const own = new URL(app.url()).host
  expect(asked.filter((host) => host !== own)).toEqual([])
  expect(
    await app.evaluate(() => ['require', 'process', 'Buffer'].filter((name) => name in globalThis)),
  ).toEqual([])
})
