import { expect, test } from './fixtures.ts'
import { Lab } from './pages/lab.ts'

test('the first screen is a queue that runs, with three things to try', async ({ app }) => {
  const lab = new Lab(app)
  await lab.runs()
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Work queue')
  await expect(lab.node('Queue', 'tasks')).toBeVisible()
  await expect(lab.node('Consumer', 'worker-2')).toBeVisible()
  await expect(app.getByText('Double the arrival rate')).toBeVisible()
  await expect(app.getByRole('region', { name: 'Depth' })).toContainText('virtual time')
})

test('Space stops time, and the arrow goes on by one event', async ({ app }) => {
  const lab = new Lab(app)
  await lab.runs()
  await app.keyboard.press('Space')
  await expect(lab.state).toHaveText(/Paused/)
  const at = await lab.clock.innerText()
  const events = await lab.events()
  await app.keyboard.press('ArrowRight')
  await expect.poll(() => lab.events()).toBe(events + 1)
  // The clock shows milliseconds, and several events may share one.
  await expect
    .poll(async () => {
      await app.keyboard.press('ArrowRight')
      return lab.clock.innerText()
    })
    .not.toBe(at)
  await app.keyboard.press('Space')
  await lab.runs()
})

test('a dial changed while it runs is a mark on the axis and one of your changes', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.open('Poison message')
  await lab.runs()
  const rate = lab.dial('Arrival rate')
  await rate.focus()
  const before = await rate.getAttribute('aria-valuenow')
  await rate.press('PageUp')
  await expect(rate).not.toHaveAttribute('aria-valuenow', before!)
  await expect(lab.changes).toContainText(/You/)
})

test('a crashed consumer gives its messages back, and they go out again marked', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.open('Poison message')
  await lab.runs()
  await lab.node('Consumer', 'worker-2').click({ button: 'right' })
  await app.getByRole('menuitem', { name: 'Crash', exact: true }).click()
  await expect(lab.node('Consumer', 'worker-2')).toContainText('down')
  await expect(lab.changes).toContainText('worker-2')
})

test('at full speed a ten minute run is over in a moment, and restarts with another seed', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.runs()
  const speed = app.getByRole('slider', { name: 'Speed' })
  await speed.focus()
  await speed.press('End')
  await expect(lab.state).toHaveText(/Finished/, { timeout: 30_000 })
  const events = await lab.events()
  await app.getByRole('button', { name: /^Seed 100/ }).click()
  await app.getByRole('textbox').last().fill('7')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('button', { name: /^Seed 7/ })).toBeVisible()
  await expect(lab.state).toHaveText(/Finished|Running|Paused/)
  expect(events).toBeGreaterThan(10_000)
})

test('a scenario that does not hold is refused in one sentence, and the open one goes on', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.runs()
  await lab.openFile(
    'broken.yaml',
    'sluice: 1\nscenario: Broken\nbindings:\n  - { from: nowhere, to: nothing, key: a }\n',
  )
  await expect(app.getByRole('alert')).toContainText('nowhere')
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Work queue')
  await expect(lab.state).toHaveText(/Running/)
})

test('a definitions export becomes a topology that runs, and says what it left out', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.runs()
  const queues = Array.from({ length: 60 }, (_, index) => ({
    name: `${['orders', 'billing', 'search'][index % 3]}.q${index}`,
    vhost: '/',
    durable: true,
    auto_delete: false,
    arguments: index === 0 ? { 'x-queue-type': 'stream' } : {},
  }))
  const definitions = {
    rabbitmq_version: '4.3.6',
    vhosts: [{ name: '/' }],
    users: [{ name: 'guest' }],
    exchanges: [
      {
        name: 'orders',
        vhost: '/',
        type: 'topic',
        durable: true,
        auto_delete: false,
        internal: false,
        arguments: {},
      },
    ],
    queues,
    bindings: queues.map((queue) => ({
      source: 'orders',
      vhost: '/',
      destination: queue.name,
      destination_type: 'queue',
      routing_key: queue.name,
      arguments: {},
    })),
  }
  await lab.openFile('definitions.json', JSON.stringify(definitions))
  await expect(app.getByText(/stream/).first()).toBeVisible()
  await lab.runs()
  await expect(app.getByText('orders.*').first()).toBeVisible()
})

test('a reload brings back the welcome with what was tried, and the scenario that was open', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.runs()
  const done = app
    .getByRole('region', { name: 'This is a live queue' })
    .getByRole('img', { name: 'done' })
  const rate = lab.dial('Arrival rate')
  await rate.press('End')
  await expect(done).toHaveCount(1)
  await app.reload()
  await lab.runs()
  await expect(app.getByText('Double the arrival rate')).toBeVisible()
  await expect(done).toHaveCount(1)

  await lab.open('Poison message')
  await app.reload()
  await expect(app.getByRole('heading', { level: 1 })).toHaveText('Poison message')
})
