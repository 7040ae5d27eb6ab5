/** A change in words: short on its flag, a sentence in the list of your changes. */
import type { ReactNode } from 'react'
import type { BrokerDial } from '#core/model/command.ts'
import type { BrokerFault } from '#core/model/scenario.ts'
import { isBrokerDial, isOfBroker } from '#core/model/sentence-broker.ts'
import type { Say } from '#renderer/i18n/text.ts'
import { measureDuration, writeMeasure } from '#renderer/ui/number.ts'
import type { Change } from './changes.ts'
import type { changesText } from './changes-text.ts'
import { writeShare } from './numbers.ts'

type ChangeSay = Say<(typeof changesText)['en']>

/** The words of a flag. */
export function flagWords(say: ChangeSay, change: Change): string {
  const { command, fault } = change
  const target = targetWords(say, change)
  if (command === null) return fault === null ? '' : faultWords(say, change)
  if (isBrokerDial(command)) return say('flagYou', { deed: deedWords(say, command) })
  switch (command.kind) {
    case 'producer.rate':
      return say('flagRate', values(say, change))
    case 'producer.poison':
      return say('flagPoison', values(say, change))
    case 'consumer.service':
      return say('flagService', values(say, change))
    case 'consumer.failure':
      return say('flagFailure', values(say, change))
    case 'consumer.prefetch':
      return say('flagPrefetch', values(say, change))
    case 'producer.stop':
      return say('flagStop', { target })
    case 'producer.start':
      return say('flagStart', { target })
    case 'consumer.crash':
      return say('flagCrash', { target })
    case 'consumer.restart':
      return say('flagRestart', { target })
    case 'link.latency':
      return say('flagLatency', { target })
    case 'queue.purge':
      return say('flagPurge', { target })
    case 'queue.browse':
      return say('flagBrowse', { target })
    case 'message.publish':
      return say('flagPublish', { target: exchangeWords(say, target) })
  }
}

function faultWords(say: ChangeSay, { fault, targets, atUs, untilUs }: Change): string {
  if (fault === null) return ''
  if (isOfBroker(fault)) {
    const words = brokerFaultWords(say, fault)
    const lasts = untilUs === null ? '' : ` ${writeMeasure(measureDuration(untilUs - atUs))}`
    return `${words}${lasts}`
  }
  const target = targets[0] ?? ''
  const duration = untilUs === null ? null : writeMeasure(measureDuration(untilUs - atUs))
  const factor = 'factor' in fault ? fault.factor : 1
  switch (fault.kind) {
    case 'crash':
      return duration === null
        ? say('faultCrash', { target })
        : say('faultCrashFor', { target, duration })
    case 'slow':
      return duration === null
        ? say('faultSlow', { target, factor })
        : say('faultSlowFor', { target, factor, duration })
    case 'stop':
      return duration === null
        ? say('faultStop', { target })
        : say('faultStopFor', { target, duration })
    case 'surge':
      return duration === null
        ? say('faultSurge', { target, factor })
        : say('faultSurgeFor', { target, factor, duration })
  }
}

function brokerFaultWords(say: ChangeSay, fault: BrokerFault): string {
  switch (fault.kind) {
    case 'alarm':
      return say(fault.alarm === 'memory' ? 'memoryAlarm' : 'diskAlarm')
    case 'stopNode':
      return say('nodeDown', { node: fault.node })
    case 'partition':
      return say('nodeParted', { node: fault.node })
    case 'restartBroker':
      return say(fault.how === 'clean' ? 'brokerRestarted' : 'brokerKilled')
  }
}

/** What was done to the broker, after "you". */
function deedWords(say: ChangeSay, command: BrokerDial): string {
  switch (command.kind) {
    case 'broker.alarm': {
      const alarm = say(command.target === 'memory' ? 'theMemoryAlarm' : 'theDiskAlarm')
      return say(command.on ? 'raisedAlarm' : 'clearedAlarm', { alarm })
    }
    case 'broker.restart':
      return say(command.target === 'clean' ? 'restartedBroker' : 'killedBroker')
    case 'node.stop':
      return say('stoppedNode', { node: command.target })
    case 'node.start':
      return say('startedNode', { node: command.target })
    case 'node.part':
      return say('partedNode', { node: command.target })
    case 'node.rejoin':
      return say('rejoinedNode', { node: command.target })
  }
}

/** The sentence of a change of yours. `name`: how a name is drawn. */
export function changeSentence(
  say: ChangeSay,
  change: Change,
  name: (text: string) => ReactNode,
): ReactNode {
  const { command } = change
  if (command === null) return null
  const you = <b>{say('you')}</b>
  if (isBrokerDial(command)) return say.rich('didIt', { you, deed: deedWords(say, command) })
  const words = targetWords(say, change)
  const target = name(command.kind === 'message.publish' ? exchangeWords(say, words) : words)
  const deeds = {
    'producer.stop': 'stopped',
    'producer.start': 'started',
    'consumer.crash': 'crashed',
    'consumer.restart': 'restarted',
    'link.latency': 'latency',
    'queue.purge': 'purged',
    'queue.browse': 'browsed',
    'message.publish': 'published',
  } as const
  const settings = {
    'producer.rate': 'rate',
    'producer.poison': 'poison',
    'consumer.service': 'service',
    'consumer.failure': 'failure',
    'consumer.prefetch': 'prefetch',
  } as const
  if (command.kind in deeds) {
    return say.rich('did', { you, deed: say(deeds[command.kind as keyof typeof deeds]), target })
  }
  const setting = settings[command.kind as keyof typeof settings]
  const { before, after } = values(say, change)
  const unit =
    setting === 'rate' ? ' /s' : setting === 'failure' || setting === 'poison' ? ' %' : ''
  // No prefetch limit is written as 0 and is the highest of all.
  const height = (value: number | null) =>
    setting === 'prefetch' && value === 0 ? Number.POSITIVE_INFINITY : (value ?? 0)
  return say.rich(height(change.after) >= height(change.before) ? 'raised' : 'lowered', {
    you,
    what: say(setting),
    target,
    before,
    after: `${after}${unit}`,
  })
}

function targetWords(say: ChangeSay, { targets }: Change): string {
  return targets.length > 3 ? say('several', { count: targets.length }) : targets.join(', ')
}

const exchangeWords = (say: ChangeSay, exchange: string) =>
  exchange === '' ? say('defaultExchange') : exchange

function values(say: ChangeSay, { command, before, after }: Change) {
  const write = (value: number | null): string => {
    if (value === null) return ''
    if (command?.kind === 'consumer.service') return writeMeasure(measureDuration(value))
    if (command?.kind === 'consumer.failure' || command?.kind === 'producer.poison') {
      return writeShare(value)
    }
    if (command?.kind === 'consumer.prefetch' && value === 0) return say('unlimited')
    return String(Number(value.toPrecision(3)))
  }
  return { before: write(before), after: write(after) }
}
