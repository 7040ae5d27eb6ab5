import type { Broker } from '#core/engine/broker.ts'
import type { Death, Message } from './world.ts'

/** The same message as seen in either broker. */

/** As a client sees a delivery. */
export function seenIn(engine: Broker, slot: number): string {
  const offset = engine.streamOffsetOf(slot)
  const words = [engine.redeliveredOf(slot) ? 'redelivered' : 'new']
  if (offset >= 0) words.push(String(offset))
  for (const [name, value] of engine.countHeadersOf(slot).fields) words.push(`${name}=${value}`)
  return words.join(' ')
}

/** A ready message in the engine. */
export function messageAt(engine: Broker, slot: number) {
  const history = engine.historyOf(slot)
  return {
    id: engine.messageIdOf(slot),
    exchange: engine.exchangeNames[engine.exchangeOf(slot)],
    key: engine.keyName(engine.keyOf(slot)),
    attempts: engine.attemptsOf(slot),
    headers: engine.template(engine.templateOf(slot)).headers,
    deaths: engine.deathsOf(slot).map(({ timeUs, ...death }) => {
      return deathText({ ...death, timeMs: timeUs / 1000 })
    }),
    first: history && deathName(history.first),
  }
}

/** The same in the plain broker. */
export function messageOf(message: Message) {
  const { id, exchange, key, attempts, headers, firstDeath } = message
  const deaths = message.deaths.map(deathText)
  const first = firstDeath && deathName(firstDeath)
  return { id, exchange, key, attempts, headers, deaths, first }
}

function deathText(death: Death): string {
  const { count, timeMs, routingKeys, originalExpiration } = death
  const rest = `at ${timeMs} ms by ${JSON.stringify(routingKeys)} after ${originalExpiration}`
  return `${count} times ${deathName(death)} ${rest}`
}

function deathName({ queue, reason, exchange }: Pick<Death, 'queue' | 'reason' | 'exchange'>) {
  return `${reason} in ${queue} from '${exchange}'`
}
