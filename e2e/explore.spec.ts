import { openDoor } from './door.ts'
import { expect, test } from './fixtures.ts'
import { Explore } from './pages/explore.ts'
import { Lab } from './pages/lab.ts'

/** What `npm test` tells of the servers it started. */
interface Told {
  readonly wanted: string
  readonly username: string
  readonly password: string
  readonly amqpPort: number
  readonly managementPort: number
}

const servers = JSON.parse(process.env.SLUICE_RABBITMQ_SERVERS ?? '[]') as readonly Told[]

test('a look is priced before and measured after, on the simulation as on any broker', async ({
  app,
}) => {
  const lab = new Lab(app)
  await lab.open('Slow consumer')
  await lab.runs()
  await expect(async () => expect(await lab.events()).toBeGreaterThan(60)).toPass()
  await lab.pause()
  const explore = new Explore(app)
  await explore.go()
  await explore.openQueue('readings')
  await expect(explore.ledger).toContainText('not looked yet')
  await explore.look()
  await expect(explore.ledger).toContainText('as declared')
  await expect(explore.messages.getByRole('row')).not.toHaveCount(1)
  await app.getByRole('tab', { name: 'Raw' }).click()
  await expect(app.getByText('7b 22', { exact: false }).first()).toBeVisible()
})

test('publishing is refused until the connection is unlocked by its name', async ({ app }) => {
  const explore = new Explore(app)
  await new Lab(app).runs()
  await explore.go()
  await explore.openQueue('tasks')
  await expect(app.getByRole('button', { name: 'Publish' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await explore.unlock('Simulation')
  await explore.publish('{"from": "a test"}')
  await expect(app.getByText('Routed and confirmed.')).toBeVisible()
  await explore.publish('lost', 'no-such-queue')
  await expect(app.getByText(/^Returned: no queue matched/)).toBeVisible()
})

test('a connection that cannot be made says which step failed', async ({ app }) => {
  const explore = new Explore(app)
  await explore.go()
  await explore.fillConnection({ host: '127.0.0.1', port: '1', name: 'nowhere' })
  await app.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(app.getByText('127.0.0.1:1 refused the connection')).toBeVisible()
})

for (const wanted of ['4.3', '4.0', '3.10']) {
  const name = `RabbitMQ ${wanted}`
  test(`${name}: connect, test, look at fifty messages, publish one`, async ({ app }) => {
    const server = servers.find((told) => told.wanted === wanted)
    test.skip(
      server === undefined,
      `${name} is not among the servers of this run; npm test says how to get it.`,
    )
    const explore = new Explore(app)
    await explore.go()
    await explore.fillConnection({
      host: '127.0.0.1',
      port: String(server!.amqpPort),
      name: 'real',
      management: `http://127.0.0.1:${server!.managementPort}`,
      password: server!.password,
    })
    await app.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(app.getByText(/^[56] of [56] passed/)).toBeVisible({ timeout: 20_000 })
    await app.getByRole('button', { name: 'Save and connect' }).click()
    await expect(app.getByText(/RabbitMQ \d/).first()).toBeVisible({ timeout: 20_000 })
  })
}

test('a lost broker is said to be away, keeps its tree and what is open, and comes back by itself', async ({
  app,
}) => {
  const server = servers.find((told) => told.wanted === '4.3')
  test.skip(server === undefined, 'RabbitMQ 4.3 is not among the servers of this run.')
  const door = await openDoor(server!.amqpPort)
  const explore = new Explore(app)
  await explore.go()
  await explore.fillConnection({
    host: '127.0.0.1',
    port: String(door.port),
    name: 'behind a door',
    management: `http://127.0.0.1:${server!.managementPort}`,
    password: server!.password,
  })
  await app.getByRole('button', { name: 'Save without a passing test' }).click()
  const row = app.getByRole('treeitem').filter({ hasText: 'behind a door' })
  await expect(row).toContainText(/RabbitMQ \d/, { timeout: 20_000 })

  await door.shut()
  const away = app.getByRole('status').filter({ hasText: 'lost its connection' })
  await expect(away).toContainText(/^"behind a door" lost its connection while .*to reconnect/)
  await expect(row).toContainText('reconnecting')
  await expect(row).toContainText(/RabbitMQ \d/)
  await door.open()
  await away.getByRole('button', { name: 'Reconnect now' }).click()
  await expect(away).toHaveCount(0, { timeout: 20_000 })
  await expect(row).not.toContainText('reconnecting')

  await door.shut()
  await expect(row).toContainText('reconnecting')
  await door.open()
  await expect(row).not.toContainText('reconnecting', { timeout: 30_000 })
  await door.shut()
})
