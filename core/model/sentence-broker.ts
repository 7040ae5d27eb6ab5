/** What befalls the broker itself, in both languages: nodes, partitions, alarms, restarts. */
import type { BrokerDial, Command } from './command.ts'
import type { BrokerFault, FaultSpec } from './scenario.ts'

/** Whether a fault is the broker's own and no actor's. */
export const isOfBroker = (fault: FaultSpec): fault is BrokerFault =>
  !('consumer' in fault || 'producer' in fault)

/** Whether a command is about the broker or one of its nodes. */
export const isBrokerDial = (command: Command): command is BrokerDial =>
  command.kind.startsWith('broker.') || command.kind.startsWith('node.')

interface BrokerWords {
  /** `how long`: with its own leading space or comma, empty when it lasts. */
  began(fault: BrokerFault, howLong: string): string
  ended(fault: BrokerFault): string
  turned(command: BrokerDial): string
}

const alarmsEn = { memory: 'memory', disk: 'disk' } as const
const alarmsZh = { memory: '内存', disk: '磁盘' } as const

export const brokerEnglish: BrokerWords = {
  began(fault, howLong) {
    switch (fault.kind) {
      case 'alarm':
        return `Fault: the ${alarmsEn[fault.alarm]} alarm goes off${howLong}; who publishes is blocked.`
      case 'stopNode':
        return `Fault: node ${fault.node} stops${howLong}.`
      case 'partition':
        return `Fault: node ${fault.node} does not hear the others${howLong}.`
      case 'restartBroker':
        return fault.how === 'clean'
          ? 'Fault: the broker restarts.'
          : 'Fault: the broker is killed and starts again.'
    }
  },
  ended(fault) {
    switch (fault.kind) {
      case 'alarm':
        return `The fault is over: the ${alarmsEn[fault.alarm]} alarm is cleared.`
      case 'stopNode':
        return `The fault is over: node ${fault.node} is up again.`
      case 'partition':
        return `The fault is over: node ${fault.node} hears the others again.`
      case 'restartBroker':
        return 'The broker is up again.'
    }
  },
  turned(command) {
    switch (command.kind) {
      case 'broker.alarm':
        return `You ${command.on ? 'raised' : 'cleared'} the ${alarmsEn[command.target]} alarm.`
      case 'broker.restart':
        return command.target === 'clean'
          ? 'You restarted the broker.'
          : 'You killed the broker; it started again.'
      case 'node.stop':
        return `You stopped node ${command.target}.`
      case 'node.start':
        return `You started node ${command.target}.`
      case 'node.part':
        return `You parted node ${command.target} from the others.`
      case 'node.rejoin':
        return `You let node ${command.target} hear the others again.`
    }
  },
}

export const brokerChinese: BrokerWords = {
  began(fault, howLong) {
    switch (fault.kind) {
      case 'alarm':
        return `故障：${alarmsZh[fault.alarm]}告警${howLong}，发布者受阻。`
      case 'stopNode':
        return `故障：节点 ${fault.node} 停止${howLong}。`
      case 'partition':
        return `故障：节点 ${fault.node} 与其他节点失联${howLong}。`
      case 'restartBroker':
        return fault.how === 'clean' ? '故障：服务端重启。' : '故障：服务端被强行终止后重新启动。'
    }
  },
  ended(fault) {
    switch (fault.kind) {
      case 'alarm':
        return `故障结束：${alarmsZh[fault.alarm]}告警解除。`
      case 'stopNode':
        return `故障结束：节点 ${fault.node} 重新上线。`
      case 'partition':
        return `故障结束：节点 ${fault.node} 恢复与其他节点的联系。`
      case 'restartBroker':
        return '服务端重新上线。'
    }
  },
  turned(command) {
    switch (command.kind) {
      case 'broker.alarm':
        return `你${command.on ? '触发' : '解除'}了${alarmsZh[command.target]}告警。`
      case 'broker.restart':
        return command.target === 'clean'
          ? '你重启了服务端。'
          : '你强行终止了服务端，它已重新启动。'
      case 'node.stop':
        return `你停止了节点 ${command.target}。`
      case 'node.start':
        return `你启动了节点 ${command.target}。`
      case 'node.part':
        return `你让节点 ${command.target} 与其他节点失联。`
      case 'node.rejoin':
        return `你让节点 ${command.target} 恢复与其他节点的联系。`
    }
  },
}
