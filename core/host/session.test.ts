import { expect, test } from 'vitest'
import type { Broker, Connector } from '#core/connectors/connector.ts'
import type { RabbitmqProfile } from '#core/model/connection.ts'
import type { LookPrice, QueueDetail } from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'
import { noProperties } from '#core/model/message.ts'
import { answer } from './answer.ts'
import { unlockedMs } from './gate.ts'
import { Session } from './session.ts'
import { QuietEngine } from './testing/quiet-engine.ts'
import { testHost } from './testing/test-host.ts'
import { TestPage } from './testing/test-page.ts'

const secret = 'canary-91c2'
const profile: RabbitmqProfile = {
  kind: 'rabbitmq',
  id: 'orders',
  name: 'Orders (prod)',
  environment: 'production',
  host: 'broker.test',
  port: 5672,
  tls: false,
  tlsVerify: true,
  virtualHost: '/',
  username: 'reader',
  management: null,
}
const address = { id: 'orders', virtualHost: '/', queue: 'orders' }
const price: LookPrice = {
  method: 'get-nack',
  effect: 'E2',
  count: 1,
  redeliveredMarks: 1,
  deliveryCount: 0,
  readyChange: 0,
  order: 'kept',
  warnings: [],
}
const publish = {
  id: 'orders',
  virtualHost: '/',
  exchange: '',
  routingKey: 'orders',
  properties: noProperties,
  bodyBase64: '',
}

/** A connector that writes down what reaches it. */
function recording() {
  const asked: string[] = []
  const secrets: (string | null)[] = []
  const told = { fail: null as Failure | null, open: 0 }
  const note = async <Answer>(what: string, answered: Answer): Promise<Answer> => {
    asked.push(what)
    if (told.fail) throw told.fail
    return answered
  }
  const broker: Broker = {
    features: { virtualHosts: true, exchanges: true, publish: true, lookWithoutEffect: false },
    lost: new Promise(() => {}),
    overview: () =>
      note('overview', { product: 'RabbitMQ', version: '4.3.6', nodes: 1, notes: [] }),
    queues: () => note('queues', []),
    exchanges: () => note('exchanges', []),
    queue: () => note('queue', {} as QueueDetail),
    priceLook: () => note('priceLook', price),
    look: () =>
      note('look', {
        messages: [],
        declared: price,
        measured: {
          redeliveredMarks: 0,
          deliveryCount: 0,
          readyChange: 0,
          order: 'kept',
          asDeclared: false,
        },
        readyBefore: 0,
        readyAfter: 0,
        tookMs: 1,
        stopped: 'empty',
      }),
    body: () => note('body', {} as never),
    publish: () => note('publish', { outcome: 'routed' }),
    close: async () => {
      told.open -= 1
    },
  }
  const connector: Connector = {
    kind: 'rabbitmq',
    open: async (_profile, password) => {
      secrets.push(password)
      if (told.fail) throw told.fail
      told.open += 1
      return broker
    },
    async *test(_profile, password) {
      secrets.push(password)
      yield {
        step: 'name',
        outcome: 'passed',
        tookMs: 1,
        fact: 'Found.',
        said: null,
        reply: null,
        tries: [],
      }
      throw new Failure('timeout', 'The broker did not answer.')
    },
  }
  return { connector, asked, secrets, told }
}

function sessionOn() {
  const clock = { ms: 0 }
  const record = recording()
  const host = { ...testHost(), connectors: [record.connector], nowMs: () => clock.ms }
  const page = new TestPage()
  const engine = new QuietEngine()
  const session = new Session(host, engine)
  answer(page.wire, session.router, () => {})
  const call = async (path: string, argument: unknown) => {
    const { body } = await page.ask(path, JSON.stringify(argument))
    // A stream is answered without a body; what it brings is heard later.
    return (body as { json: Record<string, unknown> } | undefined)?.json ?? {}
  }
  const opened = async () => {
    await call('connection/save', { profile, password: secret })
    await call('connection/open', { id: 'orders' })
  }
  return { ...record, clock, page, engine, session, call, opened }
}

test('publishing to a connection nobody unlocked is refused before the connector is asked', async () => {
  const { call, opened, asked } = sessionOn()
  await opened()
  expect(await call('broker/publish', publish)).toMatchObject({ code: 'refused' })
  expect(asked).not.toContain('publish')
})

test('typing the name opens the lock for ten minutes, and saving the profile closes it', async () => {
  const { call, opened, asked, clock } = sessionOn()
  await opened()
  expect(await call('connection/unlock', { id: 'orders', name: 'Orders' })).toMatchObject({
    code: 'refused',
  })
  expect(await call('connection/unlock', { id: 'orders', name: profile.name })).toMatchObject({
    readOnly: false,
    unlockedForMs: unlockedMs,
  })
  expect(await call('broker/publish', publish)).toEqual({ outcome: 'routed' })
  clock.ms = unlockedMs
  expect(await call('broker/publish', publish)).toMatchObject({ code: 'refused' })
  await call('connection/unlock', { id: 'orders', name: profile.name })
  await opened()
  expect(await call('broker/publish', publish)).toMatchObject({ code: 'refused' })
  expect(asked.filter((what) => what === 'publish')).toHaveLength(1)
})

test('a look is taken only at the price that was declared for that queue', async () => {
  const { call, opened, asked } = sessionOn()
  await opened()
  const taken = { ...address, price }
  expect(await call('broker/look', taken)).toMatchObject({ code: 'conflict' })
  await call('broker/priceLook', { ...address, count: 1 })
  expect(await call('broker/look', { ...taken, queue: 'other' })).toMatchObject({
    code: 'conflict',
  })
  for (const cheaper of [{ count: 500 }, { effect: 'E0' }, { warnings: ['x'] }]) {
    expect(
      await call('broker/look', { ...address, price: { ...price, ...cheaper } }),
    ).toMatchObject({ code: 'conflict' })
  }
  expect(asked).not.toContain('look')
  expect(await call('broker/look', taken)).toMatchObject({ stopped: 'empty' })
})

test('a password goes to the connector and never back to the page', async () => {
  const { call, opened, secrets, page } = sessionOn()
  await opened()
  await call('connection/list', {})
  await call('connection/test', { profile, password: null })
  await page.hears('did not answer')
  expect(secrets).toEqual([secret, secret])
  expect(page.heard.join('\n')).not.toContain(secret)
})

test('a kept password is not used for another destination', async () => {
  const { call, opened, secrets, page } = sessionOn()
  await opened()
  const moved = { ...profile, host: 'evil.test' }
  await call('connection/test', { profile: moved, password: null })
  await page.hears('did not answer')
  expect(secrets.at(-1)).toBe(null)
  await call('connection/save', { profile: moved, password: null })
  await call('connection/open', { id: 'orders' })
  expect(secrets.at(-1)).toBe(null)
})

test('a lost connection says so, is tried again by itself, and can be opened at once', async () => {
  const { call, opened, told } = sessionOn()
  await opened()
  told.fail = new Failure('connection-lost', 'broker.test closed the connection.')
  expect(await call('broker/queues', { id: 'orders' })).toMatchObject({ code: 'connection-lost' })
  const [, lost] = (await call('connection/list', {})) as unknown as unknown[]
  expect(lost).toMatchObject({
    state: 'reconnecting',
    reason: expect.stringMatching(/lost its connection while listing the queues/),
  })
  expect(await call('broker/queues', { id: 'orders' })).toMatchObject({ code: 'connection-lost' })
  told.fail = null
  await call('connection/open', { id: 'orders' })
  expect(await call('broker/queues', { id: 'orders' })).toEqual([])
})

test('a connection that cannot be opened says why', async () => {
  const { call, told } = sessionOn()
  await call('connection/save', { profile, password: secret })
  told.fail = new Failure('refused', 'broker.test does not know the user reader.')
  expect(await call('connection/open', { id: 'orders' })).toMatchObject({
    code: 'refused',
    message: 'broker.test does not know the user reader.',
  })
  const [, entry] = (await call('connection/list', {})) as unknown as unknown[]
  expect(entry).toMatchObject({
    state: 'failed',
    reason: 'broker.test does not know the user reader.',
  })
})

test('the simulation is always listed, locked, and can be neither saved nor removed', async () => {
  const { call } = sessionOn()
  const [simulation] = (await call('connection/list', {})) as unknown as { profile: unknown }[]
  expect(simulation).toMatchObject({ profile: { id: 'simulated' }, readOnly: true })
  expect(
    await call('connection/save', { profile: simulation?.profile, password: null }),
  ).toMatchObject({ code: 'unsupported' })
  expect(await call('connection/remove', { id: 'simulated' })).toMatchObject({
    code: 'unsupported',
  })
})

test('a failed step of a stream ends it with a failure of the closed set', async () => {
  const { call, page } = sessionOn()
  await call('connection/test', { profile, password: null })
  expect(await page.hears('The broker did not answer.')).toContain('"code":"timeout"')
})

test('ending a session closes its brokers and its engine, twice if asked', async () => {
  const { session, opened, engine, told } = sessionOn()
  await opened()
  expect(told.open).toBe(1)
  await session.dispose()
  await session.dispose()
  expect(told.open).toBe(0)
  expect(engine.isDisposed).toBe(true)
})

test('scenarios are saved under a name made of their title, read back and removed', async () => {
  const { call } = sessionOn()
  const text =
    'sluice: 1\nscenario: "My  first: Queue!"\nsummary: >-\n  Two\n  lines.\nqueues: {}\n'
  const saved = await call('scenario/save', { id: null, text })
  expect(saved).toEqual({
    source: 'saved',
    id: 'my-first-queue',
    title: 'My  first: Queue!',
    summary: 'Two lines.',
  })
  expect(await call('scenario/save', { id: null, text })).toMatchObject({ id: 'my-first-queue-2' })
  const ref = { source: 'saved', id: 'my-first-queue' }
  expect(await call('scenario/read', ref)).toEqual({ entry: saved, text })
  await call('scenario/remove', ref)
  expect(await call('scenario/read', ref)).toMatchObject({ code: 'not-found' })
  expect(await call('scenario/remove', { source: 'shipped', id: 'work-queue' })).toMatchObject({
    code: 'refused',
  })
  for (const id of ['../secret', '/etc/passwd', 'a\\b', '__proto__']) {
    expect(await call('scenario/read', { source: 'saved', id })).toMatchObject({ code: 'invalid' })
    expect(await call('scenario/read', { source: 'shipped', id })).toMatchObject({
      code: 'not-found',
    })
  }
})
