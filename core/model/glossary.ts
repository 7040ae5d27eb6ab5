/**
 * The words of the app, one per idea, spelled the field's way. Help in the app and the tests that hold the two languages
 * together read this list; a term that engineers say in English in Chinese too stays as it is.
 */
export interface Term {
  readonly term: string
  readonly zh: string
  readonly en: { readonly means: string }
  readonly inChinese: { readonly means: string }
}

const term = (name: string, zh: string, means: string, meansZh: string): Term => ({
  term: name,
  zh,
  en: { means },
  inChinese: { means: meansZh },
})

export const glossary: readonly Term[] = [
  term('message', '消息', 'A payload with properties, published once.', '一次发布的载荷及其属性。'),
  term(
    'payload',
    '载荷',
    'The bytes of a message. Never changed; a decoded view is only a view.',
    '消息的字节，从不改动；解码只是查看方式。',
  ),
  term(
    'exchange',
    '交换机',
    'Takes a publish and decides which queues get a copy.',
    '接收发布并决定哪些队列得到副本。',
  ),
  term(
    'binding',
    '绑定',
    'A rule from an exchange to a queue or another exchange.',
    '从交换机到队列或另一交换机的规则。',
  ),
  term(
    'routing key',
    '路由键',
    'The word a publish carries for the exchange to look at.',
    '发布时携带、供交换机判断的词。',
  ),
  term(
    'queue',
    '队列',
    'Messages in the order they came; the head leaves first.',
    '按到达顺序排列的消息，队首先出。',
  ),
  term('ready', '就绪', 'In the queue and not handed out.', '在队列中，尚未投递。'),
  term(
    'unacked',
    '未确认',
    'Handed to a consumer and not settled yet.',
    '已投递给消费者，尚未确认。',
  ),
  term(
    'prefetch',
    '预取',
    'How many unacked messages a consumer may hold.',
    '一个消费者最多可持有的未确认消息数。',
  ),
  term(
    'ack',
    'ack',
    'The consumer is done; the queue forgets the message.',
    '消费者处理完毕，队列移除该消息。',
  ),
  term(
    'nack',
    'nack',
    'The consumer gives one or several messages back, or away.',
    '消费者退回或放弃一条或多条消息。',
  ),
  term('reject', 'reject', 'Like nack, for one message.', '与 nack 相同，但只针对一条消息。'),
  term(
    'requeue',
    '重新入队',
    'A returned message goes back to its original place.',
    '被退回的消息回到原来的位置。',
  ),
  term('redelivered', '重投', 'It was handed out before and came back.', '曾被投递过又回到队列。'),
  term(
    'dead letter',
    '死信',
    'A message given up and sent to the dead-letter exchange: rejected, expired or over the limit.',
    '被放弃并送往死信交换机的消息：被拒、过期或超限。',
  ),
  term(
    'TTL',
    'TTL',
    'How long a message may wait; only the head is looked at.',
    '消息可等待的时长；只检查队首。',
  ),
  term(
    'overflow',
    '溢出',
    'What a full queue does: drop-head or reject-publish.',
    '队列满时的做法：drop-head 或 reject-publish。',
  ),
  term(
    'publisher confirm',
    '发布确认',
    'The broker tells the producer that it took the message, or did not.',
    '服务端告知生产者是否已接收消息。',
  ),
  term(
    'unroutable',
    '不可路由',
    'No queue matched: returned when mandatory, else gone.',
    '没有匹配的队列：mandatory 时退回，否则丢失。',
  ),
  term(
    'look',
    '查看',
    'Seeing messages of a queue, priced before and measured after.',
    '查看队列中的消息，事前标明代价，事后实测。',
  ),
  term(
    'wait',
    '等待',
    'From entering the queue to the first delivery.',
    '从进入队列到首次投递的时间。',
  ),
  term('sojourn', '逗留', 'From entering the queue to the ack.', '从进入队列到确认的时间。'),
  term(
    'arrival rate λ',
    '到达率 λ',
    'Messages published per second, on average.',
    '平均每秒发布的消息数。',
  ),
  term(
    'service rate μ',
    '服务率 μ',
    'Messages one busy consumer finishes per second.',
    '一个繁忙的消费者每秒完成的消息数。',
  ),
  term(
    'utilisation ρ',
    '利用率 ρ',
    'Work that arrives over work that can be done; above 1 the queue grows without end.',
    '到达的工作量与处理能力之比；大于 1 时队列无限增长。',
  ),
  term(
    'seed',
    '种子',
    'The number every random draw comes from: same seed, same run.',
    '所有随机抽取的来源：种子相同，运行相同。',
  ),
  term(
    'event',
    '事件',
    'One thing that happens at one virtual instant.',
    '在某一虚拟时刻发生的一件事。',
  ),
  term(
    'scenario',
    '场景',
    'Topology, load and faults in one file.',
    '一个文件中的拓扑、负载与故障。',
  ),
  term(
    'client',
    '客户端',
    'A program that speaks a protocol to a broker; here also one of yours that came to the simulated broker.',
    '用协议与代理通信的程序；也指连接到模拟代理的你的程序。',
  ),
  term(
    'endpoint',
    '端点',
    'Where clients connect: address, port and login.',
    '客户端连接之处：地址、端口与登录。',
  ),
  term(
    'recording',
    '录制',
    'A scenario, its seed and everything that came in from outside; run again, it comes to the same hash.',
    '场景、种子以及外部输入的一切；重新运行会得到相同的哈希。',
  ),
  term(
    'alarm',
    '告警',
    'The broker is low on memory or disk and takes no publishes until that is over.',
    '代理的内存或磁盘不足，在恢复之前不再接受发布。',
  ),
]
