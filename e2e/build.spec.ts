import { expect, test } from './fixtures.ts'
import { Build } from './pages/build.ts'
import { Lab } from './pages/lab.ts'

test('from nothing: drag in, wire, delete, undo, save, run, reopen', async ({ app }) => {
  const lab = new Lab(app)
  const build = new Build(app)
  await lab.runs()
  await build.start()

  await build.drag('Queue', 620, 160)
  await expect(build.part('Queue', /./)).toHaveCount(1)
  await build.put('p', 300, 160)
  await expect(build.part('Producer', /./)).toHaveCount(1)
  await build.put('c', 980, 160)
  await expect(build.part('Consumer', /./)).toHaveCount(1)

  await build.wire(build.part('Producer', /./), build.part('Queue', /./))
  await build.wire(build.part('Queue', /./), build.part('Consumer', /./))
  await expect(app.getByLabel(/^Wire from/)).toHaveCount(2)

  await build.part('Consumer', /./).click()
  await app.keyboard.press('Delete')
  await expect(build.part('Consumer', /./)).toHaveCount(0)
  await app.keyboard.press('Control+z')
  await expect(build.part('Consumer', /./)).toHaveCount(1)
  await expect(app.getByLabel(/^Wire from/)).toHaveCount(2)

  await app.getByRole('button', { name: 'Save' }).click()
  await app.getByRole('button', { name: 'Run', exact: true }).click()
  await lab.runs()
  await lab.open('Work queue')
  await lab.open('New scenario')
  await lab.runs()
  await expect(lab.node('Queue', 'queue')).toBeVisible()
})
