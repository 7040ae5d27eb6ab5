/** Plays a random script on a broker and writes down what it sees, verb by verb. */
import type { BrokerUnderTest } from '../client.ts'
import { messageText } from '../text.ts'
import { perform } from './perform.ts'
import { type RandomScript, stepText } from './random-script.ts'
import { Stage } from './stage.ts'

/** What there is to see after a verb, one line each; the first names the verb. */
export type Scene = readonly string[]

/** How long what is expected may take to come about. */
const patienceMs = 2500
/** Time that passes after each verb, so that a TTL of 1 ms is over. */
const pauseMs = 10

/**
 * The scenes of a script: what is declared, each verb, and at the end the contents of every queue. With `expected` scenes,
 * those of another broker, it looks until it sees the same and goes on, and stops after the first scene that stays another.
 */
export async function play(
  broker: BrokerUnderTest,
  script: RandomScript,
  expected: readonly Scene[] | null,
): Promise<readonly Scene[]> {
  const stage = await Stage.open(broker, script)
  const scenes: Scene[] = []
  const see = async (title: string, said: readonly string[]) => {
    const wanted = expected?.[scenes.length] ?? null
    const scene = await settled(stage, [title, ...said.map((line) => stage.plain(line))], wanted)
    scenes.push(scene)
    return wanted === null || isSame(scene, wanted)
  }
  try {
    let isEqual = await see('declare', await declareAll(stage))
    for (const [at, step] of script.steps.entries()) {
      if (!isEqual) break
      isEqual = await see(`${at + 1}. ${stepText(step)}`, await perform(stage, step))
    }
    for (const channel of stage.channels) {
      if (!isEqual) break
      await channel.reopen()
      isEqual = await see(`close ${channel.name}`, [])
    }
    if (isEqual) scenes.push(await contents(stage))
  } finally {
    await stage.close()
  }
  return scenes
}

export function isSame(one: Scene, other: Scene): boolean {
  return one.length === other.length && one.every((line, at) => line === other[at])
}

/** Looks until what is expected is there; without an expectation once, time having passed. */
async function settled(
  stage: Stage,
  said: readonly string[],
  wanted: Scene | null,
): Promise<Scene> {
  const { broker } = stage
  const deadlineMs = broker.nowMs() + patienceMs
  const places = [stage.publisher, ...stage.channels]
  for (;;) {
    await broker.wait(pauseMs)
    const news = places.flatMap((place) => {
      return place.news().map((line) => stage.plain(`${place.name} ${line}`))
    })
    const scene = [...said, ...news, await stage.counts()]
    if (wanted === null || isSame(scene, wanted) || broker.nowMs() >= deadlineMs) {
      for (const place of places) place.accept()
      return scene
    }
  }
}

async function declareAll(stage: Stage): Promise<readonly string[]> {
  const said: string[] = []
  const { queues, exchanges, bindings } = stage.script
  for (const [at, { type, alternate }] of exchanges.entries()) {
    const args = alternate === null ? {} : { 'alternate-exchange': stage.name(`x${alternate}`) }
    const name = stage.name(`x${at}`)
    await stage.attempt((raw) => {
      return raw.declareExchange({ name, type, durable: true, arguments: args })
    })
  }
  for (const at of queues.keys()) said.push(`q${at} ${await stage.declare(at)}`)
  for (const { from, to, toExchange, key, arguments: args } of bindings) {
    const target = stage.name(`${toExchange ? 'x' : 'q'}${to}`)
    const binding = { from: stage.name(`x${from}`), to: target, toExchange, key, arguments: args }
    said.push(`binding ${await stage.attempt((raw) => raw.bind(binding))}`)
  }
  return said
}

async function contents(stage: Stage): Promise<Scene> {
  const lines: string[] = ['contents']
  for (const queue of stage.script.queues.keys()) {
    if (!stage.isThere(queue)) continue
    const messages = await stage.drained(queue)
    lines.push(stage.plain(`q${queue}: ${messages.map(messageText).join(', ')}`))
  }
  return lines
}
