import { expect, test } from './fixtures.ts'
import { Lab } from './pages/lab.ts'

test('an alarm blocks who publishes until it is over, and a stopped node gives its queues another leader', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.open('Queue types')
  await lab.runs()
  await expect(lab.node('Queue', 'billing')).toContainText('leader 1')

  const alarm = app.getByRole('switch', { name: /Memory alarm/ })
  await alarm.click()
  await expect(lab.node('Producer', 'regular')).toContainText('alarm')
  await expect(app.getByText('An alarm is on: the broker takes no messages.')).toBeVisible()
  await expect(lab.changes).toContainText('raised the memory alarm')
  await alarm.click()
  await expect(lab.node('Producer', 'regular')).not.toContainText('alarm')
  await expect(lab.changes).toContainText('cleared the memory alarm')

  const first = app.getByRole('listitem', { name: 'node 1' })
  await first.getByRole('button', { name: 'Stop' }).click()
  await expect(lab.node('Queue', 'billing')).toContainText('leader 2')
  await expect(lab.node('Consumer', 'standby')).toContainText('active')
  await lab.node('Queue', 'billing').click()
  const billing = app.getByRole('region', { name: 'billing' })
  await expect(billing).toContainText('members online')
  await expect(billing).toContainText('2 / 3')
  await billing.getByRole('button', { name: 'Clear the selection' }).click()
  await first.getByRole('button', { name: 'Start' }).click()
  await expect(first.getByRole('button', { name: 'Stop' })).toBeVisible()
})

test('a stream keeps what is read, and says so', async ({ app }) => {
  const lab = new Lab(app)
  await lab.open('Queue types')
  await lab.runs()
  await lab.node('Queue', 'audit').click()
  const audit = app.getByRole('region', { name: 'audit' })
  await expect(audit).toContainText('reading does not remove')
  await expect(audit).toContainText('retained')
  await expect(audit.getByRole('button', { name: /^Purge/ })).toHaveCount(0)
})

test('a stream, a consumer’s terms and a policy are set in the inspector, and stand in the file', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.open('Queue types')
  await lab.runs()
  await app.getByRole('button', { name: 'Edit', exact: true }).click()
  const file = app.getByRole('textbox', { name: 'The scenario file' })
  await app.getByRole('button', { name: 'Add a policy' }).click()
  await expect(file).toContainText('policy:')
  await lab.node('Queue', 'audit').click()
  await app.getByLabel('x-max-age').fill('7D')
  await app.getByLabel('x-max-age').press('Enter')
  await expect(file).toContainText('x-max-age: 7D')
  await lab.node('Consumer', 'clerk').click()
  await app.getByLabel('x-priority').fill('5')
  await app.getByLabel('x-priority').press('Enter')
  await expect(file).toContainText('x-priority: 5')
})
