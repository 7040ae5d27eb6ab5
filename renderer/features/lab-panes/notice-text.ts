import { defineText } from '#renderer/i18n/text.ts'

export const noticeText = defineText({
  en: {
    failed: 'That did not work',
    imported: 'Imported {file}',
    counts:
      'Queues {queues}, exchanges {exchanges}, bindings {bindings}, policies {policies}, virtual hosts {virtualHosts}.',
    unsupported: { one: 'Left out, {count} thing:', other: 'Left out, {count} things:' },
    everything: 'Nothing was left out.',
    close: 'Close',
  },
  zh: {
    failed: '没有成功',
    imported: '已导入 {file}',
    counts:
      '{virtualHosts} 个虚拟主机中的 {queues} 个队列、{exchanges} 个交换机、{bindings} 个绑定、{policies} 条策略。',
    unsupported: '未导入 {count} 项：',
    everything: '没有遗漏。',
    close: '关闭',
  },
})
