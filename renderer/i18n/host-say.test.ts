import { expect, test } from 'vitest'
import { hostSentences } from '#core/model/host-sentences.ts'
import { teller } from '#core/model/said.ts'
import { hostSaid } from './host-say.ts'

const { tell, part } = teller(hostSentences)

test('the host tells English, and the page says the same sentence in Chinese', () => {
  const told = tell('nothingListens', { where: '127.0.0.1:1' })
  expect(told.text).toBe('127.0.0.1:1 refused the connection: nothing listens on that port.')
  expect(hostSaid('en', told.text, told.said)).toBe(told.text)
  expect(hostSaid('zh', told.text, told.said)).toBe('127.0.0.1:1 拒绝了连接：该端口没有程序监听。')
})

test('a sentence within a sentence is said in its own turn', () => {
  const certificate = part('certificateLeft', { protocol: 'TLSv1.3', subject: 'mq', days: 12 })
  const told = tell('certificateUnverified', { certificate, why: part('whyExpired') })
  expect(told.text).toBe('TLSv1.3, certificate for mq, 12 days left; not verified: it has expired.')
  expect(hostSaid('zh', told.text, told.said)).toBe(
    'TLSv1.3，证书属于 mq，还剩 12 天；未校验：它已过期。',
  )
})

test('words of a server, and keys this page does not know, stay as they came', () => {
  expect(hostSaid('zh', '403 ACCESS_REFUSED', null)).toBe('403 ACCESS_REFUSED')
  expect(hostSaid('zh', 'Newer.', { key: 'newer', values: {} })).toBe('Newer.')
  expect(hostSaid('zh', 'Odd.', { key: 'constructor', values: {} })).toBe('Odd.')
})

test('what stands in a sentence is never taken for a place in it', () => {
  const told = tell('nameUnknown', { host: '{where}' })
  expect(told.text).toBe('The name {where} is not known.')
  expect(hostSaid('zh', told.text, told.said)).toBe('名称 {where} 无法解析。')
})
