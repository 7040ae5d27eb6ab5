import { expect, test } from 'vitest'
import { Broker } from './broker.ts'
import type { Engine } from './engine.ts'
import { Scene } from './scene.ts'

/** Plants a contradiction in a healthy broker, and says what the check says of it. */
function found(prepare: (scene: Scene) => void, plant: (engine: Engine) => void): string {
  const scene = new Scene('rabbitmq@4.0')
  prepare(scene)
  scene.broker.check()
  plant(Inside.of(scene.broker))
  try {
    scene.broker.check()
  } catch (fault) {
    return (fault as Error).message
  }
  return 'nothing'
}

class Inside extends Broker {
  static of(broker: Broker): Engine {
    return (broker as Inside).engine
  }
}

test('a count that is off is found', () => {
  const say = found(
    (scene) => {
      scene.queue('q')
      scene.send('q')
    },
    ({ queues }) => {
      queues[0]!.ready.count++
    },
  )
  expect(say).toContain("queue 'q'")
})

test('a shared limit that counts wrongly, or lets somebody take beyond it, is found', () => {
  const prepare = (scene: Scene) => {
    scene.queue('q')
    scene.send('q')
    const channel = scene.broker.openChannel()
    scene.broker.qos(channel, 1, { global: true })
    scene.consume('q', { channel })
  }
  expect(
    found(prepare, ({ channels }) => {
      channels.at(-1)!.sharedUsed = 7
    }),
  ).toBe('channel 1 has used 1 of its limit, it says 7')
  expect(
    found(prepare, ({ consumers, queues }) => {
      consumers[0]!.setSpent(false)
      queues[0]!.ring.enter(consumers[0]!)
    }),
  ).toBe("consumer 0 may take beyond channel 1's limit")
})

test('a deadline of a delivery that is over is found', () => {
  const say = found(
    (scene) => {
      scene.broker.openChannel()
    },
    ({ channels }) => {
      channels[1]!.deadlines.set(5, { atUs: 0, consumer: null })
    },
  )
  expect(say).toBe('channel 1 times slot 5, which it does not hold')
})

test('an exclusive queue that outlives its connection is found', () => {
  const say = found(
    (scene) => {
      const connection = scene.broker.openConnection()
      scene.queue('plain')
      const spec = { ...scene.broker.queueSpec(0), name: 'mine', exclusive: true }
      scene.broker.declareQueue(spec, connection)
    },
    ({ connections }) => {
      connections[0]!.open = false
    },
  )
  expect(say).toBe("queue 'mine' has outlived its connection")
})

test('an active consumer too many, or none, is found', () => {
  const prepare = (scene: Scene) => {
    scene.queue('one', { singleActiveConsumer: true })
    scene.queue('many')
    for (const queue of ['one', 'one', 'many']) scene.consume(queue)
  }
  expect(
    found(prepare, ({ queues, consumers }) => {
      queues[1]!.active = consumers[2]!
    }),
  ).toBe("queue 'many' has an active consumer and may have many")
  expect(
    found(prepare, ({ queues }) => {
      queues[0]!.active = null
    }),
  ).toBe("nobody of queue 'one' is active")
  expect(
    found(prepare, ({ consumers }) => {
      consumers[1]!.setStandby(false)
    }),
  ).toBe('consumer 1 is active beside consumer 0')
})
