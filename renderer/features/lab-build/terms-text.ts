import { defineText } from '#renderer/i18n/text.ts'

/** How a stream is kept and how a consumer subscribes. */
export const termsText = defineText({
  en: {
    streamBytesHelp: 'Beyond it whole segments go, the oldest first',
    maxAgeHelp: 'Segments older than this go, such as 7D or 12h',
    segmentHelp: 'Where a segment ends; the last one always stays',
    streamOffsetHelp: 'Where it begins: first, last, next, an offset, or a time ago such as 1h',
    consumerPriorityHelp: 'Who has a higher one is served first',
    consumerExclusiveHelp: 'Nobody else may consume from the queue',
    returnBy: 'Requeues by',
    returnByHelp: 'From 4.3 a quorum queue counts a reject as a failed try, a nack not',
    connectsTo: 'Connects to',
    connectsToHelp: 'While that node is up; else to the next one',
    nodeName: 'node {node}',
  },
  zh: {
    streamBytesHelp: '超过时删去整段，最旧的先删',
    maxAgeHelp: '早于此时长的段会删去，如 7D 或 12h',
    segmentHelp: '段的大小；最后一段始终保留',
    streamOffsetHelp: '起点：first、last、next、偏移，或多久以前，如 1h',
    consumerPriorityHelp: '较高者优先得到消息',
    consumerExclusiveHelp: '其他消费者不得读取此队列',
    returnBy: '重新入队方式',
    returnByHelp: '自 4.3 起 quorum 队列只把 reject 计为失败，nack 不计',
    connectsTo: '连接到',
    connectsToHelp: '该节点在线时；否则连接下一个',
    nodeName: '节点 {node}',
  },
})
