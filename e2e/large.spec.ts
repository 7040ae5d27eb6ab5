import { expect, test } from './fixtures.ts'
import { largeDefinitions, largeScenario, outpaced } from './large-broker.ts'
import { Lab } from './pages/lab.ts'

test('a large broker says where it hurts, why, and since when', async ({ app }) => {
  const lab = new Lab(app)
  await lab.openFile('large.yaml', largeScenario())
  await lab.runs()
  const hot = app.getByRole('region', { name: 'Hot spots' })
  const spot = hot.getByRole('button', { name: outpaced })
  await expect(spot).toContainText('Its consumer holds its whole prefetch of 5.')
  await expect(app.getByText('One of 196 queues makes')).toBeVisible()

  // The worst explains itself before anything is chosen.
  const why = hot.getByRole('region', { name: outpaced })
  await expect(why).toContainText('Its consumers are full, not missing')
  await expect(why).toContainText('a new message waits')
  await expect(why).toContainText('limit 100\u2009000 in')

  const strips = app.getByRole('region', { name: /times its usual level/ })
  await expect(strips.getByRole('button').first()).toContainText('billing.*')
  await expect(strips).toContainText(/shade: 1× to \d+× usual/)

  await why.getByRole('button', { name: 'Show on canvas' }).click()
  await expect(lab.node('Queue', outpaced)).toHaveAttribute('aria-pressed', 'true')
  await expect(spot).toHaveAttribute('aria-pressed', 'true')
})

test('a strip leads to the worst queue of its group, and the dock back to charts', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.openFile('large.yaml', largeScenario())
  await lab.runs()
  const strips = app.getByRole('region', { name: /times its usual level/ })
  await strips.getByRole('button', { name: /^billing/ }).click()
  await expect(app.getByRole('heading', { name: outpaced, level: 2 })).toBeVisible()

  await app.getByLabel('Charts of').selectOption({ label: 'all queues' })
  await expect(app.getByRole('application', { name: /Depth, rates and wait/ })).toBeVisible()
  await app.getByLabel('Charts of').selectOption({ label: 'groups' })
  await expect(strips).toBeVisible()
})

test('a large definitions export is looked at by groups at once', async ({ app }) => {
  const lab = new Lab(app)
  await lab.openFile('definitions.json', largeDefinitions())
  await expect(app.getByRole('region', { name: 'Hot spots' })).toContainText('of 196')
  await expect(app.getByLabel('Group mail.*')).toBeVisible()
  await expect(
    app.getByRole('region', { name: /times its usual level/ }).getByRole('button'),
  ).toHaveCount(7)
})
