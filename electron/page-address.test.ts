import { expect, test } from 'vitest'
import { isPageAddress, linkToOpen } from './page-address.ts'

test.each(['app://sluice/', 'app://sluice/index.html', 'app://sluice/#/lab'])(
  '%s is the page',
  (address) => {
    expect(isPageAddress(address)).toBe(true)
  },
)

const lookAlikes: readonly string[] = [
  'app://sluice.evil.test/',
  'app://sluice:80/',
  'app://sluice@evil.test/',
  'app://user@sluice/',
  'app://user:pass@sluice/',
  'app://evil.test/sluice/',
  'app://SLUICE.evil/',
  'app:sluice',
  'app:///sluice',
  'application://sluice/',
  'apps://sluice/',
  ' app://sluice/',
  'app://sluice/\u0000',
  'app://slu\tice/',
  'app:\\\\sluice\\',
  'https://sluice/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'javascript:alert(1)//app://sluice/',
  'data:text/html,app://sluice/',
  'blob:app://sluice/0',
  'filesystem:app://sluice/temporary/',
  'about:blank',
  'view-source:app://sluice/',
  '',
  'sluice',
]

test.each(lookAlikes)('"%s" is not the page', (address) => {
  expect(isPageAddress(address)).toBe(false)
})

test.each([
  'https://www.rabbitmq.com/docs/queues',
  'https://github.com/',
  'https://WWW.rabbitmq.com/docs#a',
])('%s opens in the browser', (address) => {
  expect(linkToOpen(address)).toBe(new URL(address).href)
})

test.each([
  'http://www.rabbitmq.com/',
  'https://www.rabbitmq.com.evil.test/',
  'https://www.rabbitmq.com@evil.test/',
  'https://user@www.rabbitmq.com/',
  'https://user:pass@www.rabbitmq.com/',
  'https://www.rabbitmq.com:8443/',
  'https://evil.test/www.rabbitmq.com',
  'https://www.rаbbitmq.com/',
  'https://rabbitmq.com./',
  'https:\\\\www.rabbitmq.com\\',
  'https://www.rabbitmq.com/\u0000calc',
  'https://www.rabbitmq.com/\r\nx',
  'file:///etc/passwd',
  'smb://www.rabbitmq.com/share',
  'ms-msdt:/id',
  'javascript:alert(1)',
  'mailto:a@www.rabbitmq.com',
  'ftp://www.rabbitmq.com/',
  '\\\\www.rabbitmq.com\\share',
  '//www.rabbitmq.com/',
  '',
])('"%s" does not leave the app', (address) => {
  expect(linkToOpen(address)).toBe(null)
})
