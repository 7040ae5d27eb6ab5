import type { Command } from './command.ts'
import type { BrokerFault, FaultSpec } from './scenario.ts'
import { brokerChinese, isBrokerDial, isOfBroker } from './sentence-broker.ts'
import {
  type Change,
  digits,
  duration,
  type Facts,
  type Piece,
  percent,
  type Words,
} from './sentence-words.ts'
import { TraceReason } from './trace.ts'

const you = (actor: Facts['actor']): Piece => actor ?? '你'

export const chinese: Words = {
  defaultExchange: '默认交换机',
  published: ({ actor, message, exchange, routedTo }) =>
    routedTo === null || routedTo.length === 0
      ? [you(actor), ' 向 ', exchange ?? '交换机', ' 发布 ', message, '。']
      : [
          you(actor),
          ' 发布 ',
          message,
          '，',
          exchange ?? '交换机',
          ' 将其路由到 ',
          list(routedTo),
          '。',
        ],
  enqueued: ({ message, queue, detail }) =>
    detail === 0 ? [message, ' 进入已满的 ', queue, '。'] : [message, ' 进入 ', queue, '。'],
  delivered: ({ actor, message, queue, attempt }) =>
    actor === null
      ? ['你从 ', queue, ' 取到 ', message, `，第 ${attempt} 次投递。`]
      : [message, ' 投递给 ', actor, `，第 ${attempt} 次。`],
  acked: ({ actor, message, detail, queue, tookUs }) =>
    detail === 1
      ? [message, ' 投递后即离开 ', queue, '：', you(actor), ' 不使用确认。']
      : [you(actor), ' 确认 ', message, tookUs === null ? '。' : `，用时 ${duration(tookUs)}。`],
  requeued: ({ actor, message, queue, reason, attempt }) => {
    const next = `，将第 ${attempt + 1} 次投递。`
    switch (reason) {
      case TraceReason.nack:
        return [you(actor), ' 对 ', message, ' nack 并重新入队', next]
      case TraceReason.rejected:
        return [you(actor), ' 对 ', message, ' reject 并重新入队', next]
      case TraceReason.crash:
        return [you(actor), ' 在确认前崩溃，', message, ' 回到 ', queue, next]
      case TraceReason.timeout:
        return [you(actor), ' 持有过久，', message, ' 回到 ', queue, next]
      case TraceReason.browse:
        return ['你把 ', message, ' 放回 ', queue, '，它带上了重投标记。']
      default:
        return [message, ' 回到 ', queue, next]
    }
  },
  deadLettered: ({ message, queue, exchange, ...why }) => [
    message,
    ' 从 ',
    queue,
    exchange === null
      ? ' 成为死信，但死信交换机不存在，消息丢失：'
      : [' 成为死信，送往 ', exchange, '：'],
    whyDead({ queue, ...why }),
  ],
  dropped: ({ actor, message, queue, reason }) => {
    switch (reason) {
      case TraceReason.expired:
        return [message, ' 在 ', queue, ' 中过期。']
      case TraceReason.maxlen:
        return [queue, ' 已满，丢弃 ', message, '。']
      case TraceReason.purged:
        return [message, ' 从 ', queue, ' 中清除。']
      case TraceReason.cycle:
        return [message, ' 未能进入 ', queue, '：它曾在此成为死信，其间无人拒绝，构成循环。']
      default:
        return [you(actor), ' 拒绝 ', message, '。', queue, ' 没有死信交换机，消息丢失。']
    }
  },
  returned: ({ actor, message }) => [message, ' 退回给 ', you(actor), '：没有匹配的队列。'],
  unroutable: ({ message, exchange }) => [
    message,
    ' 在 ',
    exchange ?? '交换机',
    ' 没有匹配的队列，消息丢失。',
  ],
  refused: ({ message, queue }) => [queue, ' 已满，拒收 ', message, '。'],
  confirmed: ({ actor, message }) => ['服务端向 ', you(actor), ' 确认已接收 ', message, '。'],
  confirmNacked: ({ actor, message }) => ['服务端告知 ', you(actor), '：未接收 ', message, '。'],
  crashed: ({ actor }) => [you(actor), ' 崩溃。'],
  restarted: ({ actor }) => [you(actor), ' 恢复运行。'],
  ackTimeout: ({ actor }) => [you(actor), ' 持有投递超过确认时限，服务端关闭了它的 channel。'],
  producerBlocked: ({ actor, detail }) => [you(actor), waiting[detail] ?? ' 等待。'],
  producerUnblocked: ({ actor }) => [you(actor), ' 可以继续发布。'],
  connectionLost: ({ actor }) => [you(actor), ' 的连接断开。'],
  consumerCancelled: ({ actor, queue }) => [
    '服务端取消了 ',
    you(actor),
    ' 对 ',
    queue,
    ' 的订阅。',
  ],
  leaderElected: ({ queue, detail }) =>
    detail === 0
      ? [queue, ' 没有 leader：成员未过半数在线。']
      : [queue, ` 的 leader 为节点 ${detail}。`],
  faultBegan: (fault, target) => {
    if (isOfBroker(fault))
      return brokerChinese.began(fault, 'forUs' in fault ? lasting(fault.forUs) : '')
    switch (fault.kind) {
      case 'crash':
        return ['故障：', target, ' 崩溃', lasting(fault.restartAfterUs), '。']
      case 'slow':
        return [
          '故障：',
          target,
          ` 处理变慢为 ${digits(fault.factor)} 倍时间`,
          lasting(fault.forUs),
          '。',
        ]
      case 'stop':
        return ['故障：', target, ' 停止发布', lasting(fault.forUs), '。']
      case 'surge':
        return [
          '故障：',
          target,
          ` 发布量变为 ${digits(fault.factor)} 倍`,
          lasting(fault.forUs),
          '。',
        ]
    }
  },
  faultEnded: (fault, target) =>
    isOfBroker(fault) ? brokerChinese.ended(fault) : ['故障结束：', target, faultOver[fault.kind]],
  intervened,
  intervenedSomehow: () => '你做了一处改动。',
}

/** 阻塞的原因，按 `blockedBy` 编号。 */
const waiting = [' 等待：确认窗口已满。', ' 受阻：服务端告警中。', ' 等待：没有节点在线。']

const faultOver: Record<Exclude<FaultSpec, BrokerFault>['kind'], string> = {
  crash: ' 恢复运行。',
  slow: ' 恢复原来的处理速度。',
  stop: ' 恢复发布。',
  surge: ' 恢复原来的发布量。',
}

const lasting = (us: number | null) => (us === null ? '' : `，持续 ${duration(us)}`)

function list(things: readonly Piece[]): Piece {
  return things.map((thing, index) => (index === 0 ? thing : ['、', thing]))
}

function whyDead({
  actor,
  queue,
  reason,
  attempt,
}: Pick<Facts, 'actor' | 'queue' | 'reason' | 'attempt'>): Piece {
  switch (reason) {
    case TraceReason.expired:
      return '存活时间已到。'
    case TraceReason.maxlen:
      return [queue, ' 已满。']
    case TraceReason.deliveryLimit:
      return `${attempt} 次投递超过投递上限。`
    default:
      return [you(actor), ` 在第 ${attempt} 次投递时拒绝了它。`]
  }
}

function intervened({ command, before, target }: Change): Piece {
  if (isBrokerDial(command)) return brokerChinese.turned(command)
  switch (command.kind) {
    case 'producer.rate':
      return set('发布速率', target, before, command.ratePerSecond, (n) => digits(n), ' /s')
    case 'producer.poison':
      return set('毒消息比例', target, before, command.share, percent, ' %')
    case 'consumer.service':
      return set('平均服务时间', target, before, command.meanUs, duration, '')
    case 'consumer.prefetch':
      return set('预取', target, before, command.prefetch, (n) => String(n), '')
    case 'consumer.failure':
      return set('失败概率', target, before, command.probability, percent, ' %')
    case 'link.latency':
      return set('延迟', target, before, command.latencyUs, duration, '')
    case 'consumer.crash':
      return ['你让 ', target, ' 崩溃', lasting(command.restartAfterUs), '。']
    case 'queue.browse':
      return ['你查看了 ', target, ` 的至多 ${command.count} 条消息。`]
    case 'message.publish':
      return ['你向 ', target, ' 发布了一条消息。']
    default:
      return [deeds[command.kind], ' ', target, '。']
  }
}

const deeds: Record<
  Extract<Command['kind'], 'producer.stop' | 'producer.start' | 'consumer.restart' | 'queue.purge'>,
  string
> = {
  'producer.stop': '你停止了',
  'producer.start': '你启动了',
  'consumer.restart': '你重启了',
  'queue.purge': '你清空了',
}

/** “你将 checkout 的发布速率从 10 调到 24 /s。” */
function set(
  what: string,
  target: Piece,
  before: number | null,
  after: number,
  write: (value: number) => string,
  unit: string,
): Piece {
  const from = before === null || before === after ? '' : `从 ${write(before)} `
  return ['你将 ', target, ` 的${what}${from}调到 ${write(after)}${unit}。`]
}
