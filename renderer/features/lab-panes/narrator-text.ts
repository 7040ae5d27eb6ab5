import { defineText } from '#renderer/i18n/text.ts'

/** Each story in two parts: `…Head` is set bold. Numbers come written. */
export const narratorText = defineText({
  en: {
    empty: 'Nothing happens here yet.',
    emptyWhy: 'Add a producer, a queue and a consumer, and run it.',
    closed: 'The broker closed the channel of {name}.',
    halted: 'The run stopped on an error of Sluice itself.',
    haltedWhy: 'Restart it; the same seed leads to the same place.',
    finished: 'The scenario is over.',
    finishedWhy: '{events} events in all. Restart it, or try another seed.',
    notBegun: 'Time has not begun.',
    notBegunWhy: 'Run it, or step from event to event.',
    blocked: '{producer} is held back.',
    blockedMore: '{producer} and {others} more producers are held back.',
    blockedWhy:
      'As many messages as its confirm window allows are unconfirmed, so it waits for the broker.',
    alarmed: 'An alarm is on: the broker takes no messages.',
    alarmedWhy: {
      one: '{count} producer is blocked until it is over; what it has sent is held, and consumers go on.',
      other:
        '{count} producers are blocked until it is over; what they have sent is held, and consumers go on.',
    },
    noNode: 'No node of the broker is up.',
    noNodeWhy: 'Producers and consumers wait for one they can connect to.',
    leaderless: '{queue} has no leader.',
    leaderlessWhy:
      'Fewer than two of its three members hear each other, so it stores nothing, confirms nothing and delivers nothing.',
    log: '{queue} is a log: reading does not remove.',
    logWhy: 'It retains {retained} messages; {trimmed} went with its oldest segments.',
    down: '{consumer} is down.',
    downMore: '{consumer} and {others} more are down.',
    downWhy: {
      one: '{count} worker is left and finishes {capacity} a second, while {arrivals} arrive; its unacked messages went back to {queue}.',
      other:
        '{count} workers are left and finish {capacity} a second, while {arrivals} arrive; its unacked messages went back to {queue}.',
    },
    noConsumer: 'Nobody reads {queue}.',
    noConsumerWhy: '{ready} messages wait, and {arrivals} more arrive every second.',
    refusing: '{queue} is full and refuses.',
    refusingWhy: 'It holds its limit of {limit}; {refused} a second are refused to the producers.',
    overflowing: '{queue} is full and drops its oldest.',
    overflowingDead:
      'It holds its limit of {limit}; for each new message the one at the head is dead-lettered.',
    overflowingLost:
      'It holds its limit of {limit}; for each new message the one at the head is gone.',
    growing: '{queue} grows by {growth} a second.',
    growingWhy: {
      one: '{load} deliveries a second are needed and {count} worker finishes {capacity}, so it never catches up.',
      other:
        '{load} deliveries a second are needed and {count} workers finish {capacity}, so they never catch up.',
    },
    draining: '{queue} works off its backlog.',
    drainingWhy: '{ready} wait, {shrink} fewer every second: about {left} more.',
    poisoned: '{share} % of messages fail on every attempt.',
    poisonedAttempts: {
      one: '{attempts} tries each turn {arrivals} arrivals a second into {load} deliveries a second, so {count} worker runs at ρ {rho}.',
      other:
        '{attempts} tries each turn {arrivals} arrivals a second into {load} deliveries a second, so {count} workers run at ρ {rho}.',
    },
    poisonedForever: {
      one: 'They come back for ever, and turn {arrivals} arrivals a second into {load} deliveries; {count} worker runs at ρ {rho}.',
      other:
        'They come back for ever, and turn {arrivals} arrivals a second into {load} deliveries; {count} workers run at ρ {rho}.',
    },
    failing: '{share} % of deliveries fail.',
    failingWhy: {
      one: 'Retries turn {arrivals} arrivals a second into {load} deliveries, so {count} worker runs at ρ {rho}.',
      other:
        'Retries turn {arrivals} arrivals a second into {load} deliveries, so {count} workers run at ρ {rho}.',
    },
    balanced: 'Each message goes to exactly one worker.',
    balancedWhy: {
      one: '{arrivals} arrive every second and {count} worker can finish {capacity}, so {queue} stays short.',
      other:
        '{arrivals} arrive every second, {count} workers can finish {capacity}, so {queue} stays short.',
    },
    balancedTight: {
      one: '{arrivals} arrive every second and {count} worker can finish {capacity}: at ρ {rho} a small surge makes a long queue.',
      other:
        '{arrivals} arrive every second, {count} workers can finish {capacity}: at ρ {rho} a small surge makes a long queue.',
    },
    allBalanced: 'All {queues} queues keep up.',
    allBalancedWhy:
      '{arrivals} messages arrive every second, {consumers} consumers together can finish {capacity}.',
    quiet: 'Nothing arrives at {queue}.',
    quietWhy: '{ready} messages wait and {unacked} are with workers.',
  },
  zh: {
    empty: '这里还没有动静。',
    emptyWhy: '添加生产者、队列和消费者，然后运行。',
    closed: '代理关闭了 {name} 的通道。',
    halted: '运行因 Sluice 自身的错误而停止。',
    haltedWhy: '请重新开始；同一种子会走到同一处。',
    finished: '场景已结束。',
    finishedWhy: '共 {events} 个事件。可重新开始，或换一个种子。',
    notBegun: '时间尚未开始。',
    notBegunWhy: '运行，或逐个事件地步进。',
    blocked: '{producer} 被挡住了。',
    blockedMore: '{producer} 和另外 {others} 个生产者被挡住了。',
    blockedWhy: '未确认的消息已达到确认窗口的上限，因此它在等待服务端。',
    alarmed: '告警中：服务端不接收消息。',
    alarmedWhy: '{count} 个生产者受阻，直到告警解除；已发送的消息被扣留，消费者不受影响。',
    noNode: '没有任何节点在线。',
    noNodeWhy: '生产者与消费者在等待可连接的节点。',
    leaderless: '{queue} 没有 leader。',
    leaderlessWhy: '三个成员中相互可达的不足两个，因此不存储、不确认、也不投递。',
    log: '{queue} 是日志：读取不会移除消息。',
    logWhy: '保留 {retained} 条消息；{trimmed} 条已随最旧的段删除。',
    down: '{consumer} 宕机了。',
    downMore: '{consumer} 和另外 {others} 个宕机了。',
    downWhy:
      '还剩 {count} 个消费者，每秒处理 {capacity} 条，而每秒到达 {arrivals} 条；其未确认的消息已回到 {queue}。',
    noConsumer: '没有消费者读取 {queue}。',
    noConsumerWhy: '{ready} 条消息在等待，每秒还有 {arrivals} 条到达。',
    refusing: '{queue} 已满并拒收。',
    refusingWhy: '它已达到上限 {limit}；每秒拒绝生产者 {refused} 条。',
    overflowing: '{queue} 已满，丢弃最旧的消息。',
    overflowingDead: '它已达到上限 {limit}；每来一条新消息，队首就成为死信。',
    overflowingLost: '它已达到上限 {limit}；每来一条新消息，队首就丢失。',
    growing: '{queue} 每秒增加 {growth} 条。',
    growingWhy: '每秒需要 {load} 次投递，{count} 个消费者只能完成 {capacity} 次，永远追不上。',
    draining: '{queue} 正在消化积压。',
    drainingWhy: '{ready} 条在等待，每秒减少 {shrink} 条：大约还需 {left}。',
    poisoned: '{share} % 的消息每次处理都会失败。',
    poisonedAttempts:
      '每条最多投递 {attempts} 次，每秒 {arrivals} 条到达变成每秒 {load} 次投递，{count} 个消费者的利用率 ρ 为 {rho}。',
    poisonedForever:
      '它们永远回来，每秒 {arrivals} 条到达变成 {load} 次投递；{count} 个消费者的利用率 ρ 为 {rho}。',
    failing: '{share} % 的投递会失败。',
    failingWhy:
      '重试使每秒 {arrivals} 条到达变成 {load} 次投递，{count} 个消费者的利用率 ρ 为 {rho}。',
    balanced: '每条消息只交给一个消费者。',
    balancedWhy:
      '每秒到达 {arrivals} 条，{count} 个消费者能完成 {capacity} 条，因此 {queue} 很短。',
    balancedTight:
      '每秒到达 {arrivals} 条，{count} 个消费者能完成 {capacity} 条：ρ 为 {rho} 时，小小的波动就会排长队。',
    allBalanced: '{queues} 个队列全都跟得上。',
    allBalancedWhy: '每秒到达 {arrivals} 条消息，{consumers} 个消费者合计能完成 {capacity} 条。',
    quiet: '没有消息到达 {queue}。',
    quietWhy: '{ready} 条在等待，{unacked} 条在消费者手中。',
  },
})
