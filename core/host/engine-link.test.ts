import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { header } from '#core/contract/frame.ts'
import { Failure } from '#core/model/failure.ts'
import { runStates } from '#core/model/run.ts'
import { parseScenario } from '#core/model/scenario-file.ts'
import { Simulation } from '#core/simulation/simulation.ts'
import type { Engine } from './engine-calls.ts'
import { EngineLink } from './engine-link.ts'
import { engineEntry, shippedFolder } from './testing/test-host.ts'

const textOf = (name: string) => readFileSync(join(shippedFolder, `${name}.yaml`), 'utf8')

function start() {
  const states: string[] = []
  const waiting: { state: string; resolve: () => void }[] = []
  const reports: unknown[] = []
  const engine = new EngineLink(
    engineEntry,
    (frame) => {
      const state = runStates[frame[header.state] ?? 0] ?? ''
      states.push(state)
      for (const wait of waiting) if (wait.state === state) wait.resolve()
    },
    (error) => reports.push(error),
  )
  const reaches = (state: string) =>
    states.includes(state)
      ? Promise.resolve()
      : new Promise<void>((resolve) => waiting.push({ state, resolve }))
  return { engine, reaches, reports, states }
}

const load = (engine: Engine, text: string) =>
  engine.call('load', { text, seed: null, run: true, speed: 'max' })

test('on a thread of its own, at full speed, the log is that of a run without a window', async () => {
  const { engine, reaches } = start()
  const text = textOf('poison-message')
  await load(engine, text)
  await reaches('finished')
  const { hash } = await engine.call('result', {})
  const { scenario } = parseScenario(text)
  const alone = new Simulation(scenario as NonNullable<typeof scenario>)
  while (alone.advance(Number.POSITIVE_INFINITY, 1_000_000) === 'budget');
  expect(hash).toBe(alone.hash())
  await engine.dispose()
})

test('a run at full speed is paused by the next call', async () => {
  const { engine, states } = start()
  // A scenario without an end.
  const text = textOf('work-queue').replace(/^duration:.*$/m, '')
  await load(engine, text)
  await engine.call('pause', {})
  expect(states.at(-1)).toBe('paused')
  const { eventsTotal } = await engine
    .call('result', {})
    .then(({ events }) => ({ eventsTotal: events }))
  expect((await engine.call('result', {})).events).toBe(eventsTotal)
  await engine.dispose()
})

test('a failure in the worker arrives with its code and place', async () => {
  const { engine, reports } = start()
  const failure = await load(engine, 'sluice: 1\nscenario: X\nqueus: {}\n').catch(
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(Failure)
  expect(failure).toMatchObject({ code: 'invalid', place: { line: 3, column: 1 } })
  expect(reports).toEqual([])
  await engine.dispose()
})

test('calls to an engine that has ended fail, those under way too', async () => {
  const { engine } = start()
  const underWay = engine.call('describe', {}).catch((error: unknown) => error)
  await engine.dispose()
  expect(await underWay).toMatchObject({ code: 'internal' })
  await expect(engine.call('describe', {})).rejects.toMatchObject({ code: 'internal' })
})

test('definitions become a scenario that runs', async () => {
  const { engine } = start()
  const definitions = JSON.stringify({
    rabbit_version: '4.3.6',
    vhosts: [{ name: '/' }],
    queues: [{ name: 'orders', vhost: '/', durable: true, auto_delete: false, arguments: {} }],
    exchanges: [],
    bindings: [],
  })
  const { text, counts } = await engine.call('importDefinitions', { text: definitions })
  expect(counts.queues).toBe(1)
  expect((await load(engine, text)).queues).toContain('orders')
  await expect(engine.call('importDefinitions', { text: '{' })).rejects.toMatchObject({
    code: 'invalid',
  })
  await engine.dispose()
})

test('the simulation is looked into like a broker, and the look is part of the run', async () => {
  const { engine, reaches } = start()
  await engine.call('load', {
    text: textOf('slow-consumer'),
    seed: null,
    run: true,
    speed: 'max',
  })
  await reaches('finished')
  const [readings] = await engine.call('brokerQueues', {})
  expect(readings).toMatchObject({ queue: 'readings', type: 'classic', consumers: 1 })
  const before = (await engine.call('marks', {})).length
  const look = await engine.call('brokerBrowse', { queue: 'readings', count: 5 })
  expect(look.messages.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
  expect(look.redeliveredMarks).toBe(5)
  expect(look.readyAfter).toBe(look.readyBefore)
  expect(await engine.call('marks', {})).toHaveLength(before + 1)
  const [dead] = (await engine.call('brokerBrowse', { queue: 'readings.dropped', count: 1 }))
    .messages
  const names = dead?.properties.headers.fields.map(([name]) => name)
  expect(names).toContain('x-death')
  expect((await engine.call('brokerQueue', { queue: 'readings' })).arguments).toContainEqual({
    name: 'x-max-length',
    value: '1000',
  })
  await expect(engine.call('brokerQueue', { queue: '__proto__' })).rejects.toMatchObject({
    code: 'not-found',
  })
  await engine.dispose()
})
