import { defineText } from './text.ts'

/** What a program did that made the broker close its channel, in a sentence. */
export const closureText = defineText({
  en: {
    inequivalent:
      '{thing} {name} is here with {argument} = {current}; the program declares it with {argument} = {received}.',
    durableHere: '{thing} {name} is durable here; the program declares it not durable.',
    transientHere: '{thing} {name} is not durable here; the program declares it durable.',
    argumentMissing:
      '{thing} {name} is here without {argument}; the program declares it with {argument} = {received}.',
    argumentUnwanted:
      '{thing} {name} is here with {argument} = {current}; the program declares it without.',
    queue: 'Queue',
    exchange: 'Exchange',
    noQueue: 'There is no queue {name}: the program uses it before it is declared.',
    noExchange: 'There is no exchange {name}: the program uses it before it is declared.',
    unknownTag:
      'The program settled delivery {tag}, which this channel does not hold: it was settled before, or on another channel, or the consumer has no acks.',
    locked:
      'Queue {name} is exclusive to another connection, which has to close before this one can use it.',
    inUse:
      'Queue {name} has an exclusive consumer already, or cannot have one while others consume.',
    ackTimeout: 'The program kept a delivery unacked for too long ({ms} ms).',
    reserved: 'Names that begin with amq. belong to the broker: the program has to choose another.',
    tooLarge: 'The message is larger than the broker takes.',
    notImplemented: 'The broker does not do what the program asked for.',
    unexpected: 'The program sent a frame the protocol does not allow there.',
    other: 'The broker closed it.',
  },
  zh: {
    inequivalent:
      '此处的 {thing} {name} 为 {argument} = {current}；程序声明的是 {argument} = {received}。',
    durableHere: '此处的 {thing} {name} 是持久的；程序声明为非持久。',
    transientHere: '此处的 {thing} {name} 不是持久的；程序声明为持久。',
    argumentMissing:
      '此处的 {thing} {name} 没有 {argument}；程序声明的是 {argument} = {received}。',
    argumentUnwanted: '此处的 {thing} {name} 为 {argument} = {current}；程序声明时没有它。',
    queue: '队列',
    exchange: '交换机',
    noQueue: '没有队列 {name}：程序在声明之前就使用了它。',
    noExchange: '没有交换机 {name}：程序在声明之前就使用了它。',
    unknownTag:
      '程序确认了本通道并不持有的投递 {tag}：可能已确认过、在别的通道上，或消费者无需确认。',
    locked: '队列 {name} 由另一个连接独占，须等它关闭后才能使用。',
    inUse: '队列 {name} 已有独占消费者，或在有其他消费者时不能独占。',
    ackTimeout: '程序让一条投递未确认太久（{ms} 毫秒）。',
    reserved: '以 amq. 开头的名字属于代理：程序须另选名字。',
    tooLarge: '消息超过代理接受的大小。',
    notImplemented: '代理不支持程序请求的操作。',
    unexpected: '程序在此处发送了协议不允许的帧。',
    other: '代理关闭了它。',
  },
})
