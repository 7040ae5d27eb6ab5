/** One verb of a random script on a stage. What it answers is a line; what it causes is seen afterwards. */
import { Closed } from '../client.ts'
import { messageText } from '../text.ts'
import type { Sending, Step } from './random-script.ts'
import type { Stage } from './stage.ts'
import type { StageChannel } from './stage-channel.ts'

/** Between the shorter and the longer expiration of a timed step, and after both. */
const timedMs = [700, 900] as const
/** How long a confirm may take. */
const patienceMs = 3000
const stepMs = 5
/** Between messages, so that a TTL of 1 ms is over before the next one comes. */
const afterSendMs = 5

/** Does it; the lines it answers with. */
export async function perform(stage: Stage, step: Step): Promise<readonly string[]> {
  switch (step.verb) {
    case 'send':
      return sendAll(stage, step.queue, step.messages)
    case 'timed': {
      const sent = await sendAll(stage, step.queue, step.messages)
      const seen: string[] = []
      for (const ms of timedMs) {
        await stage.broker.wait(ms)
        seen.push(await stage.counts())
      }
      return [...sent, ...seen]
    }
    case 'publish': {
      const { exchange, key, message } = step
      return [await send(stage, stage.name(`x${exchange}`), key, message)]
    }
    case 'cancel':
      return cancel(stage, step.consumer)
    case 'purge':
      if (!stage.isThere(step.queue)) return ['gone']
      return [await stage.attempt((raw) => raw.purgeQueue(stage.name(`q${step.queue}`)))]
    case 'delete':
      return [await stage.delete(step.queue)]
    case 'declare':
      return [await stage.declare(step.queue)]
    case 'policy':
      await stage.broker.policy({
        name: step.operator ? 'operator' : 'user',
        operator: step.operator,
        pattern: `^${stage.name('q')}`,
        definition: step.definition,
      })
      return ['ok']
    default: {
      const on = stage.channels[step.channel]!
      return [await onChannel(stage, on, step)]
    }
  }
}

type ChannelStep = Extract<Step, { readonly channel: number }>

async function onChannel(stage: Stage, on: StageChannel, step: ChannelStep): Promise<string> {
  const { queue, transactional } = stage.script.channels[step.channel]!
  const reopen = async () => {
    await on.reopen()
    if (transactional) await on.raw.txSelect()
  }
  if (step.verb === 'reopen') {
    await reopen()
    return 'ok'
  }
  try {
    const said = await channelVerb(stage, on, step, stage.name(`q${queue}`), transactional)
    await on.raw.sync()
    return said
  } catch (problem) {
    if (!(problem instanceof Closed)) throw problem
    if (problem.scope === 'channel') await reopen()
    return problem.message
  }
}

async function channelVerb(
  stage: Stage,
  on: StageChannel,
  step: Exclude<ChannelStep, { verb: 'reopen' }>,
  queue: string,
  transactional: boolean,
): Promise<string> {
  const { raw } = on
  switch (step.verb) {
    case 'consume': {
      const { prefetch, autoAck, exclusive, priority } = step
      const { kind } = stage.script.queues[stage.script.channels[step.channel]!.queue]!
      // What a quorum queue hands out at once reaches a channel consumer by consumer, which no script could tell from another order.
      if (kind === 'quorum' && on.isConsuming) return 'it has a consumer'
      const tag = stage.newConsumer(on)
      on.addConsumer(tag, autoAck)
      if (prefetch !== null) await raw.qos(prefetch)
      const args = priority === 0 ? {} : { 'x-priority': priority }
      await raw.consume(queue, { tag, autoAck, exclusive, arguments: args })
      return tag
    }
    case 'limit':
      await raw.qos(step.count, { global: true })
      return 'ok'
    case 'get': {
      const got = await raw.get(queue, { autoAck: step.autoAck })
      if (got !== null && !step.autoAck) on.outstanding.push(got.tag)
      return got === null ? 'empty' : `${messageText(got)}, ${got.remaining} remaining`
    }
    case 'settle': {
      const tag = on.outstanding[step.which % Math.max(1, on.outstanding.length)]
      if (tag === undefined) return 'nothing held'
      const { how, requeue, multiple } = step
      if (how === 'ack') raw.ack(tag, { multiple })
      else if (how === 'nack') raw.nack(tag, { multiple, requeue })
      else raw.reject(tag, { requeue })
      on.settle(tag, multiple && how !== 'reject', transactional)
      return 'ok'
    }
    case 'end':
      await (step.commits ? raw.txCommit() : raw.txRollback())
      on.endTransaction(step.commits)
      return 'ok'
    default:
      on.outstanding = []
      await raw.recover(true)
      return 'ok'
  }
}

async function cancel(stage: Stage, consumer: number): Promise<readonly string[]> {
  const on = stage.consumers[consumer]
  if (on === undefined) return ['no such consumer']
  try {
    await on.raw.cancel(`k${consumer}`)
    on.removeConsumer(`k${consumer}`)
    return ['ok']
  } catch (problem) {
    if (!(problem instanceof Closed)) throw problem
    return [problem.message]
  }
}

async function sendAll(
  stage: Stage,
  queue: number,
  messages: readonly Sending[],
): Promise<readonly string[]> {
  const said: string[] = []
  for (const message of messages) said.push(await send(stage, '', stage.name(`q${queue}`), message))
  return said.filter((line) => line !== '')
}

/** Publishes and waits for the confirm, so that a queue that closes has done so before the next message comes. */
async function send(
  stage: Stage,
  exchange: string,
  key: string,
  message: Sending,
): Promise<string> {
  const { publisher, broker } = stage
  const publication = stage.publication(exchange, key, message)
  publisher.raw.publish(publication)
  publisher.published.push(publication.body)
  const deadlineMs = broker.nowMs() + patienceMs
  while (!publisher.isConfirmed() && publisher.raw.closed === null) {
    if (broker.nowMs() >= deadlineMs) break
    await broker.wait(stepMs)
  }
  if (publisher.raw.closed === null) {
    await broker.wait(afterSendMs)
    return ''
  }
  const { message: fault } = publisher.raw.closed
  await publisher.reopen()
  await publisher.raw.confirmSelect()
  return fault
}
